/**
 * The natural logarithm of a number from 1 up. ECMAScript leaves the last bits of Math.log to the engine, and two versions
 * of V8 differ; additions, products and quotients are exact to the last bit everywhere (IEEE 754), so this gives the same
 * answer in Node, in a Worker and in any browser. Within two units in the last place of the true value.
 *
 * x = m · 2^k with m from √½ to √2, and ln m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1) / (m + 1): |s| < 0.172, so
 * what follows the twelfth term is lost in rounding.
 */
export function ln(x: number): number {
  let m = x;
  let k = 0;
  for (; m > Math.SQRT2; k++) m /= 2;
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let series = 0;
  for (let odd = 23; odd >= 1; odd -= 2) series = series * square + 1 / odd;
  return k * Math.LN2 + 2 * s * series;
}
