import type { OccupationEntry } from '../../artifact/format.ts';
import type { CompareAnswer, GapsAnswer, IndexSummary, TextKind } from '../../matching/answer.ts';
import type { Standard } from '../../standards/model.ts';
import type { LoadFault, LoadProgress } from '../engine/engine.ts';
import type { MatchView } from '../engine/view.ts';
import type { Language, Place } from '../places.ts';

/** A text as it stands in the page: nowhere else, unless the user asks to remember it. */
export interface Draft {
  readonly kind: TextKind;
  readonly title: string;
  readonly text: string;
  /** Raised whenever something other than typing changed it, for the fields to follow. */
  readonly revision: number;
}

export type EngineState =
  | { readonly stage: 'waiting' }
  | LoadProgress
  | { readonly stage: 'ready'; readonly index: IndexSummary; readonly sendsTexts: boolean }
  | { readonly stage: 'failed'; readonly fault: LoadFault };

export type Theme = 'system' | 'light' | 'dark';
export type Tab = 'why' | 'gaps' | 'helper';
/** The three texts of the page: the one that is matched, and the two that are compared. */
export type Field = 'text' | 'ad' | 'cv';

/** A passage of a standard, laid over the page. */
export interface Passage {
  readonly id: string;
  /** Where to look: a code (T1.1, P1.1.1, K01) or the name of a part. */
  readonly code: string;
  /** Null while it comes. */
  readonly standard: Standard | null;
}

/** What a place of the text counts for. */
export interface Pointed {
  readonly word: string;
  /** Competencies and other parts, what counts most first. */
  readonly parts: readonly { readonly source: string; readonly name: string }[];
  /** Why the place was set aside, if it was. */
  readonly reason: string | null;
}

export interface ListQuery {
  readonly q: string;
  readonly category: string;
  readonly level: number | null;
  readonly superseded: boolean;
}

export interface State {
  readonly language: Language;
  readonly theme: Theme;
  /** Null for an address that is none of the page's. */
  readonly place: Place | null;
  readonly engine: EngineState;
  readonly drafts: Readonly<Record<Field, Draft>>;
  /** What a field held before it was cleared or replaced, until it is typed in again. */
  readonly before: Readonly<Partial<Record<Field, Draft>>>;
  readonly view: MatchView | null;
  /** Why there is no answer: the code of a problem. */
  readonly problem: string | null;
  /** The occupation that the user chose to look at; null for the first. */
  readonly open: string | null;
  readonly tab: Tab;
  readonly superseded: boolean;
  readonly pointed: Pointed | null;
  readonly gaps: GapsAnswer | null;
  /** The standard of `gaps`, for its own wording. */
  readonly record: Standard | null;
  readonly comparison: CompareAnswer | null;
  readonly through: string | null;
  readonly entries: readonly OccupationEntry[];
  readonly list: ListQuery;
  readonly listed: readonly OccupationEntry[];
  /** The standard of a standard's page: undefined while it comes, null when there is none. */
  readonly standard: Standard | null | undefined;
  readonly passage: Passage | null;
  readonly notice: { readonly text: string; readonly undo?: Field } | null;
  readonly remembers: boolean;
  readonly opening: Field | null;
}

const EMPTY: Omit<Draft, 'kind'> = { title: '', text: '', revision: 0 };
export const EVERYTHING: ListQuery = { q: '', category: '', level: null, superseded: false };

export function initialState(
  given: Pick<State, 'language' | 'place'> & Partial<Pick<State, 'entries' | 'standard' | 'list' | 'listed'>>,
): State {
  const entries = given.entries ?? [];
  return {
    theme: 'system',
    engine: { stage: 'waiting' },
    drafts: {
      text: { kind: 'ad', ...EMPTY },
      ad: { kind: 'ad', ...EMPTY },
      cv: { kind: 'cv', ...EMPTY },
    },
    before: {},
    view: null,
    problem: null,
    open: null,
    tab: 'why',
    superseded: false,
    pointed: null,
    gaps: null,
    record: null,
    comparison: null,
    through: null,
    list: EVERYTHING,
    listed: entries,
    standard: undefined,
    passage: null,
    notice: null,
    remembers: false,
    opening: null,
    ...given,
    entries,
  };
}
