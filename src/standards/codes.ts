import { fold } from './fold.ts';

/** The codes inside a standard. `0` in place of the letter O, and blanks or line breaks inside a code, are usual. */
export type Kind = 'duty' | 'task' | 'output' | 'indicator' | 'knowledge' | 'skill' | 'attitude';

export interface Token {
  readonly kind: Kind;
  /** Canonical: T1 T1.1 O1.1.1 P1.1.1 K01 S01 A01 */
  readonly code: string;
  /** Offsets in the text that was searched. */
  readonly start: number;
  readonly end: number;
  /** Printed digits of the first number: a one-digit K or S inside a text is doubtful. */
  readonly digits: number;
  readonly letter: string;
}

/**
 * A letter and one to four numbers. A code broken by a line is one code: `P1.1.` / `1 …`, `K0` / `5 法規`, `T1.1` / `0 …`;
 * but `K01` / `3D列印` is K01, so a digit on the next line must stand alone or complete a number of two digits.
 */
const CODE =
  /(?<![A-Za-z0-9])([TOPKSA0])\s{0,3}(?:(\d{1,2}(?:\s{0,2}\.\s{0,2}\d{1,2}){1,3}(?:\n\d(?=\s))?)|(\d\n\d{1,2}(?![A-Za-z0-9.])|\d{1,3}(?:\n\d(?=\s))?))(?!\d)/giy;

const LETTER = /[TOPKSA0]/gi;

/** The next thing that has the form of a code, at `from` or later in a folded text. */
export function nextToken(folded: string, from: number): Token | null {
  LETTER.lastIndex = from;
  for (let letter = LETTER.exec(folded); letter !== null; letter = LETTER.exec(folded)) {
    const token = tokenAt(folded, letter.index);
    if (token !== null) return token;
  }
  return null;
}

function tokenAt(folded: string, start: number): Token | null {
  CODE.lastIndex = start;
  const match = CODE.exec(folded);
  if (match === null) return null;
  const letter = match[1]!.toUpperCase();
  const dotted = match[2]?.replace(/\s/g, '').split('.');
  const simple = match[3]?.replace(/\s/g, '');
  const kind = dotted === undefined ? simpleKind(letter) : dottedKind(letter, dotted.length);
  if (kind === null || (simple !== undefined && simple.length > 3)) return null;
  const code = dotted === undefined ? simpleCode(letter, simple!) : dottedCode(kind, dotted);
  const digits = (dotted?.[0] ?? simple!).length;
  return { kind, code, start, end: start + match[0].length, digits, letter: match[1]! };
}

function simpleKind(letter: string): Kind | null {
  const kinds: Readonly<Record<string, Kind>> = { T: 'duty', K: 'knowledge', S: 'skill', A: 'attitude' };
  return kinds[letter] ?? null;
}

function dottedKind(letter: string, numbers: number): Kind | null {
  if (letter === 'T') return numbers === 2 ? 'task' : null;
  if (numbers !== 3) return null;
  return letter === 'P' ? 'indicator' : letter === 'O' || letter === '0' ? 'output' : null;
}

function simpleCode(letter: string, digits: string): string {
  return letter === 'T' ? `T${Number(digits)}` : letter + String(Number(digits)).padStart(2, '0');
}

function dottedCode(kind: Kind, numbers: readonly string[]): string {
  const letter = kind === 'task' ? 'T' : kind === 'output' ? 'O' : 'P';
  return letter + numbers.map(Number).join('.');
}

/** The code that a cell begins with, after bullets and opening brackets. */
export function leadingToken(cell: string): Token | null {
  const folded = fold(cell.slice(0, 40));
  const start = /^[\s\-–*‧•·⚫●◆◇■□▪∙○\ue000-\uf8ff([【]*/.exec(folded)![0].length;
  return tokenAt(folded, start);
}

/** What a cell begins with; `O3.1` whose last number stands on the next line is an output all the same. */
export function leadingKind(cell: string): Kind | null {
  const token = leadingToken(cell);
  if (token !== null) return token.kind;
  const broken = cell.length > 12 ? null : /^\s*([OP])\s?\d{1,2}\.\d{0,2}\.?\s*$/i.exec(fold(cell));
  return broken === null ? null : broken[1]!.toUpperCase() === 'P' ? 'indicator' : 'output';
}

/** Whether a text speaks of the code that follows it: 依 P1.1.1 · 參見 T2.1 · 如 O1.1.2 */
export function mentions(before: string): boolean {
  return /(?:依|如|之|於|依據|依照|按照|根據|參照|參見|參閱|詳見|包含|對應)\s*[「『(（]?\s*$/.test(before);
}

/** A code from a record: canonical where it has the form of one, otherwise half-width and without space. */
export function canonicalCode(code: string): string {
  const folded = fold(code).replace(/\s+/g, '');
  const [, base, repeat] = /^(.*?)(~\d+)?$/s.exec(folded)!;
  const token = tokenAt(base!, 0);
  return token !== null && token.end === base!.length ? token.code + (repeat ?? '') : folded;
}
