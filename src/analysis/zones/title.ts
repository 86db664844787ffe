import { type FoldTable, foldText, isHan } from '../characters.ts';
import { CALLS, type Call } from './calls.ts';
import type { Heading } from './headings.ts';
import { isBlank, type Line } from './lines.ts';
import type { Span, ZoneLexica } from './parts.ts';
import { type Phrase, PhraseBook } from './phrases.ts';
import {
  endsClause,
  endsSentence,
  isBullet,
  isCloser,
  isDigitAt,
  isEnumerator,
  isMark,
  isSpace,
  isText,
  skipSpaces,
  trimEnd,
} from './signs.ts';
import type { Wording } from './wording.ts';

/** A title beyond this many units is a sentence. */
const LONGEST = 40;
const LONGEST_FIRST_LINE = 30;
/** 採購專員 begins with a word of work; 執行治療、教學與行政業務 is a duty. */
const LONGEST_LED_BY_WORK = 12;
const LONGEST_SOUGHT = 30;
/** Lines in which somebody may be sought: 誠徵 … stands near the top. */
const SOUGHT_IN = 12;

const COUNTERS = '名位人';
const NOT_TITLES = [
  '不限',
  '無',
  '不拘',
  '面議',
  '徵人',
  '徵才',
  '自傳',
  '履歷',
  '履歷表',
  '個人履歷',
  'resume',
  'cv',
  'curriculum vitae',
];
const SPEAKERS = ['我', '您', '你', '本人', '他', '她', '大家', '們'];

/** Finds where a text names its own title. */
export class TitleReader {
  readonly #wording: Wording;
  readonly #calls: PhraseBook<Call>;
  readonly #words: PhraseBook<true>;
  readonly #enders: PhraseBook<true>;
  readonly #counters: string;
  readonly #notTitles: ReadonlySet<string>;
  readonly #speakers: readonly string[];
  readonly #of: string;

