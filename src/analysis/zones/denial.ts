import { type FoldTable, foldText, isHighSurrogate } from '../characters.ts';
import { behindColon, closing, type Page, skipSpaces, trimEnd } from './page.ts';
import type { Span, ZoneLexica } from './parts.ts';
import { PhraseBook } from './phrases.ts';
import {
  BULLET,
  CLOSER,
  DIGIT,
  ENDS_CLAUSE,
  ENUMERATOR,
  HAN,
  LINE_END,
  MARK,
  OPENER,
  type SignTable,
  TEXT,
  unitsOf,
  WORD,
} from './signs.ts';

/** What a cue may be, as bits. */
const KINDS = { before: 1, after: 2, stop: 4, exception: 8 };

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly kinds: number;
}

/** Units without 、 or 和 that one denial reaches at most; a single character (不, 無) is a weaker sign. */
const REACH = 30;
const REACH_OF_ONE = 14;
const REACH_OF_LATIN = 70;
const REACH_BACK = 24;

/** 沒有相關背景也可: such a clause forgives, and denies nothing. */
const PARDONS = ['可', '可以', '也行', '沒關係', '無妨', '歡迎', '佳', '嗎', 'ok', 'okay', 'welcome'];

/**
 * Finds what is denied. A cue before it reaches to the end of its clause or to a stop; 、和 或 及 hold an enumeration
 * together. A cue behind it reaches back to where the clause began.
 *
 *     不需[推銷、開發、報價]，但須拜訪客戶      [業務開發]非必要
 *     └cue                   └stop              └after
 */
export class DenialReader {
  readonly #cues: PhraseBook;
  /** By the number of the phrase. */
  readonly #kinds: Uint8Array;
  /** The sign of places at which a cue may begin that denies. */
  readonly #denies: number;
  readonly #pardons: readonly string[];
  readonly #may: string;
  readonly #joined: ReadonlySet<number>;
  /** What stands before 不, 沒 and 不會 where somebody says what is not done; in 布不要浪費 a story is told. */
  readonly #leaders: ReadonlySet<number>;
  readonly #noNeed: ReadonlySet<number>;
  readonly #verbs: ReadonlySet<number>;
  readonly #bare: ReadonlySet<number>;
  readonly #no: number;
  readonly #not: number;
  readonly #of: number;
  readonly #will: number;

