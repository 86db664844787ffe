import { type Page, pieceEnd, skipSpaces } from './page.ts';
import type { Span } from './parts.ts';
import { BULLET, closerOf, DIGIT, HAN_NUMERALS, ITEM, LINE_END, MARK, OPENER, SPACE, WORD } from './signs.ts';

export interface Line extends Span {
  /** Where the words begin, behind bullets and numbers. */
  readonly body: number;
  /** The kind of its bullet or number; lines of one list have the same. 0: it has none. */
  readonly marker: number;
}

const NUMBERED = 1;
const NUMBERED_HAN = 2;
const LETTERED = 3;

/** Also signs the first unit of every line that has a marker. */
export function splitLines(page: Page): Line[] {
  const { signs } = page;
  const lines: Line[] = [];
  for (let start = 0; start <= signs.length; ) {
    const next = pieceEnd(page, start, signs.length, LINE_END);
    const ended = next > start && (signs[next - 1]! & LINE_END) !== 0;
    const line = readLine(page, start, ended ? next - 1 : next);
    if (line.marker !== 0) signs[start]! |= ITEM;
    lines.push(line);
    if (!ended) break;
    start = next;
  }
  return lines;
}

export function isBlank(line: Line): boolean {
  return line.body === line.end;
}

/** Begins with any number of bullets and numbers: ■ 一、 (1) 2. ③ A) and any of these together. */
function readLine(page: Page, start: number, end: number): Line {
  const { units, signs } = page;
  let body = skipSpaces(page, start, end);
  let marker = 0;
  while (body < end) {
    const number = readNumber(page, body, end);
    if (number !== null) {
      marker ||= number.marker;
      body = number.end;
    } else if ((signs[body]! & (MARK | BULLET)) !== 0) {
      marker ||= units[body]!;
      body++;
    } else if ((signs[body]! & SPACE) !== 0) {
      body++;
    } else {
      break;
    }
  }
  return { start, end, body, marker };
}

function readNumber(
  { text, units, signs }: Page,
  at: number,
  end: number,
): { readonly marker: number; readonly end: number } | null {
  if (isCircledNumber(text.charCodeAt(at))) return { marker: NUMBERED, end: at + 1 };
  const closer = (signs[at]! & OPENER) !== 0 ? closerOf(units[at]!) : undefined;
  const from = closer === undefined ? at : at + 1;
  let to = from;
  let marker = NUMBERED;
  while (to < end && to - from < 2 && (signs[to]! & DIGIT) !== 0) to++;
  if (to === from) {
    marker = NUMBERED_HAN;
    while (to < end && to - from < 3 && HAN_NUMERALS.has(units[to]!)) to++;
  }
  if (to === from && (signs[from]! & WORD) !== 0) {
    marker = LETTERED;
    to++;
  }
  if (to === from || to >= end) return null;
  const sign = units[to]!;
  if (closer !== undefined) return sign === closer ? { marker, end: to + 1 } : null;
  if (sign === 0x2e && (signs[to + 1]! & DIGIT) !== 0) return null; // 1.5 年
  return sign === 0x2e || sign === 0x29 || sign === 0x3001 ? { marker, end: to + 1 } : null;
}

/** ① ㈠ ❶, looked for in the text as pasted: folding makes ① a 1 */
function isCircledNumber(unit: number): boolean {
  return (
    (unit >= 0x2460 && unit <= 0x24ff) ||
    (unit >= 0x2776 && unit <= 0x2793) ||
    (unit >= 0x3220 && unit <= 0x3229)
  );
}
