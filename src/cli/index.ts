import { Command } from 'commander';
import { openArtifact } from '../artifact/read.ts';
import { type BuiltIndex, buildIndex } from '../indexing/build.ts';
import { uniqueStandards } from '../indexing/unique.ts';
import { compiledCache } from '../platform/node/compiled.ts';
import { readDocuments } from '../platform/node/documents.ts';
import { writeFileAtomically } from '../platform/node/files.ts';
import { cachePlaces } from '../platform/node/indexes.ts';
import { CORPORA } from '../platform/node/paths.ts';
import type { Standard } from '../standards/model.ts';
import { describeFileError, Failure } from './failure.ts';
import type { Io } from './io.ts';
import { refuseOutput } from './outputs.ts';

/** `index`: standards in, one index file out. */
export function indexCommand(io: Io): Command {
  return new Command('index')
    .description('build an index from your own standards')
    .requiredOption('--standards <path...>', 'folders, documents, or .jsonl / .jsonl.gz files of records')
    .requiredOption(
      '--out <file>',
      'where the index goes; an old one is replaced only when the new one is whole',
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ icap-match index --standards standards/ more.jsonl.gz --out mine.icap',
    )
    .action(async ({ standards: paths, out }: { standards: string[]; out: string }) => {
      const began = performance.now();
      await refuseOutput(out, paths);
      const { standards, failed } = await collect(paths, io);
      if (standards.length === 0) {
        throw new Failure(
          'no competency standard was found; give --standards a folder that holds some (`icap-match read PATH` tells what is wrong with each document)',
        );
      }
      const { kept, notices } = uniqueStandards(standards);
      for (const notice of notices) io.stderr.write(`${notice}\n`);
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
      if (failed > 0)
        throw new Failure(`the index is written, but ${failed} of the documents could not be read`);
    });
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

async function collect(paths: readonly string[], io: Io): Promise<{ standards: Standard[]; failed: number }> {
  const standards: Standard[] = [];
  let failed = 0;
  for await (const reading of readDocuments(paths)) {
    if ('error' in reading) {
      failed++;
      io.stderr.write(`${describeFileError(reading.error, reading.path)}\n`);
      continue;
    }
    standards.push(...reading.standards);
    if (reading.standards.length === 0) {
      const why =
        reading.findings.find(({ severity }) => severity === 'error')?.message ?? 'no competency standard';
      io.stderr.write(`${reading.path}: passed over: ${why}\n`);
    }
    const odd = reading.findings.filter(({ severity }) => severity === 'error').length;
    if (odd > 0 && reading.standards.length > 0) {
      io.stderr.write(
        `${reading.path}: ${odd} serious findings; \`icap-match read ${reading.path}\` lists them\n`,
      );
    }
  }
  return { standards, failed };
}
