import { greatest, type Line, least, linesOf, median, type Run } from './run.ts';

/** A strip of white that runs down between two columns, from one line to another. */
interface Gutter {
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** Pages of more lines than fit on paper are read line by line. */
const MAX_LINES = 400;
const MAX_RUNS = 20_000;
const MAX_DEPTH = 12;
/** Lines on each side that make a column. */
const COLUMN_LINES = 3;

/**
 * The blocks of a page in reading order. Where a strip of white parts some lines into two columns, those above are read
 * first, then the left column, the right one, and those below; each of the four may hold columns again.
 *
 *     name, headline          1
 *     ┌ contact ┐┌ career ┐   2  3
 *     └ skills  ┘└        ┘
 *     footer                  4
 *
 * Two columns whose lines stand on the same baselines are a table, and stay rows, unless both are running text.
 */
export function inReadingOrder(runs: readonly Run[], depth = 0): (readonly Run[])[] {
  if (runs.length === 0) return [];
  const lines = linesOf(runs);
  const isPaper = lines.length <= MAX_LINES && runs.length <= MAX_RUNS;
  const gutter = isPaper && depth <= MAX_DEPTH ? longestGutter(lines) : null;
  if (gutter === null) return [runs];
  const all = lines.map(line => line.runs);
  const beside = all.slice(gutter.first, gutter.last + 1).flat();
  return [
    all.slice(0, gutter.first).flat(),
    beside.filter(run => run.x < gutter.from),
    beside.filter(run => run.x >= gutter.from),
    all.slice(gutter.last + 1).flat(),
  ].flatMap(part => inReadingOrder(part, depth + 1));
}

/** A strip as it narrows on its way down, with the lines that stood left and right of it. */
interface Strip {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

function longestGutter(lines: readonly Line[]): Gutter | null {
  const width = 1.2 * median(lines.map(line => line.size));
  const page: Strip = {
    from: least(lines.map(line => line.left)),
    to: greatest(lines.map(line => line.right)),
    left: 0,
    right: 0,
  };
  let best: Gutter | null = null;
  for (let first = 0; first < lines.length; first++) {
    const found = gutterFrom(first, lines, page, width);
    const isLonger = found !== null && (best === null || found.last - first > best.last - best.first);
    if (isLonger && !isTable(lines.slice(first, found.last + 1), found)) best = found;
  }
  return best;
}

/** The strip that runs down farthest from one line, with enough lines on both sides of it; of equals the leftmost. */
function gutterFrom(first: number, lines: readonly Line[], page: Strip, width: number): Gutter | null {
  let found: Gutter | null = null;
  let strips: readonly Strip[] = [page];
  for (let last = first; last < lines.length && strips.length > 0; last++) {
    strips = strips
      .flatMap(strip => narrowed(strip, lines[last]!))
      .filter(({ from, to }) => to - from >= width);
    const strip = strips.find(({ left, right }) => left >= COLUMN_LINES && right >= COLUMN_LINES);
    if (strip !== undefined) found = { first, last, from: strip.from, to: strip.to };
  }
  return found;
}

/** What is left of a strip beside one line: the white before, between and after its runs. */
function narrowed(strip: Strip, { runs }: Line): Strip[] {
  const whites: Strip[] = [];
  let from = strip.from;
  let left = false;
  for (const run of runs) {
    if (run.x + run.width <= strip.from) {
      left = true;
      continue;
    }
    const inside = run.x < strip.to;
    whites.push(between(strip, from, Math.min(run.x, strip.to), left, true));
    left = true;
    if (!inside) return whites;
    from = Math.max(from, run.x + run.width);
  }
  whites.push(between(strip, from, strip.to, left, false));
  return whites;
}

function between(strip: Strip, from: number, to: number, left: boolean, right: boolean): Strip {
  return { from, to, left: strip.left + Number(left), right: strip.right + Number(right) };
}

function isTable(lines: readonly Line[], { from }: Gutter): boolean {
  const runs = lines.flatMap(line => line.runs);
  const left = linesOf(runs.filter(run => run.x < from));
  const right = linesOf(runs.filter(run => run.x >= from));
  const [few, many] = left.length < right.length ? [left, right] : [right, left];
  const level = few.filter(line => many.some(other => Math.abs(other.y - line.y) < 0.2 * line.size)).length;
  return level >= 0.8 * few.length && !(isRunningText(left) && isRunningText(right));
}

/** Most of its lines are full. */
function isRunningText(lines: readonly Line[]): boolean {
  const left = least(lines.map(line => line.left));
  const right = greatest(lines.map(line => line.right));
  return lines.filter(line => line.right - left > 0.75 * (right - left)).length > 0.5 * lines.length;
}
