import type { Verdict } from '../matching/answer.ts';
import type { RowProblem } from './problems.ts';
import type { RowAnswer } from './row.ts';

/** What came out so far, in counts. */
export interface Tally {
  readonly rows: number;
  readonly ok: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly rejected: Readonly<Partial<Record<RowProblem, number>>>;
}

export class Counter {
  #rows = 0;
  readonly #verdicts: Record<Verdict, number> = { clear: 0, unclear: 0, none: 0 };
  readonly #rejected: Partial<Record<RowProblem, number>> = {};

  add(answer: RowAnswer): void {
    this.#rows++;
    if (answer.status === 'ok') this.#verdicts[answer.verdict]++;
    else this.#rejected[answer.error.code] = (this.#rejected[answer.error.code] ?? 0) + 1;
  }

  get tally(): Tally {
    const { clear, unclear, none } = this.#verdicts;
    return {
      rows: this.#rows,
      ok: clear + unclear + none,
      verdicts: { ...this.#verdicts },
      rejected: { ...this.#rejected },
    };
  }
}
