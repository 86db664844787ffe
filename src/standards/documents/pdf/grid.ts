import { clusters, type Rule, type Rules } from './geometry.ts';

/** Points that a line may miss another one by, and that two lines of a double border lie apart. */
const REACH = 3;
/** What is shorter is part of a drawing or a character. */
const SHORTEST = 5;
/** So many crossings to look at are a drawing and no table. */
const MAX_CROSSINGS = 4_000_000;
const MAX_PLACES = 40_000;

/** A table as its lines draw it. */
export interface Grid {
  /** The edges of its columns and rows, ascending. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly GridCell[];
  /** For each place, row by row, the cell that covers it. */
  readonly places: readonly number[];
}

export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The tables that the lines of a page draw, from above to below. */
export function gridsOf({ horizontal, vertical }: Rules): Grid[] {
  const [across, down] = [joined(horizontal), joined(vertical)];
  if (across.length * down.length > MAX_CROSSINGS) return [];
  return connected(across, down)
    .flatMap(part => gridOf(part) ?? [])
    .toSorted((a, b) => a.ys[0]! - b.ys[0]! || a.xs[0]! - b.xs[0]!);
}

/** Pieces of one line joined, over gaps as wide as another line; the two lines of a double border become one. */
export function joined(rules: readonly Rule[]): Rule[] {
  const lines: Rule[] = [];
  const sorted = rules.toSorted((a, b) => a.at - b.at);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]!.at - sorted[start]!.at <= REACH) end++;
    const group = sorted.slice(start, end);
    const at = group.reduce((sum, rule) => sum + rule.at, 0) / group.length;
    let open: { from: number; to: number } | undefined;
    for (const { from, to } of group.toSorted((a, b) => a.from - b.from)) {
      if (open !== undefined && from - open.to <= REACH + 1) open.to = Math.max(open.to, to);
      else {
        if (open !== undefined) lines.push({ at, ...open });
        open = { from, to };
      }
    }
    if (open !== undefined) lines.push({ at, ...open });
    start = end;
  }
  return lines.filter(({ from, to }) => to - from >= SHORTEST);
}

interface Part {
  readonly across: Rule[];
  readonly down: Rule[];
}

/** Lines that touch each other, directly or by way of others. */
function connected(across: readonly Rule[], down: readonly Rule[]): Part[] {
  const group = Int32Array.from({ length: across.length + down.length }, (_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (group[top] !== top) top = group[top]!;
    group[at] = top;
    return top;
  };
  across.forEach((line, i) => {
    down.forEach((other, j) => {
      if (touch(line, other)) group[root(i)] = root(across.length + j);
    });
  });
  const parts = new Map<number, Part>();
  const partOf = (at: number): Part => {
    const top = root(at);
    const part = parts.get(top) ?? { across: [], down: [] };
    parts.set(top, part);
    return part;
  };
  across.forEach((line, i) => {
    partOf(i).across.push(line);
  });
  down.forEach((line, j) => {
    partOf(across.length + j).down.push(line);
  });
  return [...parts.values()].filter(part => part.across.length > 0 && part.down.length > 0);
}

function touch(line: Rule, other: Rule): boolean {
  return (
    other.at >= line.from - REACH &&
    other.at <= line.to + REACH &&
    line.at >= other.from - REACH &&
    line.at <= other.to + REACH
  );
}

function gridOf({ across, down }: Part): Grid | null {
  const xs = edges(down, across);
  const ys = edges(across, down);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 1 || rows < 1 || columns * rows > MAX_PLACES) return null;
  const leftWall = walls(down, xs, ys);
  const topWall = walls(across, ys, xs);
  const wallBefore = (row: number, column: number) => column === 0 || leftWall[column]![row]!;
  const wallAbove = (row: number, column: number) => row === 0 || topWall[row]![column]!;
  const places = Array<number>(columns * rows).fill(-1);
  const cells: GridCell[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (places[row * columns + column] !== -1) continue;
      let right = column + 1;
      while (right < columns && !wallBefore(row, right) && places[row * columns + right] === -1) right++;
      let below = row + 1;
      while (below < rows && isOpen(below, column, right)) below++;
      for (let r = row; r < below; r++) places.fill(cells.length, r * columns + column, r * columns + right);
      cells.push({ row, column, rows: below - row, columns: right - column });
    }
  }
  return { xs, ys, cells, places };

  /** Whether the row goes on in the cell above it from column to column, without a line above or between. */
  function isOpen(row: number, from: number, to: number): boolean {
    for (let column = from; column < to; column++) {
      if (wallAbove(row, column) || places[row * columns + column] !== -1) return false;
      if (column > from && wallBefore(row, column)) return false;
    }
    return (from === 0 || wallBefore(row, from)) && (to === columns || wallBefore(row, to));
  }
}

/**
 * Where lines stand; and where the lines that cross them end, beyond the last: a table that goes on over a page is
 * often open where the page ends.
 */
function edges(lines: readonly Rule[], crossing: readonly Rule[]): number[] {
  const places = clusters(
    lines.map(line => line.at),
    REACH,
  );
  const first = Math.min(...crossing.map(line => line.from));
  const last = Math.max(...crossing.map(line => line.to));
  const beyond = 2 * REACH;
  return [
    ...(first < places[0]! - beyond ? [first] : []),
    ...places,
    ...(last > places.at(-1)! + beyond ? [last] : []),
  ];
}

/** For each edge and each stretch between two crossing edges: whether a line is drawn there. */
function walls(lines: readonly Rule[], at: readonly number[], crossing: readonly number[]): boolean[][] {
  return at.map(place => {
    const here = lines.filter(line => Math.abs(line.at - place) <= REACH);
    return crossing.slice(1).map((end, index) => {
      const middle = (crossing[index]! + end) / 2;
      return here.some(line => line.from <= middle && middle <= line.to);
    });
  });
}

/** The cell of a grid that a point lies in. */
export function cellAt({ xs, ys, places }: Grid, x: number, y: number): number | null {
  const column = stretch(xs, x);
  const row = stretch(ys, y);
  return column < 0 || row < 0 ? null : places[row * (xs.length - 1) + column]!;
}

function stretch(edges: readonly number[], value: number): number {
  if (value < edges[0]! || value > edges.at(-1)!) return -1;
  let at = 0;
  while (at < edges.length - 2 && value > edges[at + 1]!) at++;
  return at;
}
