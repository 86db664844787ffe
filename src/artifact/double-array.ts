/**
 * Builds the double-array trie that `analysis/automaton.ts` describes and walks, from words alone: an index can keep the
 * trie, or only its words and build it again where it is opened. The same words give the same bytes.
 */

/** Raised with every change of the bytes that the same words give: tries are kept, and built again, under it. */
export const TRIE_VERSION = 1;

/** Distinct words in the order of their UTF-16 units, end to end: word w is `units[start[w], start[w + 1])`. */
export interface WordList {
  readonly units: Uint16Array;
  readonly start: Uint32Array;
}

export interface DoubleArray {
  readonly alphabet: Uint32Array;
  readonly slots: Int32Array;
}

/** A symbol is an even number below 0x10000; one more than the alphabet has is that of a stranger. */
const MOST_SYMBOLS = 0x7ffe;
/** A segmenter keeps a slot and a length in one number of 32 bits. */
const MOST_SLOTS = 0x200000;
const LONGEST_WORD = 0x3ff;

/** `classes` holds a number from 1 to 65,535 for each word. Throws RangeError for words out of order, too long or too many. */
export function buildDoubleArray(words: WordList, classes: Uint16Array): DoubleArray {
  const alphabet = numberAlphabet(words);
  if (alphabet.length > MOST_SYMBOLS) throw new RangeError(`more than ${MOST_SYMBOLS} different characters`);
  const nodes = growNodes(words, classes, symbolsOf(alphabet));
  const places = placeNodes(nodes, alphabet.length);
  const slots = fillSlots(nodes, places, alphabet.length);
  if (slots.length > MOST_SLOTS * 2) throw new RangeError('more words than a trie can hold');
  return { alphabet, slots };
}

/** Gives the slot where a word ends, by its number in `words`, all of which the trie has. */
export function slotFinder(
  { alphabet, slots }: DoubleArray,
  { units, start }: WordList,
): (word: number) => number {
  const symbolOf = symbolsOf(alphabet);
  return word => {
    const end = start[word + 1]!;
    let slot = 0;
    for (let at = start[word]!; at < end; at++) {
      const point = pointAt(units, at, end);
      if (point >= 0x10000) at++;
      slot = slots[slot]! + symbolOf(point) * 2;
    }
    return slot;
  };
}

/** Frequent characters get small symbols: what is often looked up crowds together, and the array stays short. */
function numberAlphabet({ units, start }: WordList): Uint32Array {
  const plane = new Uint32Array(0x10000);
  const astral = new Map<number, number>();
  const length = start.at(-1)!;
  for (let i = 0; i < length; i++) {
    const point = pointAt(units, i, length);
    if (point < 0x10000) plane[point]!++;
    else {
      astral.set(point, (astral.get(point) ?? 0) + 1);
      i++;
    }
  }
  // one number holds count and point: more frequent first, then the smaller point
  const keys: number[] = [];
  const key = (count: number, point: number): void => {
    if (count > 0) keys.push((length - count) * POINTS + point);
  };
  plane.forEach(key);
  astral.forEach(key);
  return Uint32Array.from(Float64Array.from(keys).sort(), number => number % POINTS);
}

const POINTS = 0x200000;

/** The code point that begins at `at`; a surrogate without its other half stands for itself. */
function pointAt(units: Uint16Array, at: number, end: number): number {
  const unit = units[at]!;
  if ((unit & 0xfc00) !== 0xd800 || at + 1 >= end) return unit;
  const low = units[at + 1]!;
  return (low & 0xfc00) === 0xdc00 ? 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff) : unit;
}

function symbolsOf(alphabet: Uint32Array): (point: number) => number {
  const plane = new Uint16Array(0x10000);
  const astral = new Map<number, number>();
  alphabet.forEach((point, i) => {
    if (point < 0x10000) plane[point] = i + 1;
    else astral.set(point, i + 1);
  });
  return point => (point < 0x10000 ? plane[point]! : astral.get(point)!);
}

/** A plain trie. Node 0 is the root; a node's number is larger than its parent's. */
interface Nodes {
  readonly count: number;
  readonly symbol: Uint16Array;
  readonly parent: Int32Array;
  /** Class of the word that ends here, or 0. */
  readonly class: Uint16Array;
  /** How many children; they are `firstChild`, the `sibling` of that, and so on. */
  readonly children: Uint16Array;
  readonly firstChild: Int32Array;
  readonly sibling: Int32Array;
}

