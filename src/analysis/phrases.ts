import type { Trie } from './automaton.ts';
import { isDigit, isHan, isLetter } from './characters.ts';

/**
 * Finds phrases of a lexicon in folded units, whatever jieba makes of them: 「MIS 工程師」 and 「MIS工程師」 are the same.
 * Only the longest phrase at a place counts, and none that lies inside another one found.
 */
export function findPhrases(
  units: Uint16Array,
  phrases: Trie,
  sink: (phrase: number, start: number, end: number) => void,
): void {
  let covered = 0;
  for (let start = 0; start < units.length; start++) {
    if (!isPhraseUnit(units[start]!) || splitsWord(units, start)) continue;
    let state = 0;
    let found = -1;
    let stop = start;
    let joiners = 0;
    for (let at = start; at < units.length; at++) {
      const unit = units[at]!;
      if (isJoiner(unit)) {
        if (++joiners > MOST_JOINERS) break;
        continue;
      }
      joiners = 0;
      const symbol = phrases.code[unit]!;
      const next = phrases.base[state]! + symbol;
      if (symbol === 0 || next >= phrases.check.length || phrases.check[next] !== state) break;
      state = next;
      if (phrases.word[state]! >= 0 && !splitsWord(units, at + 1)) {
        found = phrases.word[state]!;
        stop = at + 1;
      }
    }
    if (found >= 0 && stop > covered) {
      sink(found, start, stop);
      covered = stop;
    }
  }
}

/** In a row, inside a phrase: 「專員 - 業務」, but not 「專員 … 業務」. */
const MOST_JOINERS = 3;

/** A phrase as the trie holds it: folded, only the units that count. */
export function phraseKey(folded: string): string {
  let key = '';
  for (let i = 0; i < folded.length; i++) if (isPhraseUnit(folded.charCodeAt(i))) key += folded[i];
  return key;
}

function isPhraseUnit(unit: number): boolean {
  return isHan(unit) || isLetter(unit) || isDigit(unit) || unit === 0x2b || unit === 0x23; // + #
}

/** Signs that may stand inside a phrase without parting it: space ( ) - . / & · ・ */
function isJoiner(unit: number): boolean {
  return (
    unit === 0x20 ||
    unit === 0x28 ||
    unit === 0x29 ||
    (unit >= 0x2d && unit <= 0x2f) ||
    unit === 0x26 ||
    unit === 0xb7 ||
    unit === 0x30fb
  );
}

/** A phrase neither begins nor ends inside a Latin word: PM is not in RPM. */
function splitsWord(units: Uint16Array, at: number): boolean {
  return at > 0 && at < units.length && isAlphanumeric(units[at - 1]!) && isAlphanumeric(units[at]!);
}

function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}
