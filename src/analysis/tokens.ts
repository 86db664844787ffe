import { type Automaton, segmentRun, type TokenSink } from './automaton.ts';
import { isDigit, isHan, isLetter } from './characters.ts';
import type { LatinScanner, LatinSink } from './latin.ts';

/**
 * Walks folded units once, from left to right, and hands out words: Han runs go through jieba's automaton, Latin ones
 * through our own rules, everything else separates. Indexing and analysis both stand on this one walk.
 */
export function scanTokens(
  units: Uint16Array,
  automaton: Automaton,
  latin: LatinScanner,
  onHan: TokenSink,
  onLatin: LatinSink,
): void {
  let at = 0;
  while (at < units.length) {
    const unit = units[at]!;
    if (isHan(unit)) {
      const start = at;
      while (at < units.length && isHan(units[at]!)) at++;
      segmentRun(automaton, units, start, at, onHan);
    } else if (isLetter(unit) || isDigit(unit)) {
      at = latin.scan(units, at, units.length, onLatin);
    } else {
      at++;
    }
  }
}
