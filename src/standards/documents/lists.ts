import { type Counting, counted } from './numerals.ts';

/** One level of a list: how it counts, from where, and what it prints: `%1.%2` is the numbers of levels 1 and 2. */
export interface ListLevel {
  readonly counting: Counting;
  readonly start: number;
  readonly pattern: string;
}

/** Levels from the outermost. */
export type ListStyle = readonly (ListLevel | undefined)[];

/** Where each list of a document stands: office programs store no numbers, they count. */
export class ListNumbers {
  readonly #counters = new Map<string, number[]>();

  /** The label of the next item of list `id` at `level` (from 0), with a blank behind it; '' for a bullet. */
  next(id: string, style: ListStyle, level: number, start?: number): string {
    const own = style[level];
    if (own === undefined) return '';
    const numbers = this.#counters.get(id) ?? [];
    this.#counters.set(id, numbers);
    numbers.length = Math.min(numbers.length, level + 1);
    for (let outer = 0; outer < level; outer++) numbers[outer] ??= style[outer]?.start ?? 1;
    numbers[level] = start ?? (numbers[level] === undefined ? own.start : numbers[level] + 1);
    if (own.counting === 'none') return '';
    const label = own.pattern.replace(/%(\d)/g, (_, at: string) => {
      const of = Number(at) - 1;
      return counted(numbers[of] ?? 1, style[of]?.counting ?? 'decimal');
    });
    return label.trim() === '' ? '' : `${label} `;
  }

  restart(id: string): void {
    this.#counters.delete(id);
  }
}