/** Sorted words share a beginning with the word before: only what differs makes nodes. */
function growNodes(words: WordList, classes: Uint16Array, symbolOf: (point: number) => number): Nodes {
  const { units, start } = words;
  const most = start.at(-1)! + 1;
  const symbol = new Uint16Array(most);
  const parent = new Int32Array(most);
  const classOf = new Uint16Array(most);
  const children = new Uint16Array(most);
  const firstChild = new Int32Array(most);
  const sibling = new Int32Array(most);
  let count = 1;
  const trail = new Int32Array(LONGEST_WORD + 1); // trail[d]: the node that the first d characters of the word lead to
  let known = 0; // how far the trail of the word before goes
  for (let w = 0; w + 1 < start.length; w++) {
    const end = start[w + 1]!;
    if (end - start[w]! > LONGEST_WORD) throw new RangeError(`a word of more than ${LONGEST_WORD} units`);
    let node = 0;
    let depth = 0;
    let fresh = false;
    for (let at = start[w]!; at < end; at++) {
      const point = pointAt(units, at, end);
      if (point >= 0x10000) at++;
      const wanted = symbolOf(point);
      const next = trail[depth + 1]!;
      if (!fresh && depth < known && symbol[next] === wanted) {
        node = next;
      } else {
        fresh = true;
        symbol[count] = wanted;
        parent[count] = node;
        sibling[count] = firstChild[node]!;
        firstChild[node] = count;
        children[node]!++;
        node = count++;
      }
      trail[++depth] = node;
    }
    if (!fresh) throw new RangeError('words must be distinct and sorted');
    classOf[node] = classes[w]!;
    known = depth;
  }
  return { count, symbol, parent, class: classOf, children, firstChild, sibling };
}

/**
 * Gives each node with children a base of its own, such that all its children fall on free slots. Wide nodes first,
 * while there is room; the many nodes with a single child fill what holes are left, each taking the next free slot.
 */
function placeNodes(nodes: Nodes, symbols: number): Int32Array {
  const { count, children, firstChild, sibling, symbol } = nodes;
  const base = new Int32Array(count);
  const room = new Room(symbols + 2, count + symbols);
  const wanted = new Uint16Array(symbols);
  const order = byWidth(nodes);
  let single = 0;
  for (; single < order.length; single++) {
    const node = order[single]!;
    const width = children[node]!;
    if (width === 1) break;
    let at = 0;
    for (let child = firstChild[node]!; child !== 0; child = sibling[child]!) wanted[at++] = symbol[child]!;
    base[node] = room.place(wanted, width);
  }
  for (; single < order.length; single++) {
    const node = order[single]!;
    base[node] = room.placeOne(symbol[firstChild[node]!]!);
  }
  return base;
}

/** Nodes with children, the widest first, in order of their number among equals (a counting sort). The root has its place. */
function byWidth({ count, children }: Nodes): Int32Array {
  const from = new Int32Array(0x10001);
  for (let node = 1; node < count; node++) from[0x10000 - children[node]!]!++;
  let inner = 0;
  for (let i = 0; i < 0x10000; i++) {
    const width = from[i]!;
    from[i] = inner;
    inner += width;
  }
  const order = new Int32Array(inner);
  for (let node = 1; node < count; node++) {
    const width = children[node]!;
    if (width > 0) order[from[0x10000 - width]!++] = node;
  }
  return order;
}

/** Which slots are free and which bases are used, a bit each: 32 bases are tried at once. */
class Room {
  #free: Int32Array;
  #used: Int32Array;
  /** Where nodes of `#width` children begin to look: what is before proved too full for them. */
  #from = 0;
  #width = 0x10000;
  /** Every slot before it is taken. */
  #next: number;
  /** By symbol: the free slots before it would want a base that is used, and a used one stays so. */
  readonly #tried = new Int32Array(0x8000);

  /** The slots before `first` are the root's and its children's, who have base 0. */
  constructor(first: number, size: number) {
    this.#free = new Int32Array((size >>> 5) + 1).fill(-1);
    this.#used = new Int32Array((size >>> 5) + 1);
    for (let slot = 0; slot < first; slot++) this.#take(slot);
    this.#used[0] = 0b11; // that of the root, and NOWHERE
    this.#next = first;
  }

