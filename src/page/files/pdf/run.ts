/** A piece of text as a page shows it. Points, from the upper left corner of the page. */
export interface Run {
  readonly text: string;
  /** Left edge. */
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  /** Of the font. */
  readonly size: number;
}

/** Runs that stand on one baseline, from left to right. */
export interface Line {
  readonly runs: readonly Run[];
  readonly y: number;
  readonly left: number;
  readonly right: number;
  /** The largest of its fonts. */
  readonly size: number;
}

/** Lines from top to bottom. Runs that are drawn twice in one place, as for bold, count once. */
export function linesOf(runs: readonly Run[]): Line[] {
  const groups: Run[][] = [];
  for (const run of [...runs].sort((a, b) => a.y - b.y)) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (
      group !== undefined &&
      first !== undefined &&
      run.y - first.y < 0.5 * Math.min(run.size, first.size)
    ) {
      group.push(run);
    } else {
      groups.push([run]);
    }
  }
  return groups.map(group => {
    const inOrder = group
      .sort((a, b) => a.x - b.x)
      .filter((run, i) => {
        const before = group[i - 1];
        return before === undefined || before.text !== run.text || run.x - before.x > 0.2 * run.size;
      });
    return {
      runs: inOrder,
      y: inOrder[0]!.y,
      left: inOrder[0]!.x,
      right: greatest(inOrder.map(run => run.x + run.width)),
      size: greatest(inOrder.map(run => run.size)),
    };
  });
}

/** Of a list that may be too long to be arguments. */
export function greatest(list: readonly number[]): number {
  return list.reduce((best, next) => (next > best ? next : best), Number.NEGATIVE_INFINITY);
}

export function least(list: readonly number[]): number {
  return -greatest(list.map(value => -value));
}

/** Of an empty list 0. */
export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
}
