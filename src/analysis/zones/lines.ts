import type { Span } from './parts.ts';
import { isWordUnit } from './phrases.ts';
import { closerOf, isBullet, isDigitAt, isLineEnd, isMark, isSpace, skipSpaces } from './signs.ts';

export interface Line extends Span {
  /** Where the words begin, behind bullets and numbers. */
  readonly body: number;
  /** The kind of its bullet or number; lines of one list have the same. 0: it has none. */
  readonly marker: number;
}

const NUMBERED = 1;
const NUMBERED_HAN = 2;
const LETTERED = 3;
const HAN_NUMERALS = new Set(Array.from('一二三四五六七八九十', numeral => numeral.charCodeAt(0)));

export function splitLines(units: Uint16Array, text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = 0; at <= units.length; at++) {
    if (at < units.length && !isLineEnd(units[at]!)) continue;
    lines.push({ start, end: at, ...readMarker(units, text, start, at) });
    start = at + 1;
  }
  return lines;
}

export function isBlank(line: Line): boolean {
  return line.body === line.end;
}

/** `at` and the next few units as bullets and numbers: ■ 一、 (1) 2. ③ A) and any of these together. */
function readMarker(
  units: Uint16Array,
  text: string,
  start: number,
  end: number,
): { body: number; marker: number } {
  let body = skipSpaces(units, start, end);
  let marker = 0;
  while (body < end) {
    const number = readNumber(units, text, body, end);
    if (number !== null) {
      marker ||= number.marker;
      body = number.end;
    } else if (isMark(units[body]!) || isBullet(units[body]!)) {
      marker ||= units[body]!;
      body++;
    } else if (isSpace(units[body]!)) {
      body++;
    } else {
      break;
    }
  }
  return { body, marker };
}

function readNumber(
  units: Uint16Array,
  text: string,
  at: number,
  end: number,
): { marker: number; end: number } | null {
  if (isCircledNumber(text.charCodeAt(at))) return { marker: NUMBERED, end: at + 1 };
  const bracketed = closerOf(units[at]!) !== undefined;
  const from = bracketed ? at + 1 : at;
  let to = from;
  let marker = NUMBERED;
  while (to < end && to - from < 2 && isDigitAt(units, to)) to++;
  if (to === from) {
    marker = NUMBERED_HAN;
    while (to < end && to - from < 3 && HAN_NUMERALS.has(units[to]!)) to++;
  }
  if (to === from && isWordUnit(units[from] ?? 0)) {
    marker = LETTERED;
    to++;
  }
  if (to === from || to >= end) return null;
  const sign = units[to]!;
  if (bracketed) return sign === closerOf(units[at]!) ? { marker, end: to + 1 } : null;
  if (sign === 0x2e && isDigitAt(units, to + 1)) return null; // 1.5 年
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
