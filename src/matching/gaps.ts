import { type AnatomySections, requiredBy } from '../artifact/anatomy.ts';
import type { CompetencyKind, GapItem, GapTask } from './answer.ts';
import { type Coverage, coverageOf, statusOf } from './coverage.ts';
import type { Labels } from './labels.ts';
import type { SaidWords } from './said.ts';
import type { OccupationWording } from './wording.ts';

/** An occupation as a text is held against it. */
export interface OccupationParts {
  readonly labels: Labels;
  readonly wording: OccupationWording;
  readonly anatomy: AnatomySections;
  /** Its first task among those of the index. */
  readonly firstTask: number;
}

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
export function holdingsOf(occupation: OccupationParts, said: SaidWords): Holdings {
  const { labels, wording, anatomy, firstTask } = occupation;
  const required = labels.tasks.map((_, task) => new Set(requiredBy(anatomy, firstTask + task)));
  const items = labels.competencies.map(({ code, kind, names }, i): GapItem => {
    const coverage = fullest(wording.competencies[i]!.map(words => coverageOf(words, kind, said)));
    const status = statusOf(coverage, kind);
    return {
      code,
      kind,
      name: names[0]!,
      status,
      evidence: status === 'missing' ? [] : coverage.evidence,
      tasks: labels.tasks.filter((_, task) => required[task]!.has(i)).map(task => task.code),
    };
  });
  return {
    items: KINDS.flatMap(kind => items.filter(item => item.kind === kind)),
    tasks: labels.tasks.map(({ code, name }, i) => ({
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
