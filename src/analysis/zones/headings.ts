import { isHan } from '../characters.ts';
import { closing, holdsText, isColonAt, type Label, type LabelBook, type PlacedLabel } from './labels.ts';
import { isBlank, type Line } from './lines.ts';
import { isAside } from './parts.ts';
import { endsClause, isBullet, isMark, isSpace, skipSpaces } from './signs.ts';

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
  units: Uint16Array,
  lines: readonly Line[],
  book: LabelBook,
  work: WorkMeter,
): Heading[] {
  const found: Heading[] = [];
  lines.forEach((line, index) => {
    if (isBlank(line) && line.marker === 0) return;
    const before = found.at(-1);
    const first = headLine(units, lines, index, book);
    if (first !== null && believable(units, lines, first, before, work)) found.push(first);
    const from = found.at(-1)?.line === index ? found.at(-1)!.end : line.body + 1;
    findInside(units, line, index, from, book, found);
  });
  return found;
}

/** The heading that a line begins with. */
function headLine(
  units: Uint16Array,
  lines: readonly Line[],
  index: number,
  book: LabelBook,
): Heading | null {
  const line = lines[index]!;
  const start = line.start;
  const bracketed = bracketedAt(units, line.body, line.end, book);
  if (bracketed !== null)
    return { start, end: bracketed.end, form: 'bracket', label: bracketed.label, line: index };
  const label = book.read(units, line.body, line.end) ?? ledByWords(units, line, book);
  if (label !== null) {
    const colon = isColonAt(units, label.end, line.end);
    if (colon >= 0) return { start, end: colon, form: 'colon', label: label.label, line: index };
    if (!holdsText(units, label.end, line.end) && onlySigns(units, label.end, line.end)) {
      return { start, end: line.end, form: 'line', label: label.label, line: index };
    }
    if (isFormal(units, label) && isSpace(units[label.end] ?? 0)) {
      return { start, end: label.end, form: 'space', label: label.label, line: index };
    }
  }
  const unknown = looksLikeHeading(units, lines, index);
  return unknown > 0 ? { start, end: unknown, form: 'bracket', label: null, line: index } : null;
}

/** 我們的福利： and 您的主要工作內容如下： are headings though words stand before the label; a colon must follow. */
function ledByWords(units: Uint16Array, line: Line, book: LabelBook): PlacedLabel | null {
  for (let end = line.body; end < line.end && end <= line.body + BRACKETED; end++) {
    if (units[end] === 0x3a) return book.readWhole(units, line.body, end, LEAD);
    if (endsClause(units, end)) return null;
  }
  return null;
}

/** 【福利】, [Benefits], ＜條件＞: the label fills the brackets or ends them. */
function bracketedAt(
  units: Uint16Array,
  at: number,
  limit: number,
  book: LabelBook,
): { label: Label; end: number } | null {
  const close = at < limit ? closing(units, at, limit, BRACKETED) : -1;
  if (close < 0) return null;
  const quoted = units[at] === 0x300c || units[at] === 0x300e || units[at] === 0x28; // 「工作內容」 may be a mere mention
  const from = skipSpaces(units, at + 1, close);
  const label = book.readWhole(units, from, close, quoted ? 0 : BRACKETED_LEAD);
  if (label === null) return null;
  const colon = isColonAt(units, close + 1, limit);
  if (quoted && colon < 0 && !onlySigns(units, close + 1, limit)) return null;
  return { label: label.label, end: colon >= 0 ? colon : close + 1 };
}