  constructor(cues: ZoneLexica['cues'], wording: Wording, folding: FoldTable) {
    this.#wording = wording;
    this.#calls = new PhraseBook(CALLS, folding);
    this.#words = new PhraseBook(
      cues.flatMap(([section, , cue]) => (section === 'title' ? [[cue, true] as const] : [])),
      folding,
    );
    this.#enders = new PhraseBook(
      ['to', 'who', 'with', 'for', 'in', 'at', 'based', 'that'].map(word => [word, true] as const),
      folding,
    );
    this.#counters = foldText(COUNTERS, folding);
    this.#notTitles = new Set(NOT_TITLES.map(word => foldText(word, folding)));
    this.#speakers = SPEAKERS.map(word => foldText(word, folding));
    this.#of = foldText('的', folding);
  }

  /** 職稱：… first, then 誠徵 …, then a first line that looks like a title, then 職務類別：…. */
  read(
    units: Uint16Array,
    lines: readonly Line[],
    headings: readonly Heading[],
    denied: readonly Span[],
  ): Span | null {
    return (
      this.#labelled(units, lines, headings, 'title') ??
      this.#sought(units, lines) ??
      this.#firstLine(units, lines, headings, denied) ??
      this.#labelled(units, lines, headings, 'kind')
    );
  }

  #labelled(
    units: Uint16Array,
    lines: readonly Line[],
    headings: readonly Heading[],
    kind: 'title' | 'kind',
  ): Span | null {
    for (const [index, { label, end, line }] of headings.entries()) {
      if (label?.title !== kind) continue;
      const limit = Math.min(headings[index + 1]?.start ?? units.length, lines[line]!.end);
      const beside = this.#value(units, end, limit);
      if (beside !== null) return beside;
      const below = lines.slice(line + 1, line + 3).find(candidate => !isBlank(candidate));
      if (below === undefined || below.start < end || holdsText(units, end, limit)) continue;
      const next = this.#value(
        units,
        below.body,
        Math.min(below.end, headings[index + 1]?.start ?? units.length),
      );
      if (next !== null && this.#looksLikeTitle(units, below.body, below.end)) return next;
    }
    return null;
  }

  /** 誠徵業務助理一名; 某廠徵業務。 */
  #sought(units: Uint16Array, lines: readonly Line[]): Span | null {
    for (const line of lines.filter(candidate => !isBlank(candidate)).slice(0, SOUGHT_IN)) {
      for (let at = line.start; at < line.end; ) {
        const call = this.#calls.longest(units, at, line.end);
        if (call !== null && call.value !== 'none') {
          const found = this.#soughtAt(units, at, call, line);
          if (found !== null) return found;
        }
        at += call?.length ?? 1;
      }
    }
    return this.#lookedFor(units, lines);
  }

  #soughtAt(units: Uint16Array, at: number, { length, value }: Phrase<Call>, line: Line): Span | null {
    let from = at + length;
    while (from < line.end && !isText(units[from]!) && (!endsClause(units, from) || isSpace(units[from]!)))
      from++;
    const countBefore = this.#count(units, from, line.end);
    from = skipSpaces(units, countBefore, line.end);
    let to = from;
    while (to < line.end && to - from <= LONGEST_SOUGHT && !this.#endsTitle(units, to)) to++;
    const counted =
      countBefore > at + length && countBefore !== from
        ? true
        : this.#count(units, skipSpaces(units, to, line.end), line.end) > to;
    if (to - from > LONGEST_SOUGHT || isEnumerator(units[from] ?? 0)) return null;
    const start = this.#afterOf(units, from, to);
    const span = this.#value(units, start, to);
    if (span === null || (value === 'quiet' && !counted && !this.#endsLikeTitle(units, span))) return null;
    return this.#endsLikeTitle(units, span) || value === 'loud' ? span : null;
  }

  /** 找業助: a text that begins with 找 and is no more than that. */
  #lookedFor(units: Uint16Array, lines: readonly Line[]): Span | null {
    const first = lines.find(line => !isBlank(line));
    if (
      first === undefined ||
      String.fromCharCode(units[first.body]!) !== '找' ||
      first.end - first.body > 12
    )
      return null;
    const span = this.#value(units, first.body + 1, first.end);
    return span !== null && this.#endsLikeTitle(units, span) ? span : null;
  }

  #firstLine(
    units: Uint16Array,
    lines: readonly Line[],
    headings: readonly Heading[],
    denied: readonly Span[],
  ): Span | null {
    const index = lines.findIndex(line => !isBlank(line));
    const line = lines[index];
    if (line === undefined || headings.some(heading => heading.line === index)) return null;
    if (denied[0] !== undefined && denied[0].start < line.end) return null;
    if (line.marker !== 0 && (isMark(lines[index + 1]?.marker ?? 0) || !isMark(line.marker))) return null;
    return this.#looksLikeTitle(units, line.body, line.end) ? this.#value(units, line.body, line.end) : null;
  }

  #looksLikeTitle(units: Uint16Array, start: number, end: number): boolean {
    const stop = trimEnd(units, start, end);
    if (stop - start > LONGEST_FIRST_LINE || stop - start < 2) return false;
    for (let i = start; i < stop; i++) {
      if (units[i] === 0x3a || (endsClause(units, i) && !isSpace(units[i]!) && units[i] !== 0x7c))
        return false;
    }
    const line = String.fromCharCode(...units.subarray(start, stop));
    if (
      /\d\s*年|(?:19|20)\d\d|经验|經驗|years/.test(line) ||
      this.#speakers.some(word => line.includes(word))
    )
      return false;
    if (stop - start > LONGEST_LED_BY_WORK && this.#wording.leads(units, start, stop)) return false;
    return this.#endsLikeTitle(units, { start, end: stop }) && this.#wording.aside(units, start, stop) < 1;
  }

  /** `[start, end)` up to the end of its clause, without brackets, signs and the number of people sought. */
  #value(units: Uint16Array, start: number, end: number): Span | null {
    let from = start;
    while (from < end && !isText(units[from]!)) from++;
    let to = from;
    while (to < end && (isSpace(units[to]!) ? !isSpace(units[to + 1] ?? 0) : !endsClause(units, to))) to++;
    for (;;) {
      const before = to;
      to = trimEnd(units, from, to);
      to = this.#withoutCount(units, from, to);
      if (to > from && isCloser(units[to - 1]!) && !hasOpener(units, from, to)) to--;
      if (to === before) break;
    }
    if (to - from < 2 || to - from > LONGEST) return null;
    return this.#notTitles.has(String.fromCharCode(...units.subarray(from, to)))
      ? null
      : { start: from, end: to };
  }

  /** A word of a title stands in it, with nothing of a sentence behind: the end, a sign, a space or Latin. */
  #endsLikeTitle(units: Uint16Array, { start, end }: Span): boolean {
    for (let at = start; at < end; at++) {
      const word = this.#words.longest(units, at, end);
      if (word === null) continue;
      const behind = at + word.length;
      if (behind === end || !isHan(units[behind]!)) return true;
    }
    return false;
  }

  #endsTitle(units: Uint16Array, at: number): boolean {
    if (this.#enders.longest(units, at, units.length) !== null) return true;
    if (endsSentence(units, at) || (endsClause(units, at) && !isSpace(units[at]!)) || isMark(units[at]!))
      return true;
    return this.#count(units, at, units.length) > at;
  }

  /** Behind 一名, 2 位, 數名 at `at`; `at` itself where none stands. */
  #count(units: Uint16Array, at: number, limit: number): number {
    let i = at;
    while (i < limit && i - at < 3 && (isDigitAt(units, i) || NUMERALS.has(units[i]!))) i++;
    if (i === at) return at;
    i = skipSpaces(units, i, limit);
    return i < limit && this.#counters.includes(String.fromCharCode(units[i]!)) ? i + 1 : at;
  }

  #withoutCount(units: Uint16Array, start: number, end: number): number {
    for (let at = Math.max(start, end - 6); at < end; at++) {
      const stop = this.#count(units, at, end);
      if (stop === end && stop > at && !isDigitAt(units, at - 1)) return at;
    }
    return end;
  }

  /** 有證照的營業員: the title is what follows 的. */
  #afterOf(units: Uint16Array, start: number, end: number): number {
    for (let at = end - 2; at > start; at--)
      if (units[at] === this.#of.charCodeAt(0) && isHan(units[at + 1]!)) return at + 1;
    return start;
  }
}

const NUMERALS = new Set(Array.from('一二三四五六七八九十兩两數数多', numeral => numeral.charCodeAt(0)));

function hasOpener(units: Uint16Array, start: number, end: number): boolean {
  const openers = [0x28, 0x3010, 0x5b, 0x300c, 0x300a, 0x3c];
  for (let i = start; i < end; i++) if (openers.includes(units[i]!)) return true;
  return false;
}

function holdsText(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isText(units[i]!) && !isBullet(units[i]!)) return true;
  return false;
}
