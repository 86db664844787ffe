import type { Script } from '../analysis/script.ts';
import type { CompetencyKind, RemainderPart } from '../artifact/anatomy.ts';
import type { OccupationEntry } from '../artifact/format.ts';

export type { CompetencyKind, RemainderPart };

/**
 * The answers of DESIGN.md's contract. A field that has nothing is absent, or `[]`; numbers are not rounded. `evidence` is
 * worked out when it is first read (JSON.stringify reads it; structuredClone, which copies own fields only, does not).
 */

/** `[start, end)` in UTF-16 units of the string that `in` names, exactly as pasted. */
export interface NamedSpan {
  readonly in: 'text' | 'title';
  readonly span: readonly [start: number, end: number];
}

export type Verdict = 'clear' | 'unclear' | 'none';

export interface IndexSummary {
  readonly digest: string;
  readonly standards: number;
  readonly tasks: number;
}

export interface IgnoredSpan extends NamedSpan {
  readonly reason: string;
}

export interface TextSummary {
  /** UTF-16 units of the text. */
  readonly characters: number;
  readonly script: Script;
  readonly ignored: readonly IgnoredSpan[];
}

export interface Evidence {
  /** As pasted, where it stands first. */
  readonly term: string;
  /** What it stands for in the standard, when that is another term. */
  readonly as?: string;
  readonly spans: readonly NamedSpan[];
  readonly contribution: number;
  /** Where in the standard: K05, P2.1.1, O1.1.1, T2.1, T2, A01, name, description, classification. */
  readonly source: string;
}

export interface CompetencyShare {
  readonly code: string;
  readonly kind: CompetencyKind;
  /** The first printed name; any others are in `names`. */
  readonly name: string;
  readonly names?: readonly string[];
  /** The sum of its evidence. */
  readonly contribution: number;
  readonly evidence: readonly Evidence[];
}

export interface Remainder {
  readonly part: RemainderPart;
  readonly contribution: number;
  readonly evidence: readonly Evidence[];
}

export interface TaskShare {
  readonly code: string;
  readonly name: string;
  readonly level?: number;
  readonly contribution: number;
}

export interface OccupationMatch {
  readonly id: string;
  readonly code?: string;
  readonly name: string;
  readonly level?: number;
  /** 0 to 1; orders the answers for one text and one index, and is no percentage. */
  readonly score: number;
  /** score = Σ competencies + Σ remainder = Σ tasks + Σ tasksRemainder, within 1e-9. Absent with `explain: false`. */
  readonly competencies?: readonly CompetencyShare[];
  readonly remainder?: readonly Remainder[];
  readonly tasks?: readonly TaskShare[];
  readonly tasksRemainder?: readonly Omit<Remainder, 'evidence'>[];
}

export interface TaskMatch {
  /** The id of the occupation that the task belongs to. */
  readonly occupation: string;
  readonly code: string;
  readonly name: string;
  readonly level?: number;
  readonly score: number;
  readonly competencies?: readonly CompetencyShare[];
  readonly remainder?: readonly Remainder[];
}

export interface MatchAnswer {
  readonly index: IndexSummary;
  readonly verdict: Verdict;
  readonly text: TextSummary;
  readonly occupations: readonly OccupationMatch[];
  readonly tasks: readonly TaskMatch[];
}

export type TextKind = 'ad' | 'cv';

export interface MatchRequest extends PastedText {
  readonly kind?: TextKind;
  /** How many occupations and how many tasks, 1 to 100. */
  readonly limit?: number;
  readonly explain?: boolean;
  /** Rank superseded standards too. */
  readonly superseded?: boolean;
  /** Rank only these standards and their tasks; scores are what they are without it. */
  readonly only?: (occupation: OccupationEntry) => boolean;
}

/** A text with its title, where that stands apart. */
export interface PastedText {
  readonly text: string;
  readonly title?: string;
}

/** An occupation as answers about one occupation name it. */
export interface OccupationSummary {
  readonly id: string;
  readonly code?: string;
  readonly name: string;
  readonly level?: number;
}

/**
 * Whether a text holds a competency or task, by its words: `missing` means that the text does not say it in words that the
 * index knows, never that somebody cannot do it.
 */
export type GapStatus = 'covered' | 'partly' | 'missing';

export interface GapsRequest extends PastedText {
  /** Id of the occupation; a superseded one may be asked for too. */
  readonly occupation: string;
}

export interface GapsAnswer {
  readonly index: IndexSummary;
  readonly occupation: OccupationSummary;
  /** Of the text, as in the match of the same text without a kind: not of this occupation. */
  readonly verdict: Verdict;
  /** Of the occupation, as in the text's match; 0 where they share nothing. */
  readonly score: number;
  /** Knowledge, skills, attitudes, each kind in printed order. */
  readonly items: readonly GapItem[];
  /** In printed order. */
  readonly tasks: readonly GapTask[];
}

export interface GapItem {
  readonly code: string;
  readonly kind: CompetencyKind;
  /** The first printed name. */
  readonly name: string;
  readonly status: GapStatus;
  /** A contribution here is a share of the wording (0 to 1), not of the score: they add up to what the status rests on. */
  readonly evidence: readonly Evidence[];
  /** Codes of the tasks that require it; none for an attitude. */
  readonly tasks: readonly string[];
}

export interface GapTask {
  readonly code: string;
  readonly name: string;
  readonly status: GapStatus;
}

export interface CompareRequest {
  readonly ad: PastedText;
  readonly cv: PastedText;
  /** Id of the occupation to compare through; without it, the one that both fit best. */
  readonly occupation?: string;
}

export interface CompareAnswer {
  readonly index: IndexSummary;
  readonly occupation: OccupationSummary;
  readonly items: readonly CompareItem[];
  readonly tasks: readonly CompareTask[];
}

/** What the ad asks and what the CV shows of one competency. */
export interface CompareItem {
  readonly code: string;
  readonly kind: CompetencyKind;
  readonly name: string;
  readonly ad: GapStatus;
  readonly cv: GapStatus;
  readonly evidence: { readonly ad: readonly Evidence[]; readonly cv: readonly Evidence[] };
}

export interface CompareTask {
  readonly code: string;
  readonly name: string;
  readonly ad: GapStatus;
  readonly cv: GapStatus;
}

export const MATCH_DEFAULTS = { limit: 10, explain: true, superseded: false } as const;
/** UTF-16 units. */
export const MAX_TEXT = 50_000;
/** UTF-16 units of a title. */
export const MAX_TITLE = 500;
export const MAX_LIMIT = 100;
