import type { Label, LabelBook, PlacedLabel } from './labels.ts';
import { isBlank, type Line } from './lines.ts';
import { behindColon, closing, holds, type Page, skipSpaces, trimEnd } from './page.ts';
import { isAside } from './parts.ts';
import {
  BULLET,
  DIGIT,
  ENDS_CLAUSE,
  endsClauseBySign,
  FRAME,
  HAN,
  HAN_NUMERALS,
  isMark,
  MARK,
  SPACE,
} from './signs.ts';

export type HeadingForm = 'bracket' | 'colon' | 'line' | 'space';

export interface Heading {
  readonly start: number;
  /** Where its value begins. */
  readonly end: number;
  readonly form: HeadingForm;
  /** null: a heading by its looks, in words that the lexicon does not have. It ends what ruled before. */
  readonly label: Label | null;
  /** Index of its line. */
  readonly line: number;
}

/** How much `[start, end)` sounds like work; wording.ts knows. */
export type WorkMeter = (start: number, end: number) => number;

const BRACKETED = 24;
const LEAD = 4;
const BRACKETED_LEAD = 8;
/** A line beyond this many units may be a whole ad pasted as one. */
const LONG_LINE = 80;
/** From here on a label between two spaces is one without further signs (工作內容 …). */
const FORMAL = 4;

export function findHeadings(
  page: Page,
  lines: readonly Line[],
  book: LabelBook,
  work: WorkMeter,
): Heading[] {
  const found: Heading[] = [];
  lines.forEach((line, index) => {
    if (isBlank(line) && line.marker === 0) return;
    const before = found.at(-1);
    const first = headLine(page, lines, index, book);
    if (first !== null && believable(page, lines, first, before, work)) found.push(first);
    const from = found.at(-1)?.line === index ? found.at(-1)!.end : line.body + 1;
    findInside(page, line, index, from, book, found);
  });
  return found;
}

/** The heading that a line begins with. */
function headLine(page: Page, lines: readonly Line[], index: number, book: LabelBook): Heading | null {
  const line = lines[index]!;
  const start = line.start;
  const bracketed = bracketedAt(page, line.body, line.end, book);
  if (bracketed !== null)
    return { start, end: bracketed.end, form: 'bracket', label: bracketed.label, line: index };
  const label = book.read(page, line.body, line.end) ?? ledByWords(page, line, book);
  if (label !== null) {
    const colon = behindColon(page, label.end, line.end);
    if (colon >= 0) return { start, end: colon, form: 'colon', label: label.label, line: index };
    if (trimEnd(page, label.end, line.end) === label.end) {
      return { start, end: line.end, form: 'line', label: label.label, line: index };
    }
    if (isFormal(page, label) && (page.signs[label.end]! & SPACE) !== 0) {
      return { start, end: label.end, form: 'space', label: label.label, line: index };
    }
  }
  const unknown = looksLikeHeading(page, lines, index);
  return unknown > 0 ? { start, end: unknown, form: 'bracket', label: null, line: index } : null;
}

/** 我們的福利： and 您的主要工作內容如下： are headings though words stand before the label; a colon must follow. */
function ledByWords(page: Page, line: Line, book: LabelBook): PlacedLabel | null {
  if (!holds(page, line.body, Math.min(line.end, line.body + LEAD + 1), book.begins)) return null;
  for (let end = line.body; end < line.end && end <= line.body + BRACKETED; end++) {
    if (page.units[end] === 0x3a) return book.readWhole(page, line.body, end, LEAD);
    if ((page.signs[end]! & ENDS_CLAUSE) !== 0) return null;
  }
  return null;
}

/** 【福利】, [Benefits], ＜條件＞: the label fills the brackets or ends them. */
function bracketedAt(
  page: Page,
  at: number,
  limit: number,
  book: LabelBook,
): { label: Label; end: number } | null {
  const close = at < limit ? closing(page, at, limit, BRACKETED) : -1;
  if (close < 0) return null;
  const opener = page.units[at];
  const quoted = opener === 0x300c || opener === 0x300e || opener === 0x28; // 「工作內容」 may be a mere mention
  const from = skipSpaces(page, at + 1, close);
  const label = book.readWhole(page, from, close, quoted ? 0 : BRACKETED_LEAD);
  if (label === null) return null;
  const colon = behindColon(page, close + 1, limit);
  if (quoted && colon < 0 && trimEnd(page, close + 1, limit) > close + 1) return null;
  return { label: label.label, end: colon >= 0 ? colon : close + 1 };
}

