import type {
  CompetencyKind,
  CompetencyShare,
  Evidence,
  IndexSummary,
  MatchAnswer,
  OccupationMatch,
  OccupationSummary,
  Remainder,
  RemainderPart,
  TaskMatch,
  TextSummary,
  Verdict,
} from '../../matching/answer.ts';

/** An answer as the page shows it: small enough to cross from the worker at every key, with one occupation whole. */
export interface MatchView {
  readonly index: IndexSummary;
  readonly verdict: Verdict;
  readonly text: TextSummary;
  readonly occupations: readonly RankedOccupation[];
  /** Without explanations. */
  readonly tasks: readonly Pick<TaskMatch, 'occupation' | 'code' | 'name' | 'level' | 'score'>[];
  /** With competencies, remainder, tasks and all evidence (as own fields); null when nothing is ranked. */
  readonly open: OccupationMatch | null;
  /** Milliseconds of work for it, where they were measured: in the worker. */
  readonly took?: number;
}

export interface RankedOccupation extends OccupationSummary {
  readonly score: number;
  readonly superseded: boolean;
  /** The three parts of the score that count most, for one line of why. */
  readonly reasons: readonly Reason[];
}

/** One part of a score: a competency, or what is not one. */
export interface Reason {
  /** A competency's code, or the part. */
  readonly source: string;
  readonly kind: CompetencyKind | RemainderPart;
  /** Of the competency; empty for a part. */
  readonly name: string;
  readonly contribution: number;
  /** The words that carried it, what counts most first, each pair once; at most four. */
  readonly words: readonly Word[];
}

/** A pasted word, and what it stands for in the standard when that is another. */
export interface Word {
  readonly term: string;
  readonly as?: string;
  readonly contribution: number;
}

/**
 * The view of an answer with explanations. `open` is the occupation to show whole, of this answer or of another for the
 * same text. Everything in the view is an own field, so that it can be cloned.
 */
export function viewOf(
  { index, verdict, text, occupations, tasks }: MatchAnswer,
  open: OccupationMatch | null,
  isSuperseded: (id: string) => boolean,
): MatchView {
  return {
    index,
    verdict,
    text,
    occupations: occupations.map(occupation => ({
      ...summaryOf(occupation),
      score: occupation.score,
      superseded: isSuperseded(occupation.id),
      reasons: reasonsOf(occupation),
    })),
    tasks: tasks.map(({ occupation, code, name, level, score }) => ({
      occupation,
      code,
      name,
      ...(level === undefined ? {} : { level }),
      score,
    })),
    open: open && wholeOccupation(open),
  };
}

/** All that is said of an occupation as own fields: evidence is a getter in answers, which cloning would drop. */
export function wholeOccupation({
  competencies,
  remainder,
  tasks,
  tasksRemainder,
  ...occupation
}: OccupationMatch): OccupationMatch {
  return {
    ...occupation,
    ...(competencies && { competencies: competencies.map(wholeCompetency) }),
    ...(remainder && { remainder: remainder.map(wholeRemainder) }),
    ...(tasks && { tasks }),
    ...(tasksRemainder && { tasksRemainder }),
  };
}

const REASONS = 3;
const WORDS = 4;

/** Evidence is read of the largest parts only; reading that of all ten occupations costs as much as ranking them. */
function reasonsOf({ competencies = [], remainder = [] }: OccupationMatch): Reason[] {
  return [...competencies.slice(0, REASONS), ...remainder.slice(0, REASONS)] // each is in order
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, REASONS)
    .map(share => ({
      ...namesOf(share),
      contribution: share.contribution,
      words: foldWords(share.evidence).slice(0, WORDS),
    }));
}

function namesOf(share: CompetencyShare | Remainder): Pick<Reason, 'source' | 'kind' | 'name'> {
  if ('part' in share) return { source: share.part, kind: share.part, name: '' };
  return { source: share.code, kind: share.kind, name: share.name };
}

/** The words of some evidence, what counts most first: one may carry a part from several places of the standard. */
export function foldWords(evidence: readonly Evidence[]): Word[] {
  const words = new Map<string, Word>();
  for (const { term, as, contribution } of evidence) {
    const key = as === undefined ? term : `${term}\0${as}`;
    const sum = contribution + (words.get(key)?.contribution ?? 0);
    words.set(key, { term, ...(as === undefined ? {} : { as }), contribution: sum });
  }
  return [...words.values()].sort((a, b) => b.contribution - a.contribution);
}

function wholeCompetency({
  code,
  kind,
  name,
  names,
  contribution,
  evidence,
}: CompetencyShare): CompetencyShare {
  return { code, kind, name, ...(names && { names }), contribution, evidence };
}

function wholeRemainder({ part, contribution, evidence }: Remainder): Remainder {
  return { part, contribution, evidence };
}

function summaryOf({ id, code, name, level }: OccupationMatch): OccupationSummary {
  return { id, ...(code === undefined ? {} : { code }), name, ...(level === undefined ? {} : { level }) };
}