  constructor(denials: ZoneLexica['denials'], folding: FoldTable, table: SignTable) {
    this.#cues = new PhraseBook(
      denials.map(([, cue]) => cue),
      folding,
      table,
    );
    this.#kinds = new Uint8Array(denials.length);
    this.#denies = table.addBook();
    for (const [kind, cue] of denials) {
      this.#kinds[this.#cues.numberOf(cue)]! |= KINDS[kind];
      if (kind === 'before' || kind === 'after') table.addPhrase(this.#denies, cue, folding);
    }
    const units = (text: string): ReadonlySet<number> => unitsOf(text, folding);
    this.#pardons = PARDONS.map(pardon => foldText(pardon, folding));
    this.#may = foldText('可', folding);
    this.#joined = units('並均皆亦也都且或絕全完毫純');
    this.#leaders = units('我您你也亦並都均皆且己務位缺職作在但又則概律');
    this.#noNeed = units('必供所內急按無毋');
    this.#verbs = units('接跑帶碰做作打賣收報推寫搞喝');
    this.#bare = units('無免');
    [this.#no, this.#not, this.#of, this.#will] = [...units('不沒的會')] as [number, number, number, number];
  }

  read(page: Page): Span[] {
    if (!this.#holdsDenial(page)) return [];
    const cues = this.#place(page);
    const found: Span[] = [];
    for (const [index, cue] of cues.entries()) {
      const behind = (cue.kinds & KINDS.after) !== 0 && atClauseEnd(page, cue.end);
      const ahead = (cue.kinds & KINDS.before) !== 0;
      const span =
        (behind ? back(page, cues, index) : null) ?? (ahead ? this.#ahead(page, cues, index) : null);
      if (span !== null) found.push(span);
    }
    return inOrder(found);
  }

  /** Stops alone deny nothing. So it is with most ads, and they need no further look. */
  #holdsDenial(page: Page): boolean {
    const { signs } = page;
    const denies = this.#denies;
    if ((page.seen & denies) === 0) return false;
    for (let at = 0; at < signs.length; at++) {
      if ((signs[at]! & denies) === 0) continue;
      const cue = this.#cues.longest(page, at, signs.length);
      if (cue >= 0 && (this.#kinds[cue]! & (KINDS.before | KINDS.after)) !== 0) return true;
    }
    return false;
  }

  /** Every cue and stop, longest first, left to right; none inside an exception. */
  #place(page: Page): Placed[] {
    const { signs } = page;
    const { begins } = this.#cues;
    const placed: Placed[] = [];
    for (let at = 0; at < signs.length; ) {
      const cue = (signs[at]! & begins) === 0 ? -1 : this.#cues.longest(page, at, signs.length);
      if (cue < 0) {
        at++;
        continue;
      }
      const end = at + this.#cues.lengthOf(cue);
      const kinds = this.#kinds[cue]!;
      if ((kinds & KINDS.exception) === 0) {
        const exception = this.#exceptionOver(page, at, end);
        if (exception >= 0) {
          at = exception; // 並|不斷: what began here is no 並不
          continue;
        }
        if (this.#counts(page, at, end, kinds)) placed.push({ start: at, end, kinds });
      }
      at = end;
    }
    return placed;
  }

  /** Where an exception begins inside `[start, end)` that ends beyond it; -1 if none does. */
  #exceptionOver(page: Page, start: number, end: number): number {
    for (let at = start + 1; at < end; at++) {
      const cue = this.#cues.longest(page, at, page.units.length);
      if (cue < 0 || (this.#kinds[cue]! & KINDS.exception) === 0) continue;
      if (at + this.#cues.lengthOf(cue) > end) return at;
    }
    return -1;
  }

  /** A single character is a cue only where it is likely to be a word. */
  #counts({ units, signs }: Page, at: number, end: number, kinds: number): boolean {
    if ((signs[at]! & HAN) === 0) return true;
    const alone = end - at === 1;
    const before = units[at - 1] ?? 0;
    const afterHan = (signs[at - 1]! & HAN) !== 0;
    if ((kinds & KINDS.before) !== 0 && afterHan && before === units[at + 1]) return false; // 會不會
    const narrated = alone
      ? units[at] === this.#no || units[at] === this.#not
      : this.#willNot(units, at, end - at);
    if (narrated) return !afterHan || this.#leaders.has(before);
    if (!alone) return true;
    if ((kinds & KINDS.stop) !== 0) return (signs[at + 1]! & HAN) !== 0 && !this.#noNeed.has(before);
    return !this.#bare.has(units[at]!) || !afterHan || this.#joined.has(before);
  }

  #willNot(units: Uint16Array, at: number, length: number): boolean {
    return length === 2 && units[at] === this.#no && units[at + 1] === this.#will;
  }

  #ahead(page: Page, cues: readonly Placed[], index: number): Span | null {
    const { units, signs } = page;
    const cue = cues[index]!;
    const start = this.#holdsVerb(page, cue) ? cue.start + 1 : this.#opening(page, cue);
    if (start < 0 || units[start] === this.#of) return null; // 沒有的東西
    const cap = (signs[start]! & signs[cue.start]! & WORD) !== 0 ? REACH_OF_LATIN : reachOf(cue);
    const stop = scopeEnd(page, cues, index, start, cap);
    let end = withoutJoiner(page, start, stop);
    if (end > start && end < units.length && isHighSurrogate(units[end - 1]!)) end--;
    if (end <= start || this.#pardoned(page, start, end)) return null;
    const ofNoun =
      units[cue.start] === this.#not &&
      cue.end - cue.start === 1 &&
      units.subarray(start, end).includes(this.#of);
    return ofNoun ? null : { start, end }; // 沒聯絡的客戶 are customers
  }

  /** 不接, 不帶: the verb belongs to what is denied (不|接單, 不|帶團隊). */
  #holdsVerb({ units, signs }: Page, { start, end }: Span): boolean {
    return (
      end - start === 2 &&
      units[start] === this.#no &&
      this.#verbs.has(units[start + 1]!) &&
      (signs[end]! & TEXT) !== 0
    );
  }

  /** Where the denied words begin: behind spaces, a colon (你不用：…) or the bracket of a heading (【不用做的】…); -1: nowhere. */
  #opening(page: Page, cue: Placed): number {
    const { units, signs } = page;
    const colon = behindColon(page, cue.end, units.length);
    let at = skipSpaces(page, colon >= 0 ? colon : cue.end, units.length);
    if (units[at] === 0x2d && (signs[cue.end - 1]! & WORD) !== 0) at++;
    const headed = endOfHeading(page, cue);
    if (headed >= 0) at = headed;
    const unit = units[at];
    return (signs[at]! & TEXT) !== 0 || unit === 0x300c || unit === 0x300e || unit === 0x300a ? at : -1;
  }

  /** The scope ends with a pardon, or one follows: 也可以 at the end of its clause, 歡迎 anywhere. */
  #pardoned(page: Page, start: number, end: number): boolean {
    const { units } = page;
    const tail = String.fromCharCode(...units.subarray(Math.max(start, end - 8), end));
    if (this.#pardons.some(pardon => tail.endsWith(pardon))) return true;
    let at = skipSpaces(page, units[end] === 0x2c ? end + 1 : end, units.length);
    if (this.#joined.has(units[at] ?? 0)) at++;
    const follows = String.fromCharCode(...units.subarray(at, at + 4));
    return this.#pardons.some(
      pardon =>
        follows.startsWith(pardon) &&
        (at > end || atClauseEnd(page, at + pardon.length)) &&
        pardon !== this.#may,
    );
  }
}

function reachOf({ start, end }: Placed): number {
  return end - start === 1 ? REACH_OF_ONE : REACH;
}

/** Where the words that the cue at `index` denies from `start` on end; after 、 or 及 the reach `cap` begins anew. */
function scopeEnd(page: Page, cues: readonly Placed[], index: number, start: number, cap: number): number {
  const { signs } = page;
  let next = index + 1;
  let from = start;
  let at = start;
  for (; at < signs.length && at - from <= cap; at++) {
    while (next < cues.length && cues[next]!.start < at) next++;
    const cue = cues[next];
    if (cue?.start === at && breaks(page, cue, start)) break;
    if (endsScope(page, at)) break;
    if ((signs[at]! & OPENER) !== 0) {
      const close = closing(page, at, signs.length, cap);
      if (close >= 0) at = close;
    } else if ((signs[at]! & ENUMERATOR) !== 0) {
      from = at + 1;
    }
  }
  return Math.min(at, signs.length);
}

/** A stop where the scope begins is what is denied itself (不需|協助報價); after 、 or 及 the enumeration goes on. */
function breaks({ signs }: Page, { kinds, start: at }: Placed, start: number): boolean {
  if ((kinds & KINDS.before) !== 0) return true;
  if ((kinds & KINDS.after) !== 0) return at > start;
  return at > start && (signs[at - 1]! & ENUMERATOR) === 0;
}

function endsScope({ units, signs }: Page, at: number): boolean {
  const unit = units[at];
  if (unit === 0x3a) return (signs[at - 1]! & signs[at + 1]! & DIGIT) === 0;
  return (signs[at]! & (ENDS_CLAUSE | MARK | CLOSER)) !== 0 || unit === 0x28 || unit === 0x2b;
}

/** 【不用做的】: the cue stands in the brackets of a heading, so it denies what follows them. */
function endOfHeading(page: Page, cue: Span): number {
  const { units, signs } = page;
  for (let open = cue.start - 1; open >= 0 && open >= cue.start - 6; open--) {
    const unit = units[open]!;
    if (unit !== 0x3010 && unit !== 0x5b && unit !== 0x3c) continue;
    const close = closing(page, open, units.length, 14);
    if (close < cue.end) return -1;
    let at = skipSpaces(page, close + 1, units.length);
    if ((signs[at]! & LINE_END) !== 0) at = skipSpaces(page, at + 1, units.length);
    while ((signs[at]! & (MARK | BULLET)) !== 0) at = skipSpaces(page, at + 1, units.length);
    return at;
  }
  return -1;
}

function atClauseEnd(page: Page, end: number): boolean {
  const { units, signs } = page;
  let at = end;
  while (at < units.length && PARTICLES.has(units[at]!)) at++;
  at = skipSpaces(page, at, units.length);
  return at >= units.length || (signs[at]! & (TEXT | ENUMERATOR)) === 0 || at > end + 1;
}

const PARTICLES = unitsOf('喔哦唷了的者啦~');

/** What stands before a cue in its clause, as far as the cue or stop before it. */
function back(page: Page, cues: readonly Placed[], index: number): Span | null {
  const { signs } = page;
  const cue = cues[index]!;
  const floor = Math.max(cues[index - 1]?.end ?? 0, cue.start - REACH_BACK);
  let start = cue.start;
  while (start > floor && !endsScope(page, start - 1)) start--;
  while (start < cue.start && (signs[start]! & TEXT) === 0) start++;
  const end = trimEnd(page, start, cue.start);
  return end - start >= 2 ? { start, end } : null;
}

/** `[start, end)` without the spaces, marks and 、 behind its last word. */
function withoutJoiner(page: Page, start: number, end: number): number {
  let to = trimEnd(page, start, end);
  while (to > start && (page.signs[to - 1]! & ENUMERATOR) !== 0) to = trimEnd(page, start, to - 1);
  return to;
}

/** In order and without overlaps. */
function inOrder(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
