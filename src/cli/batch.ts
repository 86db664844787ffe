import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { Command } from 'commander';
import { answerRow, type RowOptions } from '../batch/match-row.ts';
import { MAX_LINE_BYTES } from '../batch/problems.ts';
import { type RowAnswer, rejectRow } from '../batch/row.ts';
import { Counter, type Tally } from '../batch/tally.ts';
import { createMatcher, type Matcher } from '../matching/matcher.ts';
import { createOutput, type Output } from '../platform/node/files.ts';
import { type Line, readLines } from '../platform/node/lines.ts';
import { describeFileError, Failure } from './failure.ts';
import { indexFor } from './indexes.ts';
import { type Io, write } from './io.ts';
import { indexOption, limitOption } from './options.ts';

interface Options {
  readonly out: string;
  readonly index?: string;
  readonly limit: number;
  readonly superseded: boolean;
}

/** `batch`: rows in, rows out, in the same order, in memory that does not grow with the input. */
export function batchCommand(io: Io): Command {
  return new Command('batch')
    .description(
      'match many texts: NDJSON rows {"id","text","title"?,"kind"?} in, one NDJSON row out for each',
    )
    .argument('<in>', 'the rows; - reads standard input')
    .requiredOption('--out <file>', 'where the answers go, replaced when all are there; - is standard output')
    .addOption(indexOption())
    .addOption(limitOption())
    .option('--superseded', 'rank superseded standards too', false)
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      const input = await findInput(path, options.out);
      const matcher = createMatcher(await indexFor(options.index, io));
      const output = await openOutput(options.out, io);
      const progress = new Progress(io, input.bytes);
      try {
        await answerLines(input.open(io), lineAnswerer(matcher, options), output, progress);
        await output.finish();
      } catch (error) {
        await output.discard();
        progress.end();
        throw io.signal.aborted ? stopped(progress.tally, output, options.out) : inWords(error, input.name);
      }
      progress.end();
      io.stderr.write(summary(progress.tally, progress.seconds));
    });
}

const EXAMPLES = `
A row that cannot be matched gives a row with "status":"rejected", and the others go on.

Examples:
  $ icap-match batch postings.ndjson --out answers.ndjson
  $ zcat postings.ndjson.gz | icap-match batch - --out - --limit 3 | gzip > answers.ndjson.gz`;

/** A group of lines is answered, written, and only then is the next one read: a slow reader slows everything. */
async function answerLines(
  input: Readable,
  answerOf: (line: Line) => RowAnswer,
  output: Output,
  progress: Progress,
): Promise<void> {
  for await (const lines of readLines(input, MAX_LINE_BYTES)) {
    const answers = lines.map(answerOf);
    await output.write(answers.map(answer => `${JSON.stringify(answer)}\n`).join(''));
    progress.count(answers, lines.at(-1)!.end);
  }
}

/** Bytes are Node's business and the row contract has strings: what cannot become one is rejected here. */
function lineAnswerer(matcher: Matcher, options: RowOptions): (line: Line) => RowAnswer {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return ({ number, bytes }) => {
    if (bytes === null) return rejectRow('line-too-long', number);
    let line: string;
    try {
      line = decoder.decode(bytes);
    } catch {
      return rejectRow('invalid-encoding', number);
    }
    return answerRow(line, number, matcher, options);
  };
}

interface Input {
  readonly name: string;
  /** Unknown for a pipe. */
  readonly bytes: number | undefined;
  /** Ctrl-C ends the stream, so that also a wait for a silent pipe ends. */
  open(io: Io): Readable;
}

