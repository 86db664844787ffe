import type { Anatomy } from './anatomy.ts';
import type { CompetencyKind, GapItem, GapTask } from './answer.ts';
import { type Coverage, coverageOf, statusOf } from './coverage.ts';
import type { SaidWords } from './said.ts';
import type { OccupationWording } from './wording.ts';

/** What a text holds of an occupation: each of its competencies and tasks once. */
export interface Holdings {
  /** Knowledge, skills, attitudes; each kind in printed order. */
  readonly items: readonly GapItem[];
  /** In printed order. */
  readonly tasks: readonly GapTask[];
}

/**
 * The status of a competency or task says how much of its own wording a text holds, and its evidence adds up to that
 * (coverage.ts). Of several printed names of one code the best covered counts. What is missing has no evidence.
 *
 * A competency is not there because a task that requires it is covered: of thirty competencies that a task names, most
 * would be claimed on words that have nothing to do with them. Its `tasks` let the reader draw that line himself.
 */
export function holdingsOf(anatomy: Anatomy, wording: OccupationWording, said: SaidWords): Holdings {
  const items = anatomy.competencies.map(({ code, kind, names }, i): GapItem => {
    const coverage = fullest(wording.competencies[i]!.map(words => coverageOf(words, kind, said)));
    const status = statusOf(coverage, kind);
    return {
      code,
      kind,
      name: names[0]!,
      status,
      evidence: status === 'missing' ? [] : coverage.evidence,
      tasks: anatomy.tasks.filter(({ required }) => required.includes(i)).map(({ head }) => head.code),
    };
  });
  return {
    items: KINDS.flatMap(kind => items.filter(item => item.kind === kind)),
    tasks: anatomy.tasks.map(({ head: { code, name } }, i) => ({
      code,
      name,
      status: statusOf(coverageOf(wording.tasks[i]!, 'task', said), 'task'),
    })),
  };
}

const KINDS: readonly CompetencyKind[] = ['knowledge', 'skill', 'attitude'];

/** The first of those with the greatest value. */
function fullest(list: readonly Coverage[]): Coverage {
  return list.reduce((best, next) => (next.value > best.value ? next : best));
}
