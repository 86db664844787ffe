import { unitsToString } from '../analysis/characters.ts';
import type { WordList } from '../artifact/double-array.ts';

/** Words and, for each, the number of its class: what is compiled into a trie. */
export interface ClassedWords {
  readonly words: WordList;
  readonly classes: Uint16Array;
}

/** `texts` must be sorted and distinct. */
export function wordList(texts: readonly string[]): WordList {
  const start = new Uint32Array(texts.length + 1);
  texts.forEach((text, w) => {
    start[w + 1] = start[w]! + text.length;
  });
  const units = new Uint16Array(start.at(-1)!);
  texts.forEach((text, w) => {
    for (let i = 0; i < text.length; i++) units[start[w]! + i] = text.charCodeAt(i);
  });
  return { units, start };
}

export function wordAt({ units, start }: WordList, word: number): string {
  return unitsToString(units, start[word]!, start[word + 1]!);
}

export function hasWord(list: WordList, text: string): boolean {
  const at = lowerBound(list, text);
  return at + 1 < list.start.length && compare(list, at, text) === 0;
}

/** `list` with more words in it; one that it has already gets the new class. */
export function mergeWords(list: ClassedWords, more: ReadonlyMap<string, number>): ClassedWords {
  const texts = [...more.keys()].sort();
  const { words, classes } = list;
  const last = classes.length;
  const units = new Uint16Array(words.units.length + texts.reduce((sum, text) => sum + text.length, 0));
  const start = new Uint32Array(last + texts.length + 1);
  const merged = new Uint16Array(last + texts.length);
  let count = 0;
  let from = 0;
  const copy = (to: number): void => {
    units.set(words.units.subarray(words.start[from]!, words.start[to]!), start[count]!);
    merged.set(classes.subarray(from, to), count);
    const shift = start[count]! - words.start[from]!;
    for (; from < to; from++) start[++count] = words.start[from + 1]! + shift;
  };
  for (const text of texts) {
    const to = lowerBound(words, text);
    copy(to);
    for (let i = 0; i < text.length; i++) units[start[count]! + i] = text.charCodeAt(i);
    merged[count] = more.get(text)!;
    start[count + 1] = start[count]! + text.length;
    count++;
    if (to < last && compare(words, to, text) === 0) from = to + 1;
  }
  copy(last);
  return {
    words: { units: units.subarray(0, start[count]!), start: start.subarray(0, count + 1) },
    classes: merged.subarray(0, count),
  };
}

/** The first word that does not come before `text`. */
function lowerBound(list: WordList, text: string): number {
  let low = 0;
  let high = list.start.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(list, middle, text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Below 0: the word comes before `text`. In the order of UTF-16 units, as JavaScript compares strings. */
function compare({ units, start }: WordList, word: number, text: string): number {
  const from = start[word]!;
  const length = start[word + 1]! - from;
  for (let i = 0; i < length && i < text.length; i++) {
    const difference = units[from + i]! - text.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return length - text.length;
}
