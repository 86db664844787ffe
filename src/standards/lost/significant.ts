import { withoutRadicals } from '../documents/radicals.ts';
import { fold } from '../fold.ts';

/** The characters of a text that say something, and where each stands in it. */
export interface Significant {
  readonly text: string;
  /** Offset in the printed text of each UTF-16 unit. */
  readonly offsets: Int32Array;
}

const OPEN = '[{\\[【〔(]';
const CLOSE = '[}\\]】〕)]';
/** 【註1】 ^{【註1】} ^註2, broken anywhere */
const MARKS = new RegExp(
  `\\^\\s{0,2}${OPEN}{0,2}\\s{0,2}註\\s{0,2}\\d{1,3}\\s{0,2}${CLOSE}{0,2}|${OPEN}\\s{0,2}註\\s{0,2}\\d{1,3}\\s{0,2}${CLOSE}`,
  'g',
);
/** 1. (2) 三、 before an item of a list */
const LIST_NUMBER = /(?<=^|[\s。;])[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)](?!\d)/g;
/** The zeros of K05 */
const FILLING = /(?<=(?<![A-Za-z0-9])[KSA]\s{0,3})0+(?=\s?\d)/gi;
/** 01.1.1 for O1.1.1 */
const ZERO_FOR_O = /(?<![A-Za-z0-9.])0(?=\s?\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d)/g;
/** The second T3.7 is kept as T3.7~2 */
const DOUBLE = /(?<=^[TOPA][\d.]{1,9})~\d+/g;
const DATE = /(?<![\dA-Za-z.])(\d{2,4})(\s?[/.\-年]\s?)(\d{1,2})(\s?[/.\-月]\s?)(\d{1,2})(?!\d)(\s?日)?/g;

/**
 * Letters, digits and signs, half-width and lower case. What separates (punctuation, bullets), counts (numbers of lists)
 * or points (footnote marks) is none of them, and codes and dates are written in one way.
 */
export function significant(printed: string): Significant {
  let folded = fold(withoutRadicals(printed));
  const blank = (mark: string) => ' '.repeat(mark.length);
  if (folded.includes('註')) folded = folded.replace(MARKS, blank);
  folded = folded
    .replace(LIST_NUMBER, blank)
    .replace(FILLING, blank)
    .replace(ZERO_FOR_O, 'o')
    .replace(DOUBLE, blank)
    .replace(DATE, (_, year: string, dash: string, month: string, line: string, day: string, sign = '') => {
      const unfilled = (digits: string) => digits.replace(/^0/, ' ');
      return `${commonYear(year)}${blank(dash)}${unfilled(month)}${blank(line)}${unfilled(day)}${blank(sign)}`;
    });
  return counted(folded);
}

/** 112 is 2023; the four digits stand in the place of three by a sign of their own for the first two. */
function commonYear(year: string): string {
  if (year.length > 3) return year;
  const common = String(Number(year) + 1911);
  return (
    String.fromCharCode(TWO_DIGITS + Number(common.slice(0, 2))) +
    common.slice(2).padStart(year.length - 1, ' ')
  );
}

const TWO_DIGITS = 0xf600;

function counted(folded: string): Significant {
  let text = '';
  const offsets: number[] = [];
  for (let at = 0; at < folded.length; at++) {
    const code = folded.charCodeAt(at);
    if (code >= 0x4e00 && code <= 0x9fff) {
      text += folded[at];
      offsets.push(at);
      continue;
    }
    if (code <= 0x20) continue;
    const whole = String.fromCodePoint(folded.codePointAt(at)!);
    for (const unit of expanded(whole)) {
      text += unit;
      for (let part = 0; part < unit.length; part++) offsets.push(at);
    }
    at += whole.length - 1;
  }
  return { text, offsets: Int32Array.from(offsets) };
}

function expanded(character: string): string[] {
  const code = character.charCodeAt(0);
  if (code >= TWO_DIGITS && code < TWO_DIGITS + 100) return [...String(code - TWO_DIGITS)];
  return [...character.normalize('NFKC').toLowerCase()].filter(unit => COUNTED.test(unit));
}

/** Arrows and geometric shapes are signs by Unicode, and bullets in documents. */
const COUNTED = /^(?![\u2190-\u27bf~|^<>])[\p{L}\p{N}\p{M}\p{Sm}\p{Sc}%#&@]$/u;
