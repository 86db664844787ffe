import type { Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { restriction } from '../batch/restrict.ts';
import { type BatchSettings, ENCODINGS, type Encoding, type RowFormat } from '../batch/settings.ts';
import { createMatcher } from '../matching/matcher.ts';
import { fileInput, type Input, pipeInput } from '../platform/node/batch/input.ts';
import { BatchProblem, CannotResume, FileProblem, Stopped } from '../platform/node/batch/problem.ts';
import { runBatch, type Target } from '../platform/node/batch/run.ts';
import type { LoadedIndex } from '../platform/node/indexes.ts';
import { isPacked, isTable } from '../platform/node/names.ts';
import { describeFileError, Failure } from './failure.ts';
import { loadedIndexFor } from './indexes.ts';
import type { Io } from './io.ts';
import { indexOption, limitOption, wholeNumber } from './options.ts';
import { BatchProgress, counted } from './progress.ts';

interface Options {
  readonly out: string;
  readonly index?: string;
  readonly limit: number;
  readonly superseded: boolean;
  readonly explain: boolean;
  readonly category: readonly string[];
  readonly level: readonly number[];
  readonly inputFormat?: RowFormat;
  readonly encoding: Encoding;
  readonly textColumn: string;
  readonly titleColumn: string;
  readonly idColumn: string;
  readonly kindColumn: string;
  readonly keep: readonly string[];
  readonly keepAll: boolean;
  readonly unique: boolean;
  readonly format?: RowFormat;
  readonly excel: boolean;
  readonly workers?: number;
  readonly resume: boolean;
  readonly checkpointEvery: number;
}

/** `batch`: rows in, rows out, in the same order, in memory that does not grow with the input. */
export function batchCommand(io: Io): Command {
  return new Command('batch')
    .description('match many texts: rows of NDJSON or CSV in, one row out for each, in the same order')
    .argument('<in>', 'the rows; .gz is unpacked; - reads standard input')
    .requiredOption('--out <file>', 'where the answers go; .gz is packed; - is standard output')
    .addOption(indexOption())
    .addOption(limitOption())
    .option('--superseded', 'rank superseded standards too', false)
    .addOption(
      new Option('--category <part...>', 'rank only standards with this in their category (職類別)').default(
        [],
        'all',
      ),
    )
    .addOption(
      new Option('--level <n...>', 'rank only standards of this level, 1 to 6')
        .argParser((text: string, before: number[]) => [...before, wholeNumber(1, 6)(text)])
        .default([], 'all'),
    )
    .option('--explain', 'tell the competencies that each score comes from', false)
    .addOption(formatOption('--input-format <format>', 'of the rows (without it: CSV for .csv, else NDJSON)'))
    .addOption(
      new Option('--encoding <name>', 'of the rows')
        .choices(Object.keys(ENCODINGS))
        .default('utf-8')
        .argParser(encoding),
    )
    .option('--text-column <name>', 'the column or field with the text', 'text')
    .option('--title-column <name>', 'with the job title', 'title')
    .option('--id-column <name>', 'with what tells rows apart', 'id')
    .option('--kind-column <name>', 'with ad or cv', 'kind')
    .option('--keep <column...>', 'hand these columns through', [])
    .option('--keep-all', 'hand through every column that is not read', false)
    .option('--unique', 'match each text once; later rows with it are rejected', false)
    .addOption(formatOption('--format <format>', 'of the answers (without it: CSV for .csv, else NDJSON)'))
    .option('--excel', 'CSV for Excel: a byte order mark, and no cell that is a formula', false)
    .addOption(
      new Option('--workers <n>', 'on how many cores (without it: all)').argParser(wholeNumber(1, 256)),
    )
    .option('--resume', 'go on where an interrupted run stopped', false)
    .addOption(
      new Option('--checkpoint-every <seconds>', 'how much work an interruption may cost')
        .default(5)
        .argParser(seconds),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      const settings = settingsOf(path, options);
      const found = await findInput(path, options.out);
      const out = await findOutput(options, io);
      const index = await loadedIndexFor(options.index, io);
      refuseEmptyRestriction(index, settings);
      await run(io, options, {
        settings,
        index,
        out,
        input: openInput(path, found, settings.encoding, io),
        workers: options.workers ?? (found !== null && found.size < SMALL ? 1 : availableParallelism()),
      });
    });
}

const EXAMPLES = `
A row that cannot be matched gives a row with "status":"rejected", its line and a code, and the others go on. While it runs,
OUT grows and OUT.checkpoint lies beside it; when that is gone, OUT is whole. After a crash or Ctrl-C the same command
with --resume goes on, and OUT becomes the same, byte for byte.

Examples:
  $ icap-match batch postings.ndjson --out answers.ndjson
  $ icap-match batch postings.csv.gz --out answers.csv --excel --limit 3 --text-column 工作內容 --title-column 職務名稱 --keep 公司
  $ icap-match batch old.csv --encoding big5 --out answers.ndjson.gz --resume
  $ zcat postings.ndjson.gz | icap-match batch - --out - --limit 3 | gzip > answers.ndjson.gz`;

/** Input of so few bytes is answered sooner than workers would be ready. */
const SMALL = 512 * 1024;