/** Headings within a line: in brackets, behind a mark, or after the end of a clause and before a colon. */
function findInside(
  units: Uint16Array,
  line: Line,
  index: number,
  from: number,
  book: LabelBook,
  found: Heading[],
): void {
  const long = line.end - line.start > LONG_LINE;
  for (let at = from; at < line.end; at++) {
    const unit = units[at]!;
    if (unit === 0x3010 || unit === 0x5b || unit === 0x300a || unit === 0x3c) {
      const bracketed = bracketedAt(units, at, line.end, book);
      if (bracketed === null) continue;
      found.push({ start: at, end: bracketed.end, form: 'bracket', label: bracketed.label, line: index });
      at = bracketed.end - 1;
      continue;
    }
    if (isSpace(unit) || !opensLabel(units, at, line.start)) continue;
    const label = book.read(units, at, line.end);
    if (label === null) continue;
    const colon = isColonAt(units, label.end, line.end);
    const spaced = isSpace(units[at - 1]!) && isSpace(units[label.end] ?? 0);
    const marked = isMark(units[at - 1]!) || (isSpace(units[at - 1]!) && at >= 2 && isMark(units[at - 2]!));
    const latin = !isHan(unit);
    if (
      colon >= 0 ? colonCounts(units, at, label, latin) : marked || (long && spaced && isFormal(units, label))
    ) {
      const end = colon >= 0 ? colon : label.end;
      if (colon < 0 && marked && !isSpace(units[label.end] ?? 0x20) && !isMark(units[label.end] ?? 0))
        continue;
      found.push({ start: at, end, form: colon >= 0 ? 'colon' : 'space', label: label.label, line: index });
      at = end - 1;
    }
  }
}

function opensLabel(units: Uint16Array, at: number, start: number): boolean {
  if (at <= start) return true;
  const before = units[at - 1]!;
  return (
    isSpace(before) ||
    isMark(before) ||
    isBullet(before) ||
    endsClause(units, at - 1) ||
    isNumberSign(units, at - 1)
  );
}

/** 、 or ) behind a number: 二、福利 and (2)福利 */
function isNumberSign(units: Uint16Array, at: number): boolean {
  if (units[at] !== 0x3001 && units[at] !== 0x29 && units[at] !== 0x3011 && units[at] !== 0x5d) return false;
  const numeral = units[at - 1] ?? 0;
  return (
    (numeral >= 0x30 && numeral <= 0x39) ||
    '一二三四五六七八九十'.includes(String.fromCharCode(numeral)) ||
    units[at] !== 0x3001
  );
}

/** After a comma or a space, short labels before a colon are too often words of a sentence (… for the job: …). */
function colonCounts(units: Uint16Array, at: number, label: PlacedLabel, latin: boolean): boolean {
  const before = units[at - 1]!;
  if (latin)
    return (
      before !== 0x2c &&
      (!isSpace(before) ||
        isSpace(units[at - 2] ?? 0) ||
        endsClause(units, at - 2) ||
        holdsSpace(units, label))
    );
  return before !== 0x2c || label.end - label.start >= FORMAL;
}

function holdsSpace(units: Uint16Array, { start, end }: PlacedLabel): boolean {
  for (let i = start; i < end; i++) if (isSpace(units[i]!)) return true;
  return false;
}

function isFormal(units: Uint16Array, { label, start, end }: PlacedLabel): boolean {
  return (
    end - start >= FORMAL &&
    isHan(units[start]!) &&
    label.section !== 'education' &&
    label.section !== 'personal'
  );
}

function onlySigns(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = units[i]!;
    if (!isSpace(unit) && !isMark(unit) && !isBullet(unit)) return false;
  }
  return true;
}

/**
 * A short line in brackets or behind a mark that is none of a list: 【不用做的】, ■ 進來先做什麼. Returns where its value
 * begins, 0 if it does not look like one.
 */
function looksLikeHeading(units: Uint16Array, lines: readonly Line[], index: number): number {
  const line = lines[index]!;
  const opener = units[line.body];
  if (opener === 0x3010 || opener === 0x5b || opener === 0x3c || opener === 0x300a) {
    const close = closing(units, line.body, line.end, BRACKETED);
    return close < 0 ? 0 : close + 1;
  }
  if (!isMark(line.marker) || isInList(lines, index) || line.end - line.body > BRACKETED) return 0;
  for (let i = line.body; i < line.end; i++) if (endsClause(units, i) && !isSpace(units[i]!)) return 0;
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
  units: Uint16Array,
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
  return first || afterHeading || (label.field && !holdsClauses(units, heading.end, lines[line]!.end));
}

function holdsClauses(units: Uint16Array, start: number, end: number): boolean {
  let clauses = 0;
  for (let i = start; i < end; i++) if (endsClause(units, i)) clauses++;
  return clauses > 3;
}
