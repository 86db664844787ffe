import type { OccupationEntry } from '../../artifact/format.ts';
import type {
  CompareAnswer,
  CompareRequest,
  GapsAnswer,
  GapsRequest,
  IndexSummary,
  MatchRequest,
} from '../../matching/answer.ts';
import type { StandardsSearch } from '../../matching/catalogue.ts';
import type { Standard } from '../../standards/model.ts';
import type { MatchView } from './view.ts';

/**
 * What answers the page. Two engines implement it: one matches in a Web Worker of this browser (local.ts), one asks the
 * server (remote.ts) and is used only after the user has agreed to send the text. Of matches, gaps, comparisons and searches
 * only the newest counts: one that a newer of its kind replaced before it was answered rejects with `Superseded`. Anything
 * else that goes wrong is an `EngineError`, or a `LoadError` where there is no engine any more.
 */
export interface Engine {
  readonly index: IndexSummary;
  /** Whether a text leaves this device when it is matched. */
  readonly sendsTexts: boolean;
  /** The ranking of a text, and one occupation opened: the one asked for, or else the first. */
  match(request: ViewRequest): Promise<MatchView>;
  /** Undefined when the index has no such occupation. */
  gaps(request: GapsRequest): Promise<GapsAnswer | undefined>;
  compare(request: CompareRequest): Promise<CompareAnswer | undefined>;
  /** Every standard of the index, in its order; asked for once. */
  standards(): Promise<readonly OccupationEntry[]>;
  /** The standards that a search finds, in the order of the index. */
  search(search: StandardsSearch): Promise<readonly OccupationEntry[]>;
  /** Undefined when the index has no such standard. */
  standard(id: string): Promise<Standard | undefined>;
  /** The whole answer with every explanation, as JSON: for downloading. */
  report(request: ReportRequest): Promise<string>;
  close(): void;
}

export interface ViewRequest extends Pick<MatchRequest, 'text' | 'title' | 'kind' | 'limit' | 'superseded'> {
  /**
   * Id of the occupation to explain, ranked among the first or not. Without it, or when the index lacks it, or when the text
   * shares nothing with it, the first of the ranking is explained.
   */
  readonly open?: string;
}

/** What crosses to a worker or a server: all of a match but its function. */
export type ReportRequest = Omit<MatchRequest, 'only'>;

/** A newer request of the same kind took its place. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/**
 * A request that could not be answered. Holds nothing of the text. `code` is stable: `invalid-values` (no text or too long
 * a one; the page asks with neither), `internal-error` and `crashed` (a worker that ended; the next request starts another)
 * from any engine; from the server any code of its problems, such as `rate-limited` and `overloaded`, or `unreachable`.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: string;
  /** Seconds after which asking again may help, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(code: string, retryAfter?: number) {
    super(code);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Why an engine could not be had, for the page to put into words. */
export type LoadFault = 'offline' | 'not-found' | 'damaged' | 'too-old' | 'no-memory';

export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly fault: LoadFault;

  constructor(fault: LoadFault) {
    super(fault);
    this.fault = fault;
  }
}

/** How much of the index has come, in bytes of the packed index; `unpacking` when all has. `total` is 0 where it is not known. */
export interface LoadProgress {
  readonly stage: 'loading' | 'unpacking';
  readonly loaded: number;
  readonly total: number;
}

/**
 * Where the packed index is, and how many bytes it has before compression and as it is sent: 0 while that is not known,
 * for a server that has just begun is still packing. Its answer says it in any case (`PLAIN_LENGTH`).
 */
export interface IndexLocation {
  readonly url: string;
  readonly bytes: number;
  readonly sent: number;
}

/** The header that says how many bytes the packed index has before compression. */
export const PLAIN_LENGTH = 'X-Plain-Length';