interface Parts {
  readonly settings: BatchSettings;
  readonly index: LoadedIndex;
  readonly out: Target;
  readonly input: Input;
  readonly workers: number;
}

async function run(io: Io, options: Options, { settings, index, out, input, workers }: Parts): Promise<void> {
  const progress = new BatchProgress(io, input.size);
  try {
    const { done, tally } = await runBatch(
      {
        input,
        out,
        artifact: index.artifact,
        artifactBytes: index.bytes,
        settings,
        workers,
        resume: options.resume,
        checkpointEvery: 1000 * options.checkpointEvery,
        signal: io.signal,
      },
      progress,
    );
    progress.end();
    io.stderr.write(
      done
        ? progress.summary(tally)
        : `${options.out} is there and has no checkpoint: its run is finished, and nothing was done; to begin anew, leave out --resume\n`,
    );
  } catch (error) {
    progress.end();
    const words = inWords(error);
    if (words === null) throw error;
    if (error instanceof CannotResume) throw new Failure(words); // what to do stands in it
    const { rows } = progress.tally;
    const after = rows > 0 || error instanceof Stopped ? ` after ${counted(rows, 'row')}` : '';
    throw new Failure(`${words}${after}${await whatIsLeft(out)}`);
  }
}

/** Null for a fault of ours. */
function inWords(error: unknown): string | null {
  if (error instanceof Stopped) return 'stopped';
  if (error instanceof FileProblem) return describeFileError(error.cause, error.path);
  return error instanceof BatchProblem ? error.message : null;
}

/** A checkpoint that was there before is good for that, too. */
async function whatIsLeft(out: Target): Promise<string> {
  if (out.kind !== 'file') return '';
  const there = await stat(`${out.path}.checkpoint`).catch(() => null);
  return there === null ? '' : '; the same command with --resume goes on from the last checkpoint';
}

/** What decides the output, and combinations that cannot be. */
function settingsOf(path: string, options: Options): BatchSettings {
  const { limit, superseded, explain, encoding, keep, unique, excel, out } = options;
  const ending = (name: string): RowFormat => (isTable(name) ? 'csv' : 'ndjson');
  const from = options.inputFormat ?? ending(path);
  const format = options.format ?? (excel ? 'csv' : ending(out));
  if (excel && format !== 'csv') throw new Failure('--excel is for CSV; leave out --format ndjson', 2);
  if (options.keepAll && format === 'csv' && from !== 'csv') {
    throw new Failure(
      '--keep-all: rows of NDJSON may have any fields; name the columns of the CSV with --keep',
      2,
    );
  }
  return {
    from,
    encoding,
    columns: {
      id: options.idColumn,
      text: options.textColumn,
      title: options.titleColumn,
      kind: options.kindColumn,
    },
    keep: options.keepAll ? 'all' : [...new Set(keep)],
    unique,
    format,
    excel,
    gzip: isPacked(out),
    limit,
    explain,
    superseded,
    category: [...options.category],
    level: [...options.level],
  };
}

/** Looks before anything is built or written: whether there is an input, and whether OUT would overwrite it. */
async function findInput(path: string, out: string): Promise<Stats | null> {
  if (path === '-') return null;
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
  return found;
}

function openInput(path: string, found: Stats | null, encoding: Encoding, io: Io): Input {
  if (found === null) return pipeInput(io.stdin, encoding, io.signal);
  return fileInput(path, found.isFile() ? found.size : null, encoding, io.signal);
}

async function findOutput({ out, resume }: Options, io: Io): Promise<Target> {
  const target = await targetOf(out, io);
  if (resume && target.kind !== 'file') {
    throw new Failure(`--resume: ${out} is no file that could be gone on with`, 2);
  }
  return target;
}

async function targetOf(out: string, io: Io): Promise<Target> {
  if (out === '-') {
    io.ownsStdout?.();
    return { kind: 'pipe', stream: io.stdout };
  }
  try {
    const present = await stat(out).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (present?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (present !== null) await access(out, constants.W_OK);
    if (present !== null && !present.isFile()) return { kind: 'device', path: out };
    await access(dirname(resolve(out)), constants.W_OK);
    return { kind: 'file', path: out };
  } catch (error) {
    throw new Failure(describeFileError(error, out));
  }
}

function refuseEmptyRestriction({ artifact }: LoadedIndex, settings: BatchSettings): void {
  if (settings.category.length === 0 && settings.level.length === 0) return;
  const only = restriction(settings, createMatcher(artifact).fold);
  if (only === undefined || artifact.occupations.some(only)) return;
  throw new Failure(
    'no standard of the index is of this --category and --level; GET /v1/standards of `icap-match serve` lists what it has',
  );
}

function formatOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(['csv', 'ndjson']);
}

function encoding(name: string): Encoding {
  const known: Readonly<Record<string, Encoding>> = ENCODINGS;
  const found = Object.hasOwn(known, name.toLowerCase()) ? known[name.toLowerCase()] : undefined;
  if (found === undefined) {
    throw new InvalidArgumentError(`One of ${Object.keys(ENCODINGS).join(', ')} is expected.`);
  }
  return found;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 3600) {
    throw new InvalidArgumentError('Seconds from 0 to 3600 are expected.');
  }
  return value;
}
