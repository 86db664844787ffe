import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import type { WeightedWord } from './automaton.ts';

/**
 * nodejieba, at build time only: its dictionary as data, its HMM as a source of words that the dictionary lacks, and
 * its `cut` as the oracle of the tests. Loading it costs the better part of a second and 240 MB; nothing at query time
 * may reach this file.
 */
export interface Dictionary {
  readonly words: readonly WeightedWord[];
  /** log(smallest frequency / total): what a character that is no word weighs. */
  readonly minimum: number;
  /** What a user word without a frequency weighs. */
  readonly median: number;
}

const HAN_ONLY = /^[\p{Script=Han}々〇]+$/u;

/**
 * jieba's dictionary and nodejieba's default user words. Words that folding changes could never match folded text and
 * are left out, as are words with other than Han characters (we segment runs of Han only); both still count in the
 * total, the minimum and the median, as cppjieba counts them.
 */
export function readDictionary(fold: (text: string) => string): Dictionary {
  const entries = readFileSync(nodejieba.DEFAULT_DICT, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(' '))
    .map(([text, frequency]) => ({ text: text!, frequency: Number(frequency) }));
  const total = entries.reduce((sum, { frequency }) => sum + frequency, 0);
  const sorted = Float64Array.from(entries, ({ frequency }) => frequency).sort();
  const logShare = (frequency: number): number => Math.log(frequency / total);
  const median = logShare(sorted[sorted.length >> 1]!);
  const defaults = readFileSync(nodejieba.DEFAULT_USER_DICT, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(' '))
    .map(parts => ({ text: parts[0]!, weight: parts.length === 3 ? logShare(Number(parts[1])) : median }));
  const words = [
    ...entries.map(({ text, frequency }) => ({ text, weight: logShare(frequency) })),
    ...defaults,
  ].filter(({ text }) => HAN_ONLY.test(text) && fold(text) === text);
  return { words, minimum: logShare(sorted[0]!), median };
}

/** nodejieba with these folded user words (each at the median weight) beside its own. Reloads the whole dictionary. */
export function loadJieba(userWords: readonly string[]): { cut(run: string, hmm: boolean): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'icap-match-'));
  try {
    const file = join(folder, 'words.utf8');
    writeFileSync(file, userWords.map(word => `${word}\n`).join('') || '\n');
    nodejieba.load({ userDict: `${nodejieba.DEFAULT_USER_DICT};${file}` });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { cut: (run, hmm) => nodejieba.cut(run, hmm) };
}