/** Looks before anything is built or written: whether there is an input, and whether OUT would overwrite it. */
async function findInput(path: string, out: string): Promise<Input> {
  if (path === '-') {
    return { name: 'standard input', bytes: undefined, open: io => addAbortSignal(io.signal, io.stdin) };
  }
  let found: Stats;
  try {
    found = await stat(path);
  } catch (error) {
    throw new Failure(describeFileError(error, path));
  }
  if (found.isDirectory()) throw new Failure(`${path}: is a folder, a file of rows was expected`);
  const target = await stat(out).catch(() => null);
  if (target?.isFile() && target.ino === found.ino && target.dev === found.dev) {
    throw new Failure(`${out}: is the input itself; give --out another name`, 2);
  }
  return {
    name: path,
    bytes: found.isFile() ? found.size : undefined,
    open: io => addAbortSignal(io.signal, createReadStream(path)),
  };
}

async function openOutput(path: string, io: Io): Promise<Output> {
  const nothing = async (): Promise<void> => {};
  if (path === '-')
    return { direct: true, write: part => write(io.stdout, part), finish: nothing, discard: nothing };
  const worded = async <T>(action: Promise<T>): Promise<T> => {
    try {
      return await action;
    } catch (error) {
      throw new Failure(describeFileError(error, path));
    }
  };
  const file = await worded(createOutput(path));
  return {
    direct: file.direct,
    write: text => worded(file.write(text)),
    finish: () => worded(file.finish()),
    discard: () => worded(file.discard()),
  };
}

/** What the system says while rows are read is about the input; anything else that is no Failure is a fault of ours. */
function inWords(error: unknown, input: string): unknown {
  return (error as NodeJS.ErrnoException).syscall === undefined
    ? error
    : new Failure(describeFileError(error, input));
}

function stopped({ rows }: Tally, { direct }: Output, out: string): Failure {
  const left = direct ? 'their answers are written' : `nothing of it was kept, ${out} was not touched`;
  return new Failure(`stopped after ${counted(rows, 'row')}; ${left}`);
}

/** How often a person at a terminal and a log are told how far it is, in milliseconds. */
const TERMINAL_EVERY = 500;
const LOG_EVERY = 5000;

/** Counts what comes out and tells it on stderr: one line that is rewritten on a terminal, plain lines elsewhere. */
class Progress {
  readonly #io: Io;
  readonly #bytes: number | undefined;
  readonly #began = performance.now();
  readonly #counter = new Counter();
  #told = this.#began;
  #lineOpen = false;

  constructor(io: Io, bytes: number | undefined) {
    this.#io = io;
    this.#bytes = bytes;
  }

  get tally(): Tally {
    return this.#counter.tally;
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** `position`: bytes of the input that are done. */
  count(answers: readonly RowAnswer[], position: number): void {
    for (const answer of answers) this.#counter.add(answer);
    const { stderr } = this.#io;
    const terminal = stderr.isTTY === true;
    if (performance.now() - this.#told < (terminal ? TERMINAL_EVERY : LOG_EVERY)) return;
    this.#told = performance.now();
    this.#lineOpen = terminal;
    const share = this.#bytes ? `, ${Math.floor((position / this.#bytes) * 100)} %` : '';
    const status = `${counted(this.tally.rows, 'row')}${share}, ${rate(this.tally.rows, this.seconds)}`;
    stderr.write(terminal ? `\r${status}\u001b[K` : `${status}\n`);
  }

  /** Leaves the terminal at the start of a line. */
  end(): void {
    if (this.#lineOpen) this.#io.stderr.write('\r\u001b[K');
    this.#lineOpen = false;
  }
}

function summary({ rows, ok, verdicts, rejected }: Tally, seconds: number): string {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${number(count)}`)
      .join(', ');
  const lines = [
    `${counted(rows, 'row')} in ${seconds.toFixed(1)} s, ${rate(rows, seconds)}: ${number(ok)} ok, ${number(rows - ok)} rejected`,
    ...(ok > 0 ? [`verdicts: ${list(verdicts)}`] : []),
    ...(rows > ok ? [`rejected: ${list(rejected)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function rate(rows: number, seconds: number): string {
  return `${number(Math.round(rows / Math.max(seconds, 0.001)))} rows/s`;
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
