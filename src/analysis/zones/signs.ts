import { isHan, isHighSurrogate, isLowSurrogate } from '../characters.ts';
import { isWordUnit } from './phrases.ts';

/** Kinds of units of a folded text: full-width signs have become ASCII, 。、【】「」 are as they were. */

/** Stand in the folded text where a web address or an e-mail address began. Private use: no character has them. */
export const ADDRESS_SIGN = 0xf8f0;
export const MAIL_SIGN = 0xf8f1;

export const LINE_END = 0x0a;
const SPACE = 0x20;

const set = (signs: string): ReadonlySet<number> => new Set(Array.from(signs, sign => sign.charCodeAt(0)));

const LINE_ENDS = set('\n\r\v\f\u0085\u2028\u2029');
const SPACES = set(' \t\u00a0\u200b\u200c\u200d\u2060\ufeff\u3000');
const BULLETS = set('-•·・‧∙*+–—_=~#|>.\u20e3\ufe0f');
const SENTENCE_ENDS = set('。!?;');
const ENUMERATORS = set('、/和或及与跟&');
/** Opening → closing bracket. */
const BRACKETS = new Map(
  ['【】', '[]', '〔〕', '《》', '〈〉', '<>', '「」', '『』', '()', '{}', '〖〗', '«»'].map(pair => [
    pair.charCodeAt(0),
    pair.charCodeAt(1),
  ]),
);
const CLOSERS = new Set(BRACKETS.values());

export function isLineEnd(unit: number): boolean {
  return unit <= 0x2029 && LINE_ENDS.has(unit);
}

export function isSpace(unit: number): boolean {
  return unit === SPACE || SPACES.has(unit);
}

/** A sign that adorns: ■ ◆ ★ ※ → ✅, emoji. A surrogate alone counts too; rare ideographs do not adorn a line's start. */
export function isMark(unit: number): boolean {
  return (
    (unit >= 0x2190 && unit <= 0x2bff) || unit === 0x203b || isHighSurrogate(unit) || isLowSurrogate(unit)
  );
}

export function isBullet(unit: number): boolean {
  return BULLETS.has(unit);
}

/** A letter, a digit or a character of Chinese: what words are made of. */
export function isText(unit: number): boolean {
  return isWordUnit(unit) || (isHan(unit) && !isMark(unit));
}

export function closerOf(opener: number): number | undefined {
  return BRACKETS.get(opener);
}

export function isCloser(unit: number): boolean {
  return CLOSERS.has(unit);
}

export function isEnumerator(unit: number): boolean {
  return ENUMERATORS.has(unit);
}

/** 。！？； and a full stop that is none of a number or a name (2.5, node.js). */
export function endsSentence(units: Uint16Array, at: number): boolean {
  const unit = units[at]!;
  if (SENTENCE_ENDS.has(unit) || isLineEnd(unit)) return true;
  return unit === 0x2e && !isWordUnit(units[at + 1] ?? 0) && units[at + 1] !== 0x2e;
}

/** Ends of sentences, and ，、tab | and a space between two Chinese characters or beside another space; 、 ends no clause. */
export function endsClause(units: Uint16Array, at: number): boolean {
  const unit = units[at]!;
  if (unit === 0x2c) return !(isDigitAt(units, at - 1) && isDigitAt(units, at + 1)); // 30,000
  if (unit === 0x7c || unit === 0x09 || unit === 0x2026) return true;
  if (isSpace(unit)) return isHan(units[at - 1] ?? 0) && isHan(units[at + 1] ?? 0);
  return endsSentence(units, at);
}

export function isDigitAt(units: Uint16Array, at: number): boolean {
  const unit = units[at] ?? 0;
  return unit >= 0x30 && unit <= 0x39;
}

export function skipSpaces(units: Uint16Array, at: number, limit: number): number {
  while (at < limit && isSpace(units[at]!)) at++;
  return at;
}

/** The end of `[start, end)` without the spaces and marks behind its last word. */
export function trimEnd(units: Uint16Array, start: number, end: number): number {
  while (end > start && (isSpace(units[end - 1]!) || isMark(units[end - 1]!) || isBullet(units[end - 1]!)))
    end--;
  return end;
}
