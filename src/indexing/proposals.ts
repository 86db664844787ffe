import { isHan } from '../analysis/characters.ts';
import { type HiddenMarkovModel, recut } from './hmm.ts';
import type { Tokenizer } from './tokenizer.ts';

/** A word of 2 to 4 characters that the HMM sees in at least this many places is worth being a word. */
const PROPOSED_FROM = 2;

/**
 * Words that jieba's HMM finds in these texts and that the tokenizer's dictionary lacks: 競品, 興櫃 … A run that is
 * printed several times counts once. Folded, sorted.
 */
export function proposeWords(
  texts: readonly string[],
  tokenizer: Tokenizer,
  model: HiddenMarkovModel,
): string[] {
  const seen = new Set<string>();
  const count = new Map<string, number>();
  for (const run of texts.flatMap(text => cutRuns(text, tokenizer))) {
    const whole = run.join('');
    if (seen.has(whole)) continue;
    seen.add(whole);
    for (const word of recut(run, model, tokenizer.isUserWord)) {
      if (word.length < 2 || word.length > 4 || tokenizer.isWord(word)) continue;
      count.set(word, (count.get(word) ?? 0) + 1);
    }
  }
  return [...count.keys()].filter(word => count.get(word)! >= PROPOSED_FROM).sort();
}

/** The runs of Han characters of a text, each as its words. */
function cutRuns(text: string, tokenizer: Tokenizer): string[][] {
  const runs: string[][] = [];
  let reached = -1;
  for (const { term, start, end } of tokenizer.tokens(text)) {
    if (!isHan(term.charCodeAt(0))) continue;
    if (start === reached) runs.at(-1)!.push(term);
    else runs.push([term]);
    reached = end;
  }
  return runs;
}
