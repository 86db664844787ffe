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

/** What became of one row, in a word. */
export type Outcome = Verdict | RowProblem;

export function outcomeOf(answer: RowAnswer): Outcome {
  return answer.status === 'ok' ? answer.verdict : answer.error.code;
}

export const NO_ROWS: Tally = { rows: 0, ok: 0, verdicts: { clear: 0, unclear: 0, none: 0 }, rejected: {} };

/** Counts on from a tally. */
export class Counter {
  #rows: number;
  readonly #verdicts: Record<Verdict, number>;
  readonly #rejected: Partial<Record<RowProblem, number>>;

  constructor({ rows, verdicts, rejected }: Tally = NO_ROWS) {
    this.#rows = rows;
    this.#verdicts = { ...verdicts };
    this.#rejected = { ...rejected };
  }

  add(outcome: Outcome): void {
    this.#rows++;
    if (isVerdict(outcome)) this.#verdicts[outcome]++;
    else this.#rejected[outcome] = (this.#rejected[outcome] ?? 0) + 1;
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

function isVerdict(outcome: Outcome): outcome is Verdict {
  return outcome === 'clear' || outcome === 'unclear' || outcome === 'none';
}
