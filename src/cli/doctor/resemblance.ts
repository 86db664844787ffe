/**
 * How alike two texts are: the resemblance of A. Broder, "On the resemblance and containment of documents" (1997),
 *
 *     r(A, B) = |S(A) ∩ S(B)| / |S(A) ∪ S(B)|
 *
 * where S is the set of all pieces of W characters (his shingles), here as numbers of 32 bits. Between 0 and 1.
 */
export interface Likeness {
  /** Places in the list of texts; `a` < `b`. */
  readonly a: number;
  readonly b: number;
  readonly resemblance: number;
}

/** Characters of a piece: two Chinese words. */
const W = 4;
/** A text of fewer pieces resembles anything. */
const LEAST_PIECES = 20;
/** His sketch: the SKETCH smallest numbers of a set. Where r = 0.5, two sketches share some 48. */
const SKETCH = 96;
/** Sketches that share fewer are not looked at: for r ≥ 0.5, small sets cannot, and large ones will not in a lifetime. */
const LEAST_SHARED = 10;

/** All pairs that resemble each other by `least` (0.5 or more) and above, the most alike first. */
export function alike(texts: readonly string[], least: number): Likeness[] {
  const sets = texts.map(pieces);
  const found: Likeness[] = [];
  for (const [b, earlier] of candidates(sets)) {
    for (const a of earlier) {
      const resemblance = resemblanceOf(sets[a]!, sets[b]!);
      if (resemblance >= least) found.push({ a, b, resemblance });
    }
  }
  return found.sort((x, y) => y.resemblance - x.resemblance || x.a - y.a || x.b - y.b);
}

/** r of two texts; 0 where one of them is too short to say. */
export function resemblance(a: string, b: string): number {
  const [x, y] = [pieces(a), pieces(b)];
  return Math.min(x.length, y.length) < LEAST_PIECES ? 0 : resemblanceOf(x, y);
}

/** For each text the earlier ones whose sketch shares enough with its own. */
function candidates(sets: readonly Uint32Array[]): [b: number, earlier: number[]][] {
  const holders = new Map<number, number[]>();
  return sets.map((set, at) => {
    const shared = new Map<number, number>();
    if (set.length >= LEAST_PIECES) {
      for (const piece of set.subarray(0, SKETCH)) {
        const others = holders.get(piece);
        if (others === undefined) holders.set(piece, [at]);
        else {
          for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
          others.push(at);
        }
      }
    }
    return [at, [...shared].filter(([, count]) => count >= LEAST_SHARED).map(([other]) => other)];
  });
}

/** The distinct pieces as hashes (FNV-1a, then mixed so that the smallest are any of them), in order of size. */
function pieces(text: string): Uint32Array {
  const set = new Set<number>();
  for (let at = 0; at + W <= text.length; at++) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + W; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    set.add((hash ^ (hash >>> 16)) >>> 0);
  }
  return Uint32Array.from(set).sort();
}

function resemblanceOf(a: Uint32Array, b: Uint32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = a[i]! - b[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared / (a.length + b.length - shared);
}