/** Headings within a line: in brackets, behind a mark, or after the end of a clause and before a colon. */
function findInside(
  page: Page,
  line: Line,
  index: number,
  from: number,
  book: LabelBook,
  found: Heading[],
): void {
  const { signs } = page;
  const { start, end: limit } = line;
  const long = limit - start > LONG_LINE;
  const opens = FRAME | book.begins;
  for (let at = from; at < limit; at++) {
    if ((signs[at]! & opens) === 0) continue;
    if ((signs[at]! & FRAME) !== 0) {
      const bracketed = bracketedAt(page, at, limit, book);
      if (bracketed === null) continue;
      found.push({ start: at, end: bracketed.end, form: 'bracket', label: bracketed.label, line: index });
      at = bracketed.end - 1;
      continue;
    }
    const label = opensLabel(page, at, start) ? book.read(page, at, limit) : null;
    if (label === null) continue;
    const colon = behindColon(page, label.end, limit);
    if (colon >= 0 ? !colonCounts(page, at, label) : !standsOut(page, at, label, long)) continue;
    const end = colon >= 0 ? colon : label.end;
    found.push({ start: at, end, form: colon >= 0 ? 'colon' : 'space', label: label.label, line: index });
    at = end - 1;
  }
}

function opensLabel(page: Page, at: number, start: number): boolean {
  return (
    at <= start ||
    (page.signs[at - 1]! & (SPACE | MARK | BULLET | ENDS_CLAUSE)) !== 0 ||
    isNumberSign(page, at - 1)
  );
}

/** 、 or ) behind a number: 二、福利 and (2)福利 */
function isNumberSign({ units, signs }: Page, at: number): boolean {
  const unit = units[at];
  if (unit === 0x3001) return (signs[at - 1]! & DIGIT) !== 0 || HAN_NUMERALS.has(units[at - 1]!);
  return unit === 0x29 || unit === 0x3011 || unit === 0x5d;
}

/** Without a colon: behind a mark and before a space or another mark, or between two spaces of a long line. */
function standsOut(page: Page, at: number, label: PlacedLabel, long: boolean): boolean {
  const { signs } = page;
  const before = signs[at - 1]!;
  const behind = label.end < signs.length ? signs[label.end]! : 0;
  const marked = (before & MARK) !== 0 || ((before & SPACE) !== 0 && (signs[at - 2]! & MARK) !== 0);
  if (marked) return label.end === signs.length || (behind & (SPACE | MARK)) !== 0;
  return long && (before & behind & SPACE) !== 0 && isFormal(page, label);
}

/** After a comma or a space, short labels before a colon are too often words of a sentence (… for the job: …). */
function colonCounts(page: Page, at: number, label: PlacedLabel): boolean {
  const { units, signs } = page;
  const afterComma = units[at - 1] === 0x2c;
  if ((signs[at]! & HAN) !== 0) return !afterComma || label.end - label.start >= FORMAL;
  return (
    !afterComma &&
    ((signs[at - 1]! & SPACE) === 0 ||
      (signs[at - 2]! & (SPACE | ENDS_CLAUSE)) !== 0 ||
      holds(page, label.start, label.end, SPACE))
  );
}

function isFormal({ signs }: Page, { label, start, end }: PlacedLabel): boolean {
  return (
    end - start >= FORMAL &&
    (signs[start]! & HAN) !== 0 &&
    label.section !== 'education' &&
    label.section !== 'personal'
  );
}

/**
 * A short line in brackets or behind a mark that is none of a list: 【不用做的】, ■ 進來先做什麼. Returns where its value
 * begins, 0 if it does not look like one.
 */
function looksLikeHeading(page: Page, lines: readonly Line[], index: number): number {
  const line = lines[index]!;
  if ((page.signs[line.body]! & FRAME) !== 0) {
    const close = closing(page, line.body, line.end, BRACKETED);
    return close < 0 ? 0 : close + 1;
  }
  if (!isMark(line.marker) || isInList(lines, index) || line.end - line.body > BRACKETED) return 0;
  for (let i = line.body; i < line.end; i++) if (endsClauseBySign(page.signs[i]!)) return 0;
  return line.end;
}

function isInList(lines: readonly Line[], index: number): boolean {
  const { marker } = lines[index]!;
  return marker !== 0 && (lines[index - 1]?.marker === marker || lines[index + 1]?.marker === marker);
}

/**
 * In a list of duties 3.教育訓練 and 4.薪資：計算與發放 are duties. In a list of headings (1.工作內容：… 2.上班時間：…) every
 * item is one, from the first on.
 */
function believable(
  page: Page,
  lines: readonly Line[],
  heading: Heading,
  before: Heading | undefined,
  work: WorkMeter,
): boolean {
  const { label, form, line } = heading;
  if (form === 'bracket' || label === null || !isInList(lines, line)) return true;
  if (form === 'line') return false;
  const first = lines[line - 1]?.marker !== lines[line]!.marker;
  const afterHeading = before !== undefined && before.line === line - 1 && before.form === form;
  const value = work(heading.end, lines[line]!.end);
  if (isAside(label.section) && value >= 1) return false;
  return first || afterHeading || (label.field && !holdsClauses(page, heading.end, lines[line]!.end));
}

function holdsClauses({ signs }: Page, start: number, end: number): boolean {
  let clauses = 0;
  for (let i = start; i < end; i++) if ((signs[i]! & ENDS_CLAUSE) !== 0) clauses++;
  return clauses > 3;
}
