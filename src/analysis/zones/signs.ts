import {
  type FoldTable,
  foldText,
  isDigit,
  isHan,
  isHighSurrogate,
  isLetter,
  isLowSurrogate,
} from '../characters.ts';

/**
 * What a unit of a folded text is, and what may begin at its place, as bits of one number; full-width signs have become
 * ASCII by folding, 。、【】「」 are as they were. Every rule of this folder is a test of such bits: a text is looked up
 * once, unit for unit, however many rules ask about it.
 */
export const SPACE = 1 << 0;
export const LINE_END = 1 << 1;
/** A sign that adorns: ■ ◆ ★ ※ → ✅, emoji. A surrogate alone counts too; rare ideographs do not adorn a line's start. */
export const MARK = 1 << 2;
export const BULLET = 1 << 3;
export const ENUMERATOR = 1 << 4;
export const HAN = 1 << 5;
/** a–z or 0–9 */
export const WORD = 1 << 6;
export const DIGIT = 1 << 7;
/** A letter, a digit or a character of Chinese: what words are made of. */
export const TEXT = 1 << 8;
export const OPENER = 1 << 9;
export const CLOSER = 1 << 10;
/** Where a web address or an e-mail address began. */
export const ADDRESS = 1 << 11;
/** 。！？； the end of a line, and a full stop that is none of a number or a name (2.5, node.js). */
export const ENDS_SENTENCE = 1 << 12;
/** Ends of sentences, and ，tab | … and a space between two Chinese characters; 、 ends no clause. */
export const ENDS_CLAUSE = 1 << 13;
/** The first unit of a line that is an item of a list. */
export const ITEM = 1 << 14;
/** 【 [ 《 <: headings stand in them. */
export const FRAME = 1 << 15;
/** A digit behind another: it stands in every telephone number, hour or pay, and in no number of a list item below 10. */
export const DIGITS = 1 << 16;
const DIGIT_TO_DIGITS = 16 - 7;
/** The neighbours decide whether a clause ends here. */
const ASKS = 1 << 17;
/** The kind of the unit has been worked out. */
const KNOWN = 1 << 18;
/** From here on one bit for each book: one of its phrases may begin here. */
const FIRST_BOOK = 24;
const BOOKS = 8;
/** In a pair: the bits of books with longer phrases that begin so, above those of books that have the pair itself. */
const BEGUN = 8;

/** Stand in the folded text where an address began. Private use: no character has them. */
export const ADDRESS_SIGN = 0xf8f0;
export const MAIL_SIGN = 0xf8f1;

export const HAN_NUMERALS = unitsOf('一二三四五六七八九十');

const OPENERS = '【[〔《〈<「『({〖«';
const CLOSERS = '】]〕》〉>」』)}〗»';
const closers = new Map(Array.from(OPENERS, (opener, i) => [opener.charCodeAt(0), CLOSERS.charCodeAt(i)]));

/** By more than a space. */
export function endsClauseBySign(sign: number): boolean {
  return (sign & (ENDS_CLAUSE | SPACE)) === ENDS_CLAUSE;
}

/** The bracket that closes `opener`. */
export function closerOf(opener: number): number | undefined {
  return closers.get(opener);
}

export function isMark(unit: number): boolean {
  return (
    (unit >= 0x2190 && unit <= 0x2bff) || unit === 0x203b || isHighSurrogate(unit) || isLowSurrogate(unit)
  );
}

export function unitsOf(signs: string, folding?: FoldTable): ReadonlySet<number> {
  const text = folding === undefined ? signs : foldText(signs, folding);
  return new Set(Array.from(text, sign => sign.charCodeAt(0)));
}

/**
 * Tells the signs of units. Three units say which books may have a phrase that begins with them: of the places of an ad
 * nearly half begin like a phrase of some book by one unit, a tenth by two, and hardly any in vain by three. The tables
 * of two and three are hashed, so they may say yes in vain, never no.
 */
export class SignTable {
  /** Worked out when a unit is first met: one text has a few hundred of the 65,536. */
  readonly #kinds = new Int32Array(0x10000);
  readonly #pairs = new Uint16Array(0x10000);
  readonly #triples = new Uint8Array(0x10000);
  #books = 0;

