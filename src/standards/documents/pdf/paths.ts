import type { Box, Matrix, Rule } from './geometry.ts';

/** Points; what is thicker is an area and no line. */
export const MAX_THICKNESS = 3.5;

const STROKES = [
  'stroke',
  'closeStroke',
  'fillStroke',
  'eoFillStroke',
  'closeFillStroke',
  'closeEOFillStroke',
] as const;
const FILLS = ['fill', 'eoFill'] as const;

/** Of pdfjs' path buffers: what each number that begins an operation means, and how many coordinates follow it. */
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;
const COORDINATES = [2, 2, 6, 4, 0];

export interface Painted {
  readonly paint: number;
  readonly path: Float32Array;
  readonly matrix: Matrix;
  readonly lineWidth: number;
  readonly clip: Box;
}

interface Target {
  readonly horizontal: Rule[];
  readonly vertical: Rule[];
}

/**
 * The horizontal and vertical lines of one path: its sides where it is stroked, and the path itself where it is filled
 * and thin (most writers of PDF draw the borders of tables as thin rectangles).
 */
export function drawnRules(
  { paint, path, matrix, lineWidth, clip }: Painted,
  codes: Readonly<Record<string, number>>,
  target: Target,
): void {
  const stroked = STROKES.some(name => codes[name] === paint);
  if (!stroked && !FILLS.some(name => codes[name] === paint)) return;
  if (stroked && lineWidth * Math.hypot(matrix[0], matrix[1]) > 2 * MAX_THICKNESS) return;
  const seen = { horizontal: [], vertical: [] };
  for (const points of outlines(path, matrix)) {
    if (stroked) sides(points, seen);
    else bar(points, seen);
  }
  const [left, top, right, bottom] = clip;
  target.horizontal.push(...cut(seen.horizontal, top, bottom, left, right));
  target.vertical.push(...cut(seen.vertical, left, right, top, bottom));
}

/** The part of each line that is seen. */
function cut(rules: readonly Rule[], first: number, last: number, from: number, to: number): Rule[] {
  return rules
    .filter(({ at }) => at > first - MAX_THICKNESS && at < last + MAX_THICKNESS)
    .map(rule => ({ at: rule.at, from: Math.max(rule.from, from), to: Math.min(rule.to, to) }))
    .filter(rule => rule.to > rule.from);
}

/** The box that a path lies in, its curves by the points that bend them. */
export function boxOf(path: Float32Array, [a, b, c, d, e, f]: Matrix): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < path.length; ) {
    const count = COORDINATES[path[at++]!] ?? 0;
    for (let pair = at; pair < at + count; pair += 2) {
      const [x, y] = [path[pair]!, path[pair + 1]!];
      const [px, py] = [a * x + c * y + e, b * x + d * y + f];
      left = Math.min(left, px);
      right = Math.max(right, px);
      top = Math.min(top, py);
      bottom = Math.max(bottom, py);
    }
    at += count;
  }
  return [left, top, right, bottom];
}

type Points = readonly (readonly [number, number])[];

/** The corners of each part of a path, on the page; parts with curves are left out. */
function outlines(path: Float32Array, [a, b, c, d, e, f]: Matrix): Points[] {
  const parts: [number, number][][] = [];
  let curved = false;
  let part: [number, number][] = [];
  const done = () => {
    if (part.length > 1 && !curved) parts.push(part);
  };
  for (let at = 0; at < path.length; ) {
    const operation = path[at++]!;
    const count = COORDINATES[operation];
    if (count === undefined) break;
    const [x, y] = [path[at]!, path[at + 1]!];
    at += count;
    if (operation === MOVE) {
      done();
      part = [];
      curved = false;
    }
    if (operation === CLOSE) {
      if (part.length > 0) part.push(part[0]!);
    } else if (operation === MOVE || operation === LINE) part.push([a * x + c * y + e, b * x + d * y + f]);
    else curved = true;
  }
  done();
  return parts;
}

function sides(points: Points, { horizontal, vertical }: Target): void {
  for (let at = 1; at < points.length; at++) {
    const [x0, y0] = points[at - 1]!;
    const [x1, y1] = points[at]!;
    if (Math.abs(y1 - y0) < 0.5) horizontal.push(rule((y0 + y1) / 2, x0, x1));
    else if (Math.abs(x1 - x0) < 0.5) vertical.push(rule((x0 + x1) / 2, y0, y1));
  }
}

function bar(points: Points, { horizontal, vertical }: Target): void {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [width, height] = [right - left, bottom - top];
  if (height <= MAX_THICKNESS && width > height) horizontal.push(rule((top + bottom) / 2, left, right));
  else if (width <= MAX_THICKNESS && height > width) vertical.push(rule((left + right) / 2, top, bottom));
}

function rule(at: number, from: number, to: number): Rule {
  return { at, from: Math.min(from, to), to: Math.max(from, to) };
}
