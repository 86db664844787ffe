/**
 * Sublinear term frequency, 1 + ln f (Manning, Raghavan & Schütze, Introduction to Information Retrieval, §6.4.1).
 * ECMAScript leaves the last bit of a logarithm to the engine, so whoever must get the bits of another machine is sent
 * the values (packed/).
 */
export function dampedFrequency(f: number): number {
  return f > 0 ? 1 + Math.log(f) : 0;
}
