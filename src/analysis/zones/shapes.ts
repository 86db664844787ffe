import type { Page } from './page.ts';
import { ADDRESS, DIGIT, MAIL_SIGN, unitsOf } from './signs.ts';
import { type Cue, cueOf } from './tally.ts';

export interface Shape {
  readonly cue: Cue;
  /** UTF-16 units */
  readonly length: number;
}

const LONGEST = 20;
const MAIL: Shape = { cue: cueOf('contact', 0.7), length: 1 };
const WEB: Shape = { cue: cueOf('contact', 0.4), length: 1 };
const TELEPHONE = cueOf('contact', 0.8);
const HOURS = cueOf('logistics', 0.8);
const PAY = cueOf('benefits', 0.6);
const PAY_ALONE = cueOf('benefits', 0.4);

const ZERO = 0x30; // of a telephone number
/** What stands behind the first digits of the others; behind those of a list, of years and of counts stands something else. */
const GOES_ON = unitsOf(':,k -–—~～至到');

const NUMBERS: readonly (readonly [pattern: RegExp, cue: Cue])[] = [
  [/^0\d{1,3}-?\d{3,4}-?\d{3,4}(?!\d)/, TELEPHONE],
  [/^\d{1,2}:\d{2} ?[-–—~～至到] ?\d{1,2}:\d{2}/, HOURS],
  [/^\d{2,3}k? ?[-–—~～至到] ?\d{2,3}k(?![a-z])/, PAY],
  [/^\d{2},\d{3}元? ?(?:[-–—~～至到] ?\d{2,3},\d{3}|起)/, PAY],
  [/^\d{2}k(?![a-z])/, PAY_ALONE],
];

/** What no list can hold: e-mail addresses, telephone numbers (0912-345-678), hours (09:00–18:00), pay (35K, 28,000~32,000). */
export function shapeAt({ units, signs }: Page, at: number, end: number): Shape | null {
  if ((signs[at]! & ADDRESS) !== 0) return units[at] === MAIL_SIGN ? MAIL : WEB;
  if ((signs[at]! & DIGIT) === 0 || (signs[at - 1]! & DIGIT) !== 0) return null;
  if (units[at] !== ZERO && !GOES_ON.has(units[digitsEnd(signs, at)]!)) return null;
  const number = String.fromCharCode(...units.subarray(at, Math.min(end, at + LONGEST)));
  for (const [pattern, cue] of NUMBERS) {
    const match = pattern.exec(number);
    if (match !== null) return { cue, length: match[0].length };
  }
  return null;
}

function digitsEnd(signs: Int32Array, at: number): number {
  let end = at + 1;
  while (end < at + LONGEST && (signs[end]! & DIGIT) !== 0) end++;
  return end;
}
