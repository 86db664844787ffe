import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { compareRuns, type EarlierRun, readEarlierRun } from '../evaluation/compare.ts';
import { type EvaluatedRow, type Evaluation, evaluateRow, summarize } from '../evaluation/evaluate.ts';
import { type JudgedRow, readJudged } from '../evaluation/judged.ts';
import { knownLabels } from '../evaluation/labels.ts';
import { renderEvaluation } from '../evaluation/render.ts';
import { createMatcher } from '../matching/matcher.ts';
import { describeFileError, Failure } from './failure.ts';
import { indexFor } from './indexes.ts';
import { type Io, write } from './io.ts';
import { indexOption, jsonOption } from './options.ts';

interface Options {
  readonly queries: readonly string[];
  readonly index?: string;
  readonly against?: string;
  readonly json?: boolean;
}

/** `eval`: judged texts in, figures out; with `--against`, what changed since an earlier run. */
export function evalCommand(io: Io): Command {
  return new Command('eval')
    .description('measure the matching on judged texts, with confidence intervals')
    .requiredOption('--queries <file...>', 'judged rows, JSON Lines (corpora/judged/README.md has the form)')
    .addOption(indexOption())
    .addOption(jsonOption())
    .option('--against <file>', 'compare query by query with what an earlier `eval --json` printed')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      const { rows, rejected } = await readQueries(options.queries);
      const earlier = options.against === undefined ? undefined : await readEarlier(options.against);
      for (const { file, line, code } of rejected)
        io.stderr.write(`${file}:${line}: row left out [${code}]\n`);
      if (rows.length === 0) throw new Failure('there is no judged row to measure with');
      const artifact = await indexFor(options.index, io);
      const matcher = createMatcher(artifact);
      const known = knownLabels(artifact);
      const evaluated = await evaluateAll(rows, row => evaluateRow(row, matcher, known), io);
      const evaluation = summarize(matcher.index, evaluated, rejected);
      const comparison = earlier === undefined ? {} : { against: compareRuns(earlier, evaluation) };
      const report = { ...evaluation, ...comparison };
      await write(io.stdout, `${options.json ? JSON.stringify(report) : renderEvaluation(report)}\n`);
    });
}

const EXAMPLES = `
Good is a grade of 2 or 3. The listing names queries and terms, never the texts.

Examples:
  $ icap-match eval --queries corpora/judged/blind.jsonl
  $ icap-match eval --queries corpora/judged/*.jsonl --json > before.json
  $ icap-match eval --queries corpora/judged/*.jsonl --against before.json`;

async function readQueries(
  files: readonly string[],
): Promise<{ rows: JudgedRow[]; rejected: Evaluation['rejected'] }> {
  const readings = await Promise.all(
    files.map(async file => ({ file, ...readJudged(await readWhole(file)) })),
  );
  return {
    rows: readings.flatMap(({ rows }) => rows),
    rejected: readings.flatMap(({ file, rejected }) => rejected.map(row => ({ file, ...row }))),
  };
}

async function readEarlier(file: string): Promise<EarlierRun> {
  const run = readEarlierRun(await readWhole(file));
  if (run === null)
    throw new Failure(`${file}: is not what \`icap-match eval --json\` prints; make it anew with --json`);
  return run;
}

async function readWhole(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(describeFileError(error, file));
  }
}

/** Matching does not wait for anything, so the event loop is let in now and then: for Ctrl-C and for the terminal. */
async function evaluateAll(
  rows: readonly JudgedRow[],
  evaluate: (row: JudgedRow) => EvaluatedRow,
  io: Io,
): Promise<EvaluatedRow[]> {
  const evaluated: EvaluatedRow[] = [];
  const terminal = io.stderr.isTTY === true;
  for (const row of rows) {
    evaluated.push(evaluate(row));
    if (evaluated.length % 20 !== 0) continue;
    if (terminal) io.stderr.write(`\r${evaluated.length} of ${rows.length} queries\u001b[K`);
    await new Promise(resolve => setImmediate(resolve));
    if (io.signal.aborted) throw new Failure(`stopped after ${evaluated.length} of ${rows.length} queries`);
  }
  if (terminal) io.stderr.write('\r\u001b[K');
  return evaluated;
}
