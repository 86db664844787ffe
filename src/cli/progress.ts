import cliProgress from 'cli-progress';
import { NO_ROWS, type Tally } from '../batch/tally.ts';
import type { Watcher } from '../platform/node/batch/run.ts';
import type { Io } from './io.ts';

/** How often a log is told how far it is, in milliseconds. */
const LOG_EVERY = 5000;

/** Tells on stderr how far a batch job is: a bar with rate and time left on a terminal, plain lines elsewhere. */
export class BatchProgress implements Watcher {
  readonly #io: Io;
  readonly #size: number | null;
  readonly #bar: cliProgress.SingleBar | null;
  #began = performance.now();
  #told = this.#began;
  #earlier = 0;
  #tally: Tally = NO_ROWS;

  /** `size`: bytes of the input as it lies on the disk; null for a pipe, which has no end that is known. */
  constructor(io: Io, size: number | null) {
    this.#io = io;
    this.#size = size;
    const { stderr } = io;
    this.#bar = stderr.isTTY === true ? new cliProgress.SingleBar(barOptions(stderr, size !== null)) : null;
  }

  get tally(): Tally {
    return this.#tally;
  }

  began(earlier: Parameters<Watcher['began']>[0]): void {
    this.#began = performance.now();
    this.#told = this.#began;
    if (earlier?.goesOn) {
      this.#earlier = earlier.rows;
      this.#io.stderr.write(`going on after ${counted(earlier.rows, 'row')}\n`);
    } else if (earlier !== null) {
      this.#io.stderr.write(
        `an interrupted run of ${counted(earlier.rows, 'row')} is thrown away (--resume would have gone on with it)\n`,
      );
    }
    this.#bar?.start(this.#size ?? 0, 0, { rows: number(this.#earlier), rate: '' });
  }

  wrote(tally: Tally, read: number): void {
    this.#tally = tally;
    if (this.#bar !== null) {
      this.#bar.update(read, { rows: number(tally.rows), rate: this.#rate });
      return;
    }
    if (performance.now() - this.#told < LOG_EVERY) return;
    this.#told = performance.now();
    const share = this.#size ? `, ${Math.floor((read / this.#size) * 100)} %` : '';
    this.#io.stderr.write(`${counted(tally.rows, 'row')}${share}, ${this.#rate}\n`);
  }

  /** Leaves the terminal at the start of a line. */
  end(): void {
    this.#bar?.stop();
  }

  summary(tally: Tally): string {
    this.#tally = tally;
    const { rows, ok, verdicts, rejected } = tally;
    const earlier = this.#earlier > 0 ? `, ${number(this.#earlier)} of them before` : '';
    const lines = [
      `${counted(rows, 'row')}${earlier} in ${this.#seconds.toFixed(1)} s, ${this.#rate}: ${number(ok)} ok, ${number(rows - ok)} rejected`,
      ...(ok > 0 ? [`verdicts: ${list(verdicts)}`] : []),
      ...(rows > ok ? [`rejected: ${list(rejected)}`] : []),
    ];
    return `${lines.join('\n')}\n`;
  }

  get #seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  get #rate(): string {
    const rows = Math.max(0, this.#tally.rows - this.#earlier);
    return `${number(Math.round(rows / Math.max(this.#seconds, 0.001)))} rows/s`;
  }
}

export function barOptions(stream: NodeJS.WritableStream, sized: boolean): cliProgress.Options {
  return {
    stream,
    format: sized
      ? '{bar} {percentage} % · {rows} rows · {rate} · {eta_formatted} left'
      : '{rows} rows · {rate}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    fps: 4,
    etaBuffer: 50,
    clearOnComplete: true,
    hideCursor: false,
    gracefulExit: false, // Ctrl-C is ours
  };
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ');
}

export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function number(value: number): string {
  return value.toLocaleString('en');
}
