import { type FoldTable, foldText, isHan, isHighSurrogate } from '../characters.ts';
import { closing, isColonAt } from './labels.ts';
import type { Span, ZoneLexica } from './parts.ts';
import { isWordUnit, type Phrase, PhraseBook } from './phrases.ts';
import {
  closerOf,
  endsClause,
  isBullet,
  isCloser,
  isDigitAt,
  isEnumerator,
  isLineEnd,
  isMark,
  isText,
  skipSpaces,
  trimEnd,
} from './signs.ts';

interface Kinds {
  before: boolean;
  after: boolean;
  stop: boolean;
  exception: boolean;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly kinds: Kinds;
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
  readonly #cues: PhraseBook<Kinds>;
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

  constructor(denials: ZoneLexica['denials'], folding: FoldTable) {
    this.#cues = new PhraseBook(kindsOf(denials, folding), folding);
    const units = (text: string): ReadonlySet<number> =>
      new Set(Array.from(foldText(text, folding), unit => unit.charCodeAt(0)));
    this.#pardons = PARDONS.map(pardon => foldText(pardon, folding));
    this.#may = foldText('可', folding);
    this.#joined = units('並均皆亦也都且或絕全完毫純');
    this.#leaders = units('我您你也亦並都均皆且己務位缺職作在但又則概律');
    this.#noNeed = units('必供所內急按無毋');
    this.#verbs = units('接跑帶碰做作打賣收報推寫搞喝');
    this.#bare = units('無免');
    [this.#no, this.#not, this.#of, this.#will] = [...units('不沒的會')] as [number, number, number, number];
  }

  read(units: Uint16Array): Span[] {
    const cues = this.#place(units);
    const found: Span[] = [];
    cues.forEach((cue, index) => {
      const span = cue.kinds.after && atClauseEnd(units, cue.end) ? back(units, cues, index) : null;
      if (span !== null) found.push(span);
      else if (cue.kinds.before) {
        const ahead = this.#ahead(units, cues, index);
        if (ahead !== null) found.push(ahead);
      }
    });
    return inOrder(found);
  }

  /** Every cue and stop, longest first, left to right; none inside an exception. */
  #place(units: Uint16Array): Placed[] {
    const placed: Placed[] = [];
    for (let at = 0; at < units.length; ) {
      const phrase = this.#cues.longest(units, at, units.length);
      if (phrase === null) {
        at++;
        continue;
      }
      const end = at + phrase.length;
      const kinds = phrase.value;
      const exception = kinds.exception ? -1 : this.#exceptionOver(units, at, end);
      if (exception >= 0) {
        at = exception; // 並|不斷: what began here is no 並不
        continue;
      }
      if (!kinds.exception && this.#counts(units, at, phrase)) placed.push({ start: at, end, kinds });
      at = end;
    }
    return placed;
  }

  /** Where an exception begins inside `[start, end)` that ends beyond it; -1 if none does. */
  #exceptionOver(units: Uint16Array, start: number, end: number): number {
    for (let at = start + 1; at < end; at++) {
      const phrase = this.#cues.longest(units, at, units.length);
      if (phrase?.value.exception && at + phrase.length > end) return at;
    }
    return -1;
  }

  /** A single character is a cue only where it is likely to be a word. */
  #counts(units: Uint16Array, at: number, { length, value }: Phrase<Kinds>): boolean {
    if (!isHan(units[at]!)) return true;
    const before = units[at - 1] ?? 0;
    const after = units[at + 1] ?? 0;
    if (value.before && isHan(before) && before === after) return false; // 會不會
    const narrated =
      length === 1 ? units[at] === this.#no || units[at] === this.#not : this.#willNot(units, at, length);
    if (narrated) return !isHan(before) || this.#leaders.has(before);
    if (length > 1) return true;
    if (value.stop) return isHan(after) && !this.#noNeed.has(before);
    return !this.#bare.has(units[at]!) || !isHan(before) || this.#joined.has(before);
  }

  #willNot(units: Uint16Array, at: number, length: number): boolean {
    return length === 2 && units[at] === this.#no && units[at + 1] === this.#will;
  }

  #ahead(units: Uint16Array, cues: readonly Placed[], index: number): Span | null {
    const cue = cues[index]!;
    const start = this.#holdsVerb(units, cue) ? cue.start + 1 : this.#opening(units, cue);
    if (start < 0 || units[start] === this.#of) return null; // 沒有的東西
    const cap = isWordUnit(units[start]!) && isWordUnit(units[cue.start]!) ? REACH_OF_LATIN : reachOf(cue);
    let next = index + 1;
    let from = start;
    let at = start;
    for (; at < units.length && at - from <= cap; at++) {
      while (next < cues.length && cues[next]!.start < at) next++;
      if (next < cues.length && cues[next]!.start === at && breaks(units, cues[next]!, at, start)) break;
      if (endsScope(units, at)) break;
      const closer = closerOf(units[at]!);
      if (closer !== undefined) {
        const close = closing(units, at, units.length, cap);
        if (close >= 0) at = close;
      } else if (isEnumerator(units[at]!)) {
        from = at + 1;
      }
    }
    let end = withoutJoiner(units, start, Math.min(at, units.length));
    if (end > start && end < units.length && isHighSurrogate(units[end - 1]!)) end--;
    if (end <= start || this.#pardoned(units, start, end)) return null;
    const ofNoun =
      units[cue.start] === this.#not &&
      cue.end - cue.start === 1 &&
      units.subarray(start, end).includes(this.#of);
    return ofNoun ? null : { start, end }; // 沒聯絡的客戶 are customers
  }

  /** 不接, 不帶: the verb belongs to what is denied (不|接單, 不|帶團隊). */
  #holdsVerb(units: Uint16Array, { start, end }: Span): boolean {
    return (
      end - start === 2 &&
      units[start] === this.#no &&
      this.#verbs.has(units[start + 1]!) &&
      isText(units[end] ?? 0)
    );
  }

  /** Where the denied words begin: behind spaces, a colon (你不用：…) or the bracket of a heading (【不用做的】…); -1: nowhere. */
  #opening(units: Uint16Array, cue: Placed): number {
    const colon = isColonAt(units, cue.end, units.length);
    let at = skipSpaces(units, colon >= 0 ? colon : cue.end, units.length);
    if (units[at] === 0x2d && isWordUnit(units[cue.end - 1]!)) at++;
    const headed = endOfHeading(units, cue);
    if (headed >= 0) at = headed;
    if (at >= units.length || isLineEnd(units[at]!)) return -1;
    const unit = units[at]!;
    return isText(unit) || unit === 0x300c || unit === 0x300e || unit === 0x300a ? at : -1;
  }

  /** The scope ends with a pardon, or one follows: 也可以 at the end of its clause, 歡迎 anywhere. */
  #pardoned(units: Uint16Array, start: number, end: number): boolean {
    const tail = String.fromCharCode(...units.subarray(Math.max(start, end - 8), end));
    if (this.#pardons.some(pardon => tail.endsWith(pardon))) return true;
    let at = skipSpaces(units, units[end] === 0x2c ? end + 1 : end, units.length);
    if (this.#joined.has(units[at] ?? 0)) at++;
    const follows = String.fromCharCode(...units.subarray(at, at + 4));
    return this.#pardons.some(
      pardon =>
        follows.startsWith(pardon) &&
        (at > end || atClauseEnd(units, at + pardon.length)) &&
        pardon !== this.#may,
    );
  }
}

