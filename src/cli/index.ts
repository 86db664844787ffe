import { Command } from 'commander';
import { openArtifact } from '../artifact/read.ts';
import { type BuiltIndex, buildIndex } from '../indexing/build.ts';
import { uniqueStandards } from '../indexing/unique.ts';
import { compiledCache } from '../platform/node/compiled.ts';
import { writeFileAtomically } from '../platform/node/files.ts';
import { cachePlaces } from '../platform/node/indexes.ts';
import { CORPORA } from '../platform/node/paths.ts';
import type { Standard } from '../standards/model.ts';
import { describeFileError, Failure } from './failure.ts';
import type { Io } from './io.ts';
import { refuseOutput } from './outputs.ts';
import { counted, number } from './progress.ts';
import { readAll } from './reading.ts';
import { shown } from './shown.ts';
import { rebuildOnChanges } from './watch.ts';

interface Flags {
  readonly standards?: string[];
  readonly out: string;
  readonly watch?: string | true;
}

/** `index`: standards in, one index file out; with `--watch` again and again, whenever they change. */
export function indexCommand(io: Io): Command {
  return new Command('index')
    .description('build an index from your own standards')
    .option('--standards <path...>', 'folders, documents, or .jsonl / .jsonl.gz files of records')
    .requiredOption(
      '--out <file>',
      'where the index goes; an old one is replaced only when the new one is whole',
    )
    .option(
      '--watch [folder]',
      'build it anew whenever a document changes, until Ctrl-C; names the folder where --standards does not',
    )
    .addHelpText('after', EXAMPLES)
    .action(async ({ standards, out, watch }: Flags) => {
      const paths = inputs(standards, watch);
      await refuseOutput(out, paths);
      if (watch === undefined) await writeIndex(paths, out, io);
      else await rebuildOnChanges({ paths, out, io, build: signal => writeIndex(paths, out, io, signal) });
    });
}

const EXAMPLES = `
PDF, ODT, DOCX, HTML and plain text are told apart by what they hold, not by their names. \`icap-match doctor\` tells what was read of each.

Examples:
  $ icap-match index --standards standards/ more.jsonl.gz --out mine.icap
  $ icap-match index --watch standards/ --out mine.icap`;

function inputs(standards: string[] | undefined, watch: string | true | undefined): string[] {
  if (standards !== undefined && typeof watch === 'string') {
    throw new Failure(`--standards says what to read already; give --watch without ${shown(watch)}`, 2);
  }
  if (standards !== undefined) return standards;
  if (typeof watch === 'string') return [watch];
  throw new Failure('--standards says what to read: a folder of documents, for one', 2);
}

/** Reads, builds, writes; says on stderr what is odd, on stdout what there is now. */
async function writeIndex(
  paths: readonly string[],
  out: string,
  io: Io,
  signal?: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const { standards, failed } = await collect(paths, out, io, signal);
  if (standards.length === 0) {
    throw new Failure(
      'no competency standard was found; give --standards a folder that holds some (`icap-match read PATH` tells what is wrong with each document)',
    );
  }
  const { kept, notices } = uniqueStandards(standards);
  for (const notice of notices) io.stderr.write(`${shown(notice)}\n`);
  const step = (name: string): void => {
    io.stderr.write(`${name} …\n`);
  };
  const built = build(kept, step);
  try {
    await writeFileAtomically(out, built.bytes);
  } catch (error) {
    throw new Failure(describeFileError(error, out));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const megabytes = (built.bytes.length / 1e6).toFixed(1);
  io.stdout.write(
    `${out}: ${built.standards} standards, ${built.tasks} tasks, ${built.terms} terms, ` +
      `${megabytes} MB, ${seconds} s, digest ${openArtifact(built.bytes).digest}\n`,
  );
  if (failed > 0) throw new Failure(`the index is written, but ${failed} of the documents could not be read`);
}

/** What cannot be indexed is said in words; any other fault stays what it is. */
function build(standards: readonly Standard[], onStep: (step: string) => void): BuiltIndex {
  try {
    return buildIndex(standards, { corpora: CORPORA, onStep, cache: compiledCache(cachePlaces()) });
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(error.message);
    throw error;
  }
}

async function collect(
  paths: readonly string[],
  out: string,
  io: Io,
  signal?: AbortSignal,
): Promise<{ standards: Standard[]; failed: number }> {
  const standards: Standard[] = [];
  let documents = 0;
  let failed = 0;
  let losing = 0;
  for await (const reading of readAll(paths, io, out)) {
    signal?.throwIfAborted();
    documents++;
    const { path } = reading;
    if ('error' in reading) {
      failed++;
      io.stderr.write(`${describeFileError(reading.error, path)}\n`);
      continue;
    }
    standards.push(...reading.standards);
    const errors = reading.findings.filter(({ severity }) => severity === 'error');
    if (reading.standards.length === 0) {
      io.stderr.write(shown(`${path}: passed over: ${errors[0]?.message ?? 'no competency standard'}`));
      io.stderr.write('\n');
    } else if (errors.length > 0 || reading.coverage < 1) {
      if (reading.coverage < 1) losing++;
      const what = errors.length > 0 ? counted(errors.length, 'serious finding') : 'text is lost';
      io.stderr.write(shown(`${path}: ${what}; \`icap-match read ${path}\` tells more`));
      io.stderr.write('\n');
    }
  }
  const hint = losing > 0 ? '; `icap-match doctor` shows what' : '';
  io.stderr.write(
    `${counted(documents, 'document')}, ${counted(standards.length, 'standard')}, ${number(losing)} with lost text${hint}\n`,
  );
  return { standards, failed };
}
