import type { Automaton } from '../analysis/automaton.ts';

/**
 * Compiles words (of fewer than 65,536 units) into the double-array trie that `analysis/automaton.ts` walks. The same
 * words give the same bytes. Two passes: first every node's children get a place (`base`), widest nodes first so that the many
 * single-child nodes fill the holes; then states are numbered from the root down.
 */
export interface WeightedWord {
  /** Folded. */
  readonly text: string;
  readonly weight: number;
}

export interface Compiled {
  readonly automaton: Automaton;
  /** The words in the automaton's order: `words[automaton.word[state]]`. */
  readonly words: readonly string[];
}

export function compileAutomaton(entries: readonly WeightedWord[], minimum: number): Compiled {
  const byText = new Map(entries.map(entry => [entry.text, entry.weight])); // a later entry replaces an earlier one
  const words = [...byText.keys()].sort();
  const code = numberAlphabet(words);
  const nodes = listNodes(words);
  const base = new Int32Array(nodes.length);
  const slots = placeNodes(nodes, words, code, base);
  const automaton: Automaton = {
    code,
    ...numberStates(nodes, words, code, base, slots),
    weight: Float64Array.from(words, word => byText.get(word)!),
    minimum,
  };
  return { automaton, words };
}

/** Frequent units get small codes: their children crowd together and the arrays stay short. */
function numberAlphabet(words: readonly string[]): Uint16Array {
  const count = new Uint32Array(0x10000);
  for (const word of words) for (let i = 0; i < word.length; i++) count[word.charCodeAt(i)]!++;
  const units = [...count.keys()].filter(unit => count[unit]! > 0);
  units.sort((a, b) => count[b]! - count[a]! || a - b);
  const code = new Uint16Array(0x10000);
  units.forEach((unit, rank) => {
    code[unit] = rank + 1;
  });
  return code;
}

/** A node stands for the words[low, high) that share their first `depth` units. */
interface Nodes {
  readonly length: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly depth: Uint16Array;
  /** Children of node n are the nodes [firstChild[n], firstChild[n] + children[n]), in order of their unit. */
  readonly firstChild: Int32Array;
  readonly children: Int32Array;
}

/** Breadth first, so that a node's children are neighbours. */
function listNodes(words: readonly string[]): Nodes {
  const capacity = words.reduce((sum, word) => sum + word.length, 1);
  const low = new Int32Array(capacity);
  const high = new Int32Array(capacity);
  const depth = new Uint16Array(capacity);
  const firstChild = new Int32Array(capacity);
  const children = new Int32Array(capacity);
  high[0] = words.length;
  let length = 1;
  for (let node = 0; node < length; node++) {
    const at = depth[node]!;
    firstChild[node] = length;
    let i = low[node]!;
    while (i < high[node]! && words[i]!.length === at) i++; // the word that ends here sorts first
    while (i < high[node]!) {
      const unit = words[i]!.charCodeAt(at);
      const from = i;
      while (i < high[node]! && words[i]!.charCodeAt(at) === unit) i++;
      low[length] = from;
      high[length] = i;
      depth[length] = at + 1;
      length++;
    }
    children[node] = length - firstChild[node]!;
  }
  return { length, low, high, depth, firstChild, children };
}

function lastCode(nodes: Nodes, node: number, words: readonly string[], code: Uint16Array): number {
  return code[words[nodes.low[node]!]!.charCodeAt(nodes.depth[node]! - 1)]!;
}

/** Gives every node with children a base; returns how many slots are needed. */
function placeNodes(nodes: Nodes, words: readonly string[], code: Uint16Array, base: Int32Array): number {
  const order = byWidth(nodes);
  const free = new FreeSlots(nodes.length * 4 + 0x20000);
  const codes: number[] = [];
  let slots = 1;
  for (const node of order) {
    codes.length = 0;
    for (let c = 0; c < nodes.children[node]!; c++) {
      codes.push(lastCode(nodes, nodes.firstChild[node]! + c, words, code));
    }
    codes.sort((a, b) => a - b);
    const place = free.firstFit(codes);
    base[node] = place;
    for (const symbol of codes) free.take(place + symbol);
    slots = Math.max(slots, place + codes.at(-1)! + 1);
  }
  return slots;
}

function byWidth(nodes: Nodes): number[] {
  const order: number[] = [];
  for (let node = 0; node < nodes.length; node++) if (nodes.children[node]! > 0) order.push(node);
  return order.sort((a, b) => nodes.children[b]! - nodes.children[a]! || a - b);
}

/** Free slots as a doubly linked list: a search steps over free slots only. Slot 0 is the root's. */
class FreeSlots {
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #taken: Uint8Array;
  /** Where nodes of several children begin to look: the holes before it proved too narrow for many of them. */
  #from = 1;

  constructor(size: number) {
    this.#next = Int32Array.from({ length: size }, (_, slot) => slot + 1);
    this.#previous = Int32Array.from({ length: size }, (_, slot) => slot - 1);
    this.#taken = new Uint8Array(size);
    this.#taken[0] = 1;
  }

  /** The first base ≥ 0 at which every code falls on a free slot. */
  firstFit(codes: readonly number[]): number {
    const first = codes[0]!;
    if (codes.length > 1) while (this.#taken[this.#from] === 1) this.#from = this.#next[this.#from]!;
    let misses = 0;
    let slot = codes.length > 1 ? this.#from : this.#next[0]!;
    for (; ; slot = this.#next[slot]!) {
      if (slot < first) continue;
      if (this.#fits(slot - first, codes)) break;
      if (++misses % PATIENCE === 0) this.#from = this.#next[this.#from]!;
    }
    return slot - first;
  }

  #fits(place: number, codes: readonly number[]): boolean {
    for (let i = 1; i < codes.length; i++) if (this.#taken[place + codes[i]!] === 1) return false;
    return true;
  }

  take(slot: number): void {
    if (slot >= this.#taken.length) throw new RangeError('the automaton outgrew its slots');
    const next = this.#next[slot]!;
    const previous = this.#previous[slot]!;
    this.#next[previous] = next;
    this.#previous[next] = previous;
    this.#taken[slot] = 1;
  }
}

/** After this many misses the search for wide nodes gives up one hole: 4 keeps both time and waste small (measured). */
const PATIENCE = 4;

function numberStates(
  nodes: Nodes,
  words: readonly string[],
  code: Uint16Array,
  place: Int32Array,
  slots: number,
): Pick<Automaton, 'base' | 'check' | 'word'> {
  const base = new Int32Array(slots);
  const check = new Int32Array(slots).fill(-1);
  const word = new Int32Array(slots).fill(-1);
  const state = new Int32Array(nodes.length);
  for (let node = 0; node < nodes.length; node++) {
    const here = state[node]!;
    base[here] = place[node]!;
    const first = nodes.low[node]!;
    if (words[first]?.length === nodes.depth[node]! && node > 0) word[here] = first;
    for (let c = 0; c < nodes.children[node]!; c++) {
      const child = nodes.firstChild[node]! + c;
      const target = place[node]! + lastCode(nodes, child, words, code);
      state[child] = target;
      check[target] = here;
    }
  }
  return { base, check, word };
}
