import type {
  CompetencyKind,
  IndexSummary,
  OccupationMatch,
  OccupationSummary,
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
