import type { DetailEntry } from './vectors.ts';

/** Rows: what each unit is made of. `start` has one entry more than there are units. */
export interface Detail {
  readonly start: Uint32Array;
  readonly term: Uint32Array;
  readonly source: Uint16Array;
  readonly text: Float32Array;
  readonly title: Float32Array;
}

/** Columns: the units of each term. `start` has one entry more than there are terms. */
export interface Matrix {
  readonly start: Uint32Array;
  readonly unit: Uint32Array;
  readonly text: Float64Array;
  readonly title: Float64Array;
}

export function packDetail(units: readonly (readonly DetailEntry[])[]): Detail {
  const length = units.reduce((sum, entries) => sum + entries.length, 0);
  const start = new Uint32Array(units.length + 1);
  const term = new Uint32Array(length);
  const source = new Uint16Array(length);
  const text = new Float32Array(length);
  const title = new Float32Array(length);
  let at = 0;
  units.forEach((entries, unit) => {
    start[unit] = at;
    for (const entry of entries) {
      term[at] = entry.term;
      source[at] = entry.source;
      text[at] = entry.text;
      title[at] = entry.title;
      at++;
    }
  });
  start[units.length] = at;
  return { start, term, source, text, title };
}

/** Sums the details over sources and turns rows into columns (a counting sort by term; units stay in order). */
export function transpose(detail: Detail, terms: number): Matrix {
  const units = detail.start.length - 1;
  const start = new Uint32Array(terms + 1);
  eachSum(detail, units, term => start[term + 1]!++);
  for (let term = 0; term < terms; term++) start[term + 1]! += start[term]!;
  const length = start[terms]!;
  const unit = new Uint32Array(length);
  const text = new Float64Array(length);
  const title = new Float64Array(length);
  const next = start.slice();
  eachSum(detail, units, (term, row, textSum, titleSum) => {
    const at = next[term]!++;
    unit[at] = row;
    text[at] = textSum;
    title[at] = titleSum;
  });
  return { start, unit, text, title };
}

/** Calls back once for each term of each unit; a unit's entries are sorted by term. */
function eachSum(
  detail: Detail,
  units: number,
  visit: (term: number, unit: number, text: number, title: number) => void,
): void {
  for (let unit = 0; unit < units; unit++) {
    const end = detail.start[unit + 1]!;
    let at = detail.start[unit]!;
    while (at < end) {
      const term = detail.term[at]!;
      let text = 0;
      let title = 0;
      for (; at < end && detail.term[at] === term; at++) {
        text += detail.text[at]!;
        title += detail.title[at]!;
      }
      visit(term, unit, text, title);
    }
  }
}
