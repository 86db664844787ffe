import { createHash } from 'node:crypto';
import { type Automaton, findWord, symbolTable, type Trie } from '../analysis/automaton.ts';
import { UNKNOWN_TERM } from '../analysis/tokens.ts';
import { checksum } from '../artifact/checksum.ts';
import { buildDoubleArray, type DoubleArray, TRIE_VERSION } from '../artifact/double-array.ts';
import type { Dictionary } from './jieba.ts';

/** A place where compiled dictionaries are kept between builds. Keys are 32 hex digits; what it loses is made again. */
export interface CompiledCache {
  read(key: string): Uint8Array | undefined;
  write(key: string, bytes: Uint8Array): void;
}

export function compile({ words, classes, weights }: Dictionary, cache?: CompiledCache): Automaton {
  if (cache === undefined) return { ...buildDoubleArray(words, classes), weights };
  const hash = createHash('sha256').update(`${TRIE_VERSION}`);
  for (const part of [words.units, words.start, classes]) hash.update(`;${part.byteLength};`).update(part);
  const key = hash.digest('hex').slice(0, 32);
  const kept = decode(cache.read(key));
  if (kept !== undefined) return { ...kept, weights };
  const built = buildDoubleArray(words, classes);
  cache.write(key, encode(built));
  return { ...built, weights };
}

/** Checksum of the rest, length of the alphabet, alphabet, slots: 32 bits each, as this machine has them. */
function encode({ alphabet, slots }: DoubleArray): Uint8Array {
  const numbers = new Uint32Array(2 + alphabet.length + slots.length);
  numbers[1] = alphabet.length;
  numbers.set(alphabet, 2);
  numbers.set(slots, 2 + alphabet.length);
  numbers[0] = checksum(new Uint8Array(numbers.buffer, 4));
  return new Uint8Array(numbers.buffer);
}

function decode(bytes: Uint8Array | undefined): DoubleArray | undefined {
  if (bytes === undefined || bytes.length < 8 || bytes.length % 4 !== 0) return undefined;
  const { buffer } = new Uint8Array(bytes); // a Buffer may begin anywhere in its memory
  const numbers = new Uint32Array(buffer);
  const first = 2 + numbers[1]!;
  if (first > numbers.length || checksum(new Uint8Array(buffer, 4)) !== numbers[0]) return undefined;
  return { alphabet: numbers.slice(2, first), slots: new Int32Array(buffer, first * 4) };
}

/**
 * For an analyser: a term for each slot of `trie`, UNKNOWN_TERM but where one of `terms` ends. Words that the trie lacks
 * are passed over.
 */
export function slotTerms(trie: Trie, terms: Iterable<readonly [word: string, term: number]>): Int32Array {
  const symbols = symbolTable(trie);
  const bySlot = new Int32Array(trie.slots.length / 2).fill(UNKNOWN_TERM);
  for (const [word, term] of terms) {
    const slot = findWord(trie, symbols, word);
    if (slot >= 0) bySlot[slot >> 1] = term;
  }
  return bySlot;
}