  /** The first base, from where it pays to look, at which the first `count` of `symbols` are all free. */
  place(symbols: Uint16Array, count: number): number {
    if (count <= this.#width * NARROWER) {
      this.#width = count;
      this.#from = 0;
    }
    for (let at = this.#from, missed = 0; ; at++, missed++) {
      if (missed > PATIENCE) {
        this.#from += 1;
        missed = 0;
      }
      this.#grow(at * 32 + 0x10000);
      let fit = ~this.#used[at]!;
      for (let i = 0; i < count && fit !== 0; i++) fit &= this.#window(at * 32 + symbols[i]!);
      if (fit === 0) continue;
      const base = at * 32 + lowestBit(fit);
      this.#used[at]! |= fit & -fit;
      for (let i = 0; i < count; i++) this.#take(base + symbols[i]!);
      return base;
    }
  }

  /** The base that puts one child on the first free slot it can have. */
  placeOne(symbol: number): number {
    this.#next = this.#freeFrom(this.#next);
    let slot = this.#freeFrom(Math.max(this.#next, this.#tried[symbol]!));
    while (this.#isUsed(slot - symbol)) slot = this.#freeFrom(slot + 1);
    this.#tried[symbol] = slot;
    const base = slot - symbol;
    this.#used[base >>> 5]! |= 1 << (base & 31);
    this.#take(slot);
    return base;
  }

  #freeFrom(slot: number): number {
    let at = slot >>> 5;
    let bits = this.#free[at]! & (-1 << (slot & 31));
    while (bits === 0) {
      this.#grow(++at * 32 + 32);
      bits = this.#free[at]!;
    }
    return at * 32 + lowestBit(bits);
  }

  #isUsed(base: number): boolean {
    return ((this.#used[base >>> 5]! >>> (base & 31)) & 1) === 1;
  }

  /** The free bits of the 32 slots from `slot` on. */
  #window(slot: number): number {
    const at = slot >>> 5;
    const shift = slot & 31;
    return (this.#free[at]! >>> shift) | ((this.#free[at + 1]! << 1) << (31 - shift));
  }

  #take(slot: number): void {
    this.#free[slot >>> 5]! &= ~(1 << (slot & 31));
  }

  #grow(slots: number): void {
    const words = this.#free.length;
    if (slots >>> 5 < words - 1) return;
    const free = new Int32Array(Math.max(words * 2, (slots >>> 5) + 2)).fill(-1);
    free.set(this.#free);
    const used = new Int32Array(free.length);
    used.set(this.#used);
    this.#free = free;
    this.#used = used;
  }
}

/**
 * A search that has failed so often gives up 32 bases for the nodes after it, and nodes narrower by a tenth may try them
 * again. Measured on jieba's words: 0.80 M slots in 75 ms; with more patience 0.74 M in 130 ms, with less 0.89 M in 45 ms.
 */
const PATIENCE = 1;
const NARROWER = 0.9;

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The base of nodes without children: no symbol is found there, for it is nobody's. */
const NOWHERE = 1;

/**
 * The children of the root stand in the slots of their symbols, those that begin no word included, and one more for a
 * stranger. Behind the last base there is room for any symbol, so that a walk needs no bounds. Here slots are doubled:
 * from now on they are places in the array.
 */
function fillSlots(nodes: Nodes, base: Int32Array, symbols: number): Int32Array {
  let last = NOWHERE;
  for (let node = 0; node < base.length; node++) if (base[node]! > last) last = base[node]!;
  const slots = new Int32Array((last + symbols + 2) * 2);
  for (let symbol = 1; symbol <= symbols + 1; symbol++) {
    slots[symbol * 2] = NOWHERE * 2;
    slots[symbol * 2 + 1] = symbol * 2;
  }
  for (let node = 1; node < nodes.count; node++) {
    const symbol = nodes.symbol[node]!;
    const slot = base[nodes.parent[node]!]! + symbol;
    slots[slot * 2] = (nodes.children[node] === 0 ? NOWHERE : base[node]!) * 2;
    slots[slot * 2 + 1] = (nodes.class[node]! << 16) | (symbol * 2);
  }
  return slots;
}
