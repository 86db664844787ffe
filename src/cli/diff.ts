import { hash } from 'node:crypto';
import { Command } from 'commander';
import { type BriefAnswer, type Change, type DiffCounts, Differ } from '../batch/diff.ts';
import { HashSet } from '../batch/duplicates.ts';
import { readAnswers } from '../platform/node/batch/answers.ts';
import { BatchProblem, FileProblem } from '../platform/node/batch/problem.ts';
import { describeFileError, Failure } from './failure.ts';
import { type Io, write } from './io.ts';
import { jsonOption } from './options.ts';
import { counted } from './progress.ts';

/** `diff`: what changed between two outputs of `batch`: another index, other options, another version. */
export function diffCommand(io: Io): Command {
  return new Command('diff')
    .description('list the rows of two batch outputs whose first answer or verdict changed')
    .argument('<a>', 'an output of batch, NDJSON or CSV (.csv), packed or not')
    .argument('<b>', 'another')
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (a: string, b: string, options: { readonly json?: boolean }) => {
      const differ = new Differ({ a: new HashSet(), b: new HashSet() }, id => hash('sha256', id, 'buffer'));
      const writer = options.json ? jsonWriter(io) : tableWriter(io);
      try {
        await writer.begin();
        for await (const { side, answer } of byTurns(readAnswers(a), readAnswers(b))) {
          const found = differ.add(side, answer);
          if (found === 'repeated') await writer.repeated(side, answer.id);
          else if (found !== null) await writer.changed(found);
        }
        await writer.end(differ);
      } catch (error) {
        if (error instanceof BatchProblem) throw new Failure(error.message);
        if (error instanceof FileProblem) throw new Failure(describeFileError(error.cause, error.path));
        throw error;
      }
    });
}

const EXAMPLES = `
Rows are laid side by side by id. Ids that only one of the two has, and ids that come again in one (only the first is
compared), are told.

Examples:
  $ icap-match diff before.ndjson after.ndjson
  $ icap-match diff march.csv.gz april.ndjson.gz --json > changes.json`;

interface SidedAnswer {
  readonly side: 'a' | 'b';
  readonly answer: BriefAnswer;
}

/** A row of each by turns, so that rows of the same place meet at once. */
async function* byTurns(
  a: AsyncGenerator<BriefAnswer>,
  b: AsyncGenerator<BriefAnswer>,
): AsyncGenerator<SidedAnswer> {
  const open = [
    { side: 'a' as const, rows: a },
    { side: 'b' as const, rows: b },
  ];
  try {
    while (open.length > 0) {
      for (const source of [...open]) {
        const { done, value } = await source.rows.next();
        if (done) open.splice(open.indexOf(source), 1);
        else yield { side: source.side, answer: value };
      }
    }
  } finally {
    await Promise.allSettled([a.return(undefined), b.return(undefined)]);
  }
}

interface DiffWriter {
  begin(): Promise<void>;
  changed(change: Change): Promise<void>;
  repeated(side: 'a' | 'b', id: string): Promise<void>;
  end(differ: Differ): Promise<void>;
}

/** Ids of other files may hold anything: control characters do not reach the terminal. */
const shown = (id: string): string => id.replace(/\p{Cc}/gu, '\uFFFD');

function tableWriter(io: Io): DiffWriter {
  const line = (text: string): Promise<void> => write(io.stdout, `${text}\n`);
  return {
    begin: async () => {},
    changed: ({ id, a, b }) =>
      line(`${shown(id)}  ${a.verdict} → ${b.verdict}  ${shown(a.first ?? '–')} → ${shown(b.first ?? '–')}`),
    repeated: (side, id) => line(`${shown(id)}  comes again in ${side.toUpperCase()}`),
    async end(differ) {
      for (const side of ['a', 'b'] as const) {
        for (const id of differ.missing(side)) await line(`${shown(id)}  only in ${side.toUpperCase()}`);
      }
      io.stderr.write(summary(differ.counts));
    },
  };
}

function summary(counts: DiffCounts): string {
  const lines = [
    `${counted(counts.compared, 'row')} compared: ${counts.changed} changed (first answer ${counts.firstChanged}, verdict ${counts.verdictChanged})`,
    `A has ${counted(counts.a, 'row')}, ${counts.onlyA} only there, ${counts.repeatedA} with an id that came before; B has ${counted(counts.b, 'row')}, ${counts.onlyB} only there, ${counts.repeatedB} with an id that came before`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One JSON object, written while it grows: {"changed", "repeated", "onlyA", "onlyB", "counts"}. */
function jsonWriter(io: Io): DiffWriter {
  const repeated: { readonly in: 'a' | 'b'; readonly id: string }[] = [];
  let changes = 0;
  const list = async (name: string, values: Iterable<unknown>): Promise<void> => {
    await write(io.stdout, `],\n"${name}":[`);
    let count = 0;
    for (const value of values)
      await write(io.stdout, `${count++ === 0 ? '' : ','}\n${JSON.stringify(value)}`);
  };
  return {
    begin: () => write(io.stdout, '{"changed":['),
    changed: change => write(io.stdout, `${changes++ === 0 ? '' : ','}\n${JSON.stringify(change)}`),
    repeated: async (side, id) => void repeated.push({ in: side, id }),
    async end(differ) {
      await list('repeated', repeated);
      await list('onlyA', differ.missing('a'));
      await list('onlyB', differ.missing('b'));
      await write(io.stdout, `],\n"counts":${JSON.stringify(differ.counts)}}\n`);
    },
  };
}
