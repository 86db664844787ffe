import { isHighSurrogate, isLowSurrogate } from './characters.ts';

/**
 * jieba's dictionary, compiled: a double-array trie over folded UTF-16 units with the weight of each word.
 *
 * ```
 *   state s ──unit u──▶ t = base[s] + code[u],   if check[t] === s
 *   word[t] = index of the word that ends in state t, or -1
 * ```
 *
 * `code` numbers the units of the alphabet from 1, frequent ones first, so that the arrays stay dense; 0 means that no
 * word holds the unit. State 0 is the root; a free slot has check -1. Not useful for prefix listing or fuzzy look-up.
 */
export interface Trie {
  /** 65,536 entries: folded unit → code, 0 where no word holds it. */
  readonly code: Uint16Array;
  readonly base: Int32Array;
  readonly check: Int32Array;
  readonly word: Int32Array;
}

export interface Automaton extends Trie {
  /** Per word: log(frequency / total), as cppjieba has it. */
  readonly weight: Float64Array;
  /** The weight of a character that is no word: the smallest of the dictionary. */
  readonly minimum: number;
}

/** Receives the words of one run in reading order; `word` is -1 for a character that is no word. */
export type TokenSink = (word: number, start: number, end: number) => void;

/**
 * The maximum-probability path of cppjieba (HMM off) over `units[start, end)`, one run of Han characters:
 * from right to left, best[i] = max over the words that start at i of weight(word) + best[i after word]. A longer
 * word wins only if it is strictly better. Linear in the run's length times the longest match.
 */
export function segmentRun(
  automaton: Automaton,
  units: Uint16Array,
  start: number,
  end: number,
  sink: TokenSink,
): void {
  const { code, base, check, word, weight, minimum } = automaton;
  const length = end - start;
  const best = new Float64Array(length + 1);
  const stop = new Int32Array(length);
  const chosen = new Int32Array(length);
  for (let i = length - 1; i >= 0; i--) {
    const first = units[start + i]!;
    if (i > 0 && isLowSurrogate(first) && isHighSurrogate(units[start + i - 1]!)) {
      best[i] = Number.NEGATIVE_INFINITY; // the middle of one character is no place to stand
      continue;
    }
    const pair = isHighSurrogate(first) && i + 1 < length && isLowSurrogate(units[start + i + 1]!);
    const single = i + (pair ? 2 : 1);
    let bestHere = Number.NEGATIVE_INFINITY;
    let state = 0;
    for (let j = i; j < length; j++) {
      const symbol = code[units[start + j]!]!;
      const next = symbol === 0 ? -1 : base[state]! + symbol;
      const known = next >= 0 && next < check.length && check[next] === state;
      const found = known ? word[next]! : -1;
      if (j + 1 === single || found >= 0) {
        const score = (found >= 0 ? weight[found]! : minimum) + best[j + 1]!;
        if (score > bestHere) {
          bestHere = score;
          stop[i] = j + 1;
          chosen[i] = found;
        }
      }
      if (!known) {
        if (j + 1 >= single) break;
        state = -1; // a pair that no word begins with: only its single edge is left
      } else {
        state = next;
      }
    }
    best[i] = bestHere;
  }
  for (let i = 0; i < length; i = stop[i]!) sink(chosen[i]!, start + i, start + stop[i]!);
}
