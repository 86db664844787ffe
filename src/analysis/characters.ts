/**
 * Characters before anything else: one table folds a UTF-16 unit to one unit (width, case, accents, Traditional to
 * Simplified), so a span found in the folded text is the same span in the text as pasted.
 *
 * The table itself is data: it is made when an index is built (indexing/folding.ts) and travels in the artifact as
 * pairs, because most units fold to themselves.
 */
export type FoldTable = Uint16Array;

/** `pairs` is [unit, folded, unit, folded, …]; a unit that is not named folds to itself. */
export function expandFolding(pairs: Uint16Array): FoldTable {
  const table = new Uint16Array(0x10000);
  for (let unit = 0; unit < table.length; unit++) table[unit] = unit;
  for (let i = 0; i + 1 < pairs.length; i += 2) table[pairs[i]!] = pairs[i + 1]!;
  return table;
}

/** The folded units of `text`, as many as `text` has. */
export function foldUnits(text: string, table: FoldTable): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = table[text.charCodeAt(i)]!;
  return units;
}

/** `text` folded, for building and for tests; the hot path stays with units. */
export function foldText(text: string, table: FoldTable): string {
  return unitsToString(foldUnits(text, table), 0, text.length);
}

export function unitsToString(units: Uint16Array, start: number, end: number): string {
  const PIECE = 0x2000; // Function.apply takes its arguments on the stack
  let text = '';
  for (let at = start; at < end; at += PIECE) {
    const piece: ArrayLike<number> = units.subarray(at, Math.min(end, at + PIECE));
    text += String.fromCharCode.apply(null, piece as number[]); // spreading takes five times as long
  }
  return text;
}

/**
 * A unit of Chinese text: the unified ideographs, 々 and 〇, and surrogates (the ideographs beyond the first plane;
 * an emoji is taken along and is simply no word).
 */
export function isHan(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    (unit >= 0xd800 && unit <= 0xdfff) ||
    unit === 0x3005 ||
    unit === 0x3007 ||
    (unit >= 0xf900 && unit <= 0xfaff)
  );
}

export function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

export function isLowSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}

/** a–z after folding */
export function isLetter(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
