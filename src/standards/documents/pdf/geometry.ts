/**
 * Where things stand on a page: points (1/72 inch) from its upper left corner, x to the right and y downwards, the page
 * turned as it is read.
 */

/** A character as drawn. One that several characters share (a ligature) is one glyph with all of them. */
export interface Glyph {
  readonly text: string;
  /** Along the direction of its line: where it begins and ends. */
  readonly left: number;
  readonly right: number;
  /** The line that it stands on. */
  readonly base: number;
  /** The height of its font. */
  readonly size: number;
  /** Quarter turns clockwise; `left`, `right` and `base` are those of the page turned back by them. */
  readonly turn: Turn;
  /** The middle of it on the page as it is. */
  readonly x: number;
  readonly y: number;
}

export type Turn = 0 | 1 | 2 | 3;

/** A drawn line: horizontal at a height `at`, from left to right; or vertical, from above to below. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Rules {
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
}

/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

export const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

export function common(one: Box, other: Box): Box {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}

/** `[a b c d e f]` of the PDF reference: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function times(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

/** Values closer together than `reach` become one, their mean; ascending. */
export function clusters(values: readonly number[], reach: number): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const groups: number[][] = [];
  for (const value of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && value - group[0]! <= reach) group.push(value);
    else groups.push([value]);
  }
  return groups.map(group => group.reduce((sum, value) => sum + value, 0) / group.length);
}
