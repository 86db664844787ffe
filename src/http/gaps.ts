import type { CompetencyKind, Evidence, IndexSummary, Verdict } from '../matching/answer.ts';

/**
 * What `POST /v1/gaps` and `POST /v1/compare` need of whoever computes them, and the answers of DESIGN.md's contract.
 * `undefined` says that the index has no such occupation.
 */
export interface GapFinder {
  gaps(request: GapsRequest): GapsAnswer | undefined;
  compare(request: CompareRequest): CompareAnswer | undefined;
}

export interface PastedText {
  readonly text: string;
  readonly title?: string;
}

export interface GapsRequest extends PastedText {
  /** The id of a standard. */
  readonly occupation: string;
}

export interface CompareRequest {
  readonly ad: PastedText;
  readonly cv: PastedText;
  /** Without it: the occupation that both fit best. */
  readonly occupation?: string;
}

export type GapStatus = 'covered' | 'partly' | 'missing';

export interface OccupationSummary {
  readonly id: string;
  readonly code?: string;
  readonly name: string;
  readonly level?: number;
}

export interface GapsAnswer {
  readonly index: IndexSummary;
  readonly occupation: OccupationSummary;
  readonly verdict: Verdict;
  readonly score: number;
  /** Every competency of the occupation. */
  readonly items: readonly {
    readonly code: string;
    readonly kind: CompetencyKind;
    readonly name: string;
    readonly status: GapStatus;
    readonly evidence: readonly Evidence[];
    /** Codes of the tasks that require it. */
    readonly tasks: readonly string[];
  }[];
  readonly tasks: readonly { readonly code: string; readonly name: string; readonly status: GapStatus }[];
}

export interface CompareAnswer {
  readonly index: IndexSummary;
  readonly occupation: OccupationSummary;
  readonly items: readonly {
    readonly code: string;
    readonly kind: CompetencyKind;
    readonly name: string;
    readonly ad: GapStatus;
    readonly cv: GapStatus;
    readonly evidence: { readonly ad: readonly Evidence[]; readonly cv: readonly Evidence[] };
  }[];
  readonly tasks: readonly {
    readonly code: string;
    readonly name: string;
    readonly ad: GapStatus;
    readonly cv: GapStatus;
  }[];
}
