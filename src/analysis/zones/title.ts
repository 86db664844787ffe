import { type FoldTable, foldText } from '../characters.ts';
import { CALLS, type Call } from './calls.ts';
import type { Heading } from './headings.ts';
import { isBlank, type Line } from './lines.ts';
import { holdsText, type Page, skipSpaces, trimEnd } from './page.ts';
import type { Span, ZoneLexica } from './parts.ts';
import { PhraseBook } from './phrases.ts';
import {
  CLOSER,
  DIGIT,
  ENDS_CLAUSE,
  ENDS_SENTENCE,
  ENUMERATOR,
  endsClauseBySign,
  HAN,
  HAN_NUMERALS,
  isMark,
  MARK,
  type SignTable,
  SPACE,
  TEXT,
  unitsOf,
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
const MORE_NUMERALS = unitsOf('兩两數数多');
/** ( 【 [ 「 《 < */
const OPENERS = unitsOf('(【[「《<');
const SEEK = 0x627e; // 找
const COLON = 0x3a;
const BAR = 0x7c;
/** 三年經驗, 2020, years */
const OF_A_LIFE = /\d\s*年|(?:19|20)\d\d|经验|經驗|years/;
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
  readonly #calls: PhraseBook;
  readonly #words: PhraseBook;
  readonly #counters: ReadonlySet<number>;
  readonly #notTitles: ReadonlySet<string>;
  readonly #speakers: readonly string[];
  readonly #of: number;

  constructor(cues: ZoneLexica['cues'], wording: Wording, folding: FoldTable, table: SignTable) {
    const bookOf = (phrases: readonly string[]): PhraseBook => new PhraseBook(phrases, folding, table);
    this.#wording = wording;
    this.#calls = bookOf(CALLS.map(([word]) => word));
    this.#words = bookOf(cues.filter(([section]) => section === 'title').map(([, , cue]) => cue));
    this.#counters = unitsOf(COUNTERS, folding);
    this.#notTitles = new Set(NOT_TITLES.map(word => foldText(word, folding)));
    this.#speakers = SPEAKERS.map(word => foldText(word, folding));
    this.#of = foldText('的', folding).charCodeAt(0);
  }

  /** 職稱：… first, then 誠徵 …, then a first line that looks like a title, then 職務類別：…. */
  read(
    page: Page,
    lines: readonly Line[],
    headings: readonly Heading[],
    denied: readonly Span[],
  ): Span | null {
    return (
      this.#labelled(page, lines, headings, 'title') ??
      this.#sought(page, lines) ??
      this.#firstLine(page, lines, headings, denied) ??
      this.#labelled(page, lines, headings, 'kind')
    );
  }

  #labelled(
    page: Page,
    lines: readonly Line[],
    headings: readonly Heading[],
    kind: 'title' | 'kind',
  ): Span | null {
    for (const [index, { label, end, line }] of headings.entries()) {
      if (label?.title !== kind) continue;
      const limit = Math.min(headings[index + 1]?.start ?? page.units.length, lines[line]!.end);
      const beside = this.#value(page, end, limit);
      if (beside !== null) return beside;
      const below = lines.slice(line + 1, line + 3).find(candidate => !isBlank(candidate));
      if (below === undefined || below.start < end || holdsText(page, end, limit)) continue;
      const next = this.#value(
        page,
        below.body,
        Math.min(below.end, headings[index + 1]?.start ?? page.units.length),
      );
      if (next !== null && this.#looksLikeTitle(page, below.body, below.end)) return next;
    }
    return null;
  }

  /** 誠徵業務助理一名; 某廠徵業務。 */
  #sought(page: Page, lines: readonly Line[]): Span | null {
    let read = 0;
    for (const line of lines) {
      if ((page.seen & this.#calls.begins) === 0) break;
      if (isBlank(line)) continue;
      if (read++ === SOUGHT_IN) break;
      const found = this.#soughtIn(page, line);
      if (found !== null) return found;
    }
    return this.#lookedFor(page, lines);
  }

  #soughtIn(page: Page, line: Line): Span | null {
    const { begins } = this.#calls;
    for (let at = line.start; at < line.end; ) {
      const call = (page.signs[at]! & begins) === 0 ? -1 : this.#calls.longest(page, at, line.end);
      if (call < 0) {
        at++;
        continue;
      }
      const behind = at + this.#calls.lengthOf(call);
      const [, kind] = CALLS[call]!;
      const calls = kind === 'loud' || kind === 'quiet';
      const found = calls ? this.#soughtAt(page, behind, kind, line) : null;
      if (found !== null) return found;
      at = behind;
    }
    return null;
  }

  /** What a call that ends at `at` calls for. */
  #soughtAt(page: Page, at: number, call: Call, line: Line): Span | null {
    const { signs } = page;
    let from = at;
    while (from < line.end && (signs[from]! & TEXT) === 0 && !endsClauseBySign(signs[from]!)) from++;
    const countBefore = this.#count(page, from, line.end);
    from = skipSpaces(page, countBefore, line.end);
    let to = from;
    while (to < line.end && to - from <= LONGEST_SOUGHT && !this.#endsTitle(page, to)) to++;
    if (to - from > LONGEST_SOUGHT || (signs[from]! & ENUMERATOR) !== 0) return null;
    const span = this.#value(page, this.#afterOf(page, from, to), to);
    if (span === null) return null;
    return this.#endsLikeTitle(page, span) || call === 'loud' ? span : null;
  }

  /** 找業助: a text that begins with 找 and is no more than that. */
  #lookedFor(page: Page, lines: readonly Line[]): Span | null {
    const first = lines.find(line => !isBlank(line));
    if (first === undefined || page.units[first.body] !== SEEK || first.end - first.body > 12) return null;
    const span = this.#value(page, first.body + 1, first.end);
    return span !== null && this.#endsLikeTitle(page, span) ? span : null;
  }

  #firstLine(
    page: Page,
    lines: readonly Line[],
    headings: readonly Heading[],
    denied: readonly Span[],
  ): Span | null {
    const index = lines.findIndex(line => !isBlank(line));
    const line = lines[index];
    if (line === undefined || headings.some(heading => heading.line === index)) return null;
    if (denied[0] !== undefined && denied[0].start < line.end) return null;
    if (line.marker !== 0 && (isMark(lines[index + 1]?.marker ?? 0) || !isMark(line.marker))) return null;
    return this.#looksLikeTitle(page, line.body, line.end) ? this.#value(page, line.body, line.end) : null;
  }

  #looksLikeTitle(page: Page, start: number, end: number): boolean {
    const { units, signs } = page;
    const stop = trimEnd(page, start, end);
    if (stop - start > LONGEST_FIRST_LINE || stop - start < 2) return false;
    for (let i = start; i < stop; i++)
      if (units[i] === COLON || (endsClauseBySign(signs[i]!) && units[i] !== BAR)) return false;
    if (!this.#endsLikeTitle(page, { start, end: stop })) return false;
    const line = String.fromCharCode(...units.subarray(start, stop));
    if (OF_A_LIFE.test(line) || this.#speakers.some(word => line.includes(word))) return false;
    if (stop - start > LONGEST_LED_BY_WORK && this.#wording.leads(page, start, stop)) return false;
    return this.#wording.aside(page, start, stop) < 1;
  }

  /** `[start, end)` up to the end of its clause, without brackets, signs and the number of people sought. */
  #value(page: Page, start: number, end: number): Span | null {
    const { units, signs } = page;
    let from = start;
    while (from < end && (signs[from]! & TEXT) === 0) from++;
    let to = from;
    while (to < end && !endsValue(page, to)) to++;
    for (;;) {
      const before = to;
      to = this.#withoutCount(page, from, trimEnd(page, from, to));
      if (to > from && (signs[to - 1]! & CLOSER) !== 0 && !hasOpener(units, from, to)) to--;
      if (to === before) break;
    }
    if (to - from < 2 || to - from > LONGEST) return null;
    const value = String.fromCharCode(...units.subarray(from, to));
    return this.#notTitles.has(value) ? null : { start: from, end: to };
  }

  /** A word of a title stands in it, with nothing of a sentence behind: the end, a sign, a space or Latin. */
  #endsLikeTitle(page: Page, { start, end }: Span): boolean {
    for (let at = start; at < end; at++) {
      const word = this.#words.longest(page, at, end);
      if (word < 0) continue;
      const behind = at + this.#words.lengthOf(word);
      if (behind === end || (page.signs[behind]! & HAN) === 0) return true;
    }
    return false;
  }

  #endsTitle(page: Page, at: number): boolean {
    const { units, signs } = page;
    return (
      (signs[at]! & (ENDS_SENTENCE | MARK)) !== 0 ||
      endsClauseBySign(signs[at]!) ||
      this.#isEnd(page, at) ||
      this.#count(page, at, units.length) > at
    );
  }

  #isEnd(page: Page, at: number): boolean {
    const call = this.#calls.longest(page, at, page.units.length);
    return call >= 0 && CALLS[call]![1] === 'end';
  }

  /** Behind 一名, 2 位, 數名 at `at`; `at` itself where none stands. */
  #count(page: Page, at: number, limit: number): number {
    const { units } = page;
    let i = at;
    while (i < limit && i - at < 3 && isNumeral(page, i)) i++;
    if (i === at) return at;
    i = skipSpaces(page, i, limit);
    return i < limit && this.#counters.has(units[i]!) ? i + 1 : at;
  }

  #withoutCount(page: Page, start: number, end: number): number {
    for (let at = Math.max(start, end - 6); at < end; at++) {
      const stop = this.#count(page, at, end);
      if (stop === end && stop > at && (page.signs[at - 1]! & DIGIT) === 0) return at;
    }
    return end;
  }

  /** 有證照的營業員: the title is what follows 的. */
  #afterOf({ units, signs }: Page, start: number, end: number): number {
    for (let at = end - 2; at > start; at--)
      if (units[at] === this.#of && (signs[at + 1]! & HAN) !== 0) return at + 1;
    return start;
  }
}

function isNumeral({ units, signs }: Page, at: number): boolean {
  return (signs[at]! & DIGIT) !== 0 || HAN_NUMERALS.has(units[at]!) || MORE_NUMERALS.has(units[at]!);
}

/** One space between words goes on, two do not. */
function endsValue({ signs }: Page, at: number): boolean {
  const sign = signs[at]!;
  return (sign & SPACE) !== 0 ? (signs[at + 1]! & SPACE) !== 0 : (sign & ENDS_CLAUSE) !== 0;
}

function hasOpener(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (OPENERS.has(units[i]!)) return true;
  return false;
}