function kindsOf(denials: ZoneLexica['denials'], folding: FoldTable): Map<string, Kinds> {
  const kinds = new Map<string, Kinds>();
  for (const [kind, cue] of denials) {
    const text = foldText(cue, folding);
    const known = kinds.get(text) ?? { before: false, after: false, stop: false, exception: false };
    known[kind] = true;
    kinds.set(text, known);
  }
  return kinds;
}

function reachOf({ start, end }: Placed): number {
  return end - start === 1 ? REACH_OF_ONE : REACH;
}

/** A stop where the scope begins is what is denied itself (不需|協助報價); after 、 or 及 the enumeration goes on. */
function breaks(units: Uint16Array, { kinds, start: cueStart }: Placed, at: number, start: number): boolean {
  if (kinds.before) return true;
  if (kinds.after) return at > start;
  return kinds.stop && at > start && !isEnumerator(units[cueStart - 1]!);
}

function endsScope(units: Uint16Array, at: number): boolean {
  const unit = units[at]!;
  if (unit === 0x3a) return !(isDigitAt(units, at - 1) && isDigitAt(units, at + 1));
  return endsClause(units, at) || isMark(unit) || isCloser(unit) || unit === 0x28 || unit === 0x2b;
}

/** 【不用做的】: the cue stands in the brackets of a heading, so it denies what follows them. */
function endOfHeading(units: Uint16Array, cue: Span): number {
  for (let open = cue.start - 1; open >= 0 && open >= cue.start - 6; open--) {
    const unit = units[open]!;
    if (unit !== 0x3010 && unit !== 0x5b && unit !== 0x3c) continue;
    const close = closing(units, open, units.length, 14);
    if (close < cue.end) return -1;
    let at = skipSpaces(units, close + 1, units.length);
    if (at < units.length && isLineEnd(units[at]!)) at = skipSpaces(units, at + 1, units.length);
    while (at < units.length && (isMark(units[at]!) || isBullet(units[at]!)))
      at = skipSpaces(units, at + 1, units.length);
    return at;
  }
  return -1;
}

function atClauseEnd(units: Uint16Array, end: number): boolean {
  let at = end;
  while (at < units.length && PARTICLES.has(units[at]!)) at++;
  at = skipSpaces(units, at, units.length);
  return at >= units.length || (!isText(units[at]!) && !isEnumerator(units[at]!)) || at > end + 1;
}

const PARTICLES = new Set(Array.from('喔哦唷了的者啦~', particle => particle.charCodeAt(0)));

/** What stands before a cue in its clause, as far as the cue or stop before it. */
function back(units: Uint16Array, cues: readonly Placed[], index: number): Span | null {
  const cue = cues[index]!;
  const floor = Math.max(cues[index - 1]?.end ?? 0, cue.start - REACH_BACK);
  let start = cue.start;
  while (start > floor && !endsScope(units, start - 1)) start--;
  while (start < cue.start && !isText(units[start]!)) start++;
  const end = trimEnd(units, start, cue.start);
  return end - start >= 2 ? { start, end } : null;
}

/** `[start, end)` without the spaces, marks and 、 behind its last word. */
function withoutJoiner(units: Uint16Array, start: number, end: number): number {
  let to = trimEnd(units, start, end);
  while (to > start && isEnumerator(units[to - 1]!)) to = trimEnd(units, start, to - 1);
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
