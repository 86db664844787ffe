/**
 * What terms weigh. Symbols: N units, n of them hold the term, p the share of background ads that hold it.
 */

/**
 * Inverse document frequency with the background as pseudo-units: 1 + ln((N + B) / (1 + n + B·p)), never below zero.
 * Smoothed idf as in Manning, Raghavan & Schütze, Introduction to Information Retrieval, §6.2.1; the background
 * keeps the words of every job ad cheap even when five standards alone cannot tell. Without it (B = 0) this is natural's idf.
 */
export function inverseDocumentFrequency(n: number, N: number, p: number, B: number): number {
  return Math.max(0, 1 + Math.log((N + B) / (1 + n + B * p)));
}