  /** The bit of a further book. */
  addBook(): number {
    if (this.#books === BOOKS) throw new RangeError(`a sign has room for ${BOOKS} books`);
    return 1 << (FIRST_BOOK + this.#books++);
  }

  /** A phrase of the book with `bit`. */
  addPhrase(bit: number, phrase: string, folding: FoldTable): void {
    if (phrase === '') return;
    const first = folding[phrase.charCodeAt(0)]!;
    const second = folding[phrase.charCodeAt(1)];
    const third = folding[phrase.charCodeAt(2)];
    if (second === undefined) this.#kinds[first]! |= bit;
    else if (third === undefined) this.#pairs[pairOf(first, second)]! |= bit >>> FIRST_BOOK;
    else {
      this.#pairs[pairOf(first, second)]! |= bit >>> (FIRST_BOOK - BEGUN);
      this.#triples[pairOf(pairOf(first, second), third)]! |= bit >>> FIRST_BOOK;
    }
  }

  /**
   * The signs of `units` into `signs`, which is as long; returns the bits that any of them has. Nothing begins inside a
   * Latin word or a number.
   */
  read(units: Uint16Array, signs: Int32Array): number {
    const kinds = this.#kinds;
    const pairs = this.#pairs;
    const triples = this.#triples;
    let seen = 0;
    let before = 0;
    let unit = units[0] ?? 0;
    let next = units[1] ?? 0;
    for (let at = 0; at < signs.length; at++) {
      const third = at + 2 < units.length ? units[at + 2]! : 0;
      const two = pairOf(unit, next);
      const pair = pairs[two]!;
      const begins = pair | ((pair >>> BEGUN) & triples[pairOf(two, third)]!);
      let sign = kinds[unit]!;
      if ((sign & KNOWN) === 0) sign = kinds[unit]! |= kindOf(unit);
      sign |= (begins << FIRST_BOOK) | ((sign & before & DIGIT) << DIGIT_TO_DIGITS);
      if ((sign & before & WORD) !== 0) sign &= (1 << FIRST_BOOK) - 1;
      if ((sign & ASKS) !== 0) sign |= endsAmong(before, unit, next);
      signs[at] = sign;
      seen |= sign;
      before = sign;
      unit = next;
      next = third;
    }
    return seen;
  }
}

function pairOf(first: number, second: number): number {
  return (Math.imul(first, 0x2f35) + second) & 0xffff;
}

/** What a comma, a full stop or a space ends between its neighbours. */
function endsAmong(before: number, unit: number, next: number): number {
  if (unit === 0x2c) return (before & DIGIT) !== 0 && isDigit(next) ? 0 : ENDS_CLAUSE; // 30,000
  if (unit === 0x2e) return isWordUnit(next) || next === unit ? 0 : ENDS_SENTENCE | ENDS_CLAUSE;
  return (before & HAN) !== 0 && isHan(next) ? ENDS_CLAUSE : 0;
}

function isWordUnit(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}

function kindOf(unit: number): number {
  if (isLetter(unit)) return KNOWN | WORD | TEXT;
  if (isDigit(unit)) return KNOWN | WORD | DIGIT | TEXT;
  let kind = isMark(unit) ? KNOWN | MARK : KNOWN;
  if (isHan(unit)) kind |= isMark(unit) ? HAN : HAN | TEXT;
  const sign = String.fromCharCode(unit);
  for (const [signs, kindOfSigns] of KINDS) if (signs.includes(sign)) kind |= kindOfSigns;
  return kind;
}

const KINDS: readonly (readonly [signs: string, kind: number])[] = [
  [' \t\u00a0\u200b\u200c\u200d\u2060\ufeff\u3000', SPACE | ASKS],
  ['\n\r\v\f\u0085\u2028\u2029', LINE_END | ENDS_SENTENCE | ENDS_CLAUSE],
  ['。!?;', ENDS_SENTENCE | ENDS_CLAUSE],
  ['|\t…', ENDS_CLAUSE],
  [',.', ASKS],
  ['-•·・‧∙*+–—_=~#|>.\u20e3\ufe0f', BULLET],
  ['、/和或及与跟&', ENUMERATOR],
  [OPENERS, OPENER],
  [CLOSERS, CLOSER],
  ['【[《<', FRAME],
  [String.fromCharCode(ADDRESS_SIGN, MAIL_SIGN), ADDRESS],
];
