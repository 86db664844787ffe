/** How a list counts, under the names that ODF and OOXML share the sense of. */
export type Counting =
  | 'decimal'
  | 'two-digits'
  | 'lower-letter'
  | 'upper-letter'
  | 'lower-roman'
  | 'upper-roman'
  | 'chinese'
  | 'none';

/** The number of an item as it is printed. */
export function counted(number: number, counting: Counting): string {
  switch (counting) {
    case 'none':
      return '';
    case 'two-digits':
      return String(number).padStart(2, '0');
    case 'lower-letter':
      return letters(number);
    case 'upper-letter':
      return letters(number).toUpperCase();
    case 'lower-roman':
      return roman(number);
    case 'upper-roman':
      return roman(number).toUpperCase();
    case 'chinese':
      return chinese(number);
    default:
      return String(number);
  }
}

/** a … z, aa … */
function letters(number: number): string {
  if (number < 1 || number > 700) return String(number);
  const rest = String.fromCharCode(97 + ((number - 1) % 26));
  return number > 26 ? letters(Math.floor((number - 1) / 26)) + rest : rest;
}

const ROMAN: readonly (readonly [number, string])[] = [
  ...([
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
  ] as const),
  ...([
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
];

function roman(number: number): string {
  if (number < 1 || number > 300) return String(number);
  let left = number;
  let printed = '';
  for (const [value, sign] of ROMAN) {
    while (left >= value) {
      printed += sign;
      left -= value;
    }
  }
  return printed;
}

const DIGITS = '〇一二三四五六七八九';

function chinese(number: number): string {
  if (number < 1 || number > 99) return String(number);
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return (tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`) + (ones === 0 ? '' : DIGITS[ones]);
}
