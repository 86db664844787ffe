import { unitsToString } from '../../src/analysis/characters.ts';
import { Segmenter } from '../../src/analysis/segmenter.ts';
import { TokenList, UNKNOWN_TERM } from '../../src/analysis/tokens.ts';
import { compile, slotTerms } from '../../src/indexing/compile.ts';
import type { Dictionary } from '../../src/indexing/jieba.ts';
import { wordAt } from '../../src/indexing/words.ts';

/** A text's words, folded, as the compiled dictionary cuts it. */
export function cutterOf(folding: Uint16Array, dictionary: Dictionary): (text: string) => string[] {
  const automaton = compile(dictionary);
  const segmenter = new Segmenter(automaton, slotTerms(automaton, []), folding);
  const words = new TokenList();
  return text => {
    words.clear(text.length);
    const units = new Uint16Array(text.length);
    segmenter.cut(text, units, words, { termOf: () => UNKNOWN_TERM });
    return Array.from({ length: words.count }, (_, i) =>
      unitsToString(units, words.start[i]!, words.end[i]!),
    );
  };
}

/** Every word of the dictionary with what it weighs. */
export function weightsOf({ words, classes, weights }: Dictionary): Map<string, number> {
  return new Map(Array.from(classes, (kind, w) => [wordAt(words, w), weights[kind]!]));
}
