import { Command } from 'commander';
import { openArtifact } from '../artifact/read.ts';
import { buildIndex } from '../indexing/build.ts';
import { uniqueStandards } from '../indexing/unique.ts';
import { readDocuments } from '../platform/node/documents.ts';
import { writeFileAtomically } from '../platform/node/files.ts';
import { CORPORA } from '../platform/node/paths.ts';
import type { Standard } from '../standards/model.ts';
import { describeFileError, Failure } from './failure.ts';
import type { Io } from './io.ts';

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
      const { standards, failed } = await collect(paths, io);
      if (standards.length === 0) {
        throw new Failure(
          'no competency standard was found; `icap-match read PATH` tells why for each document',
        );
      }
      const { kept, notices } = uniqueStandards(standards);
      for (const notice of notices) io.stderr.write(`${notice}\n`);
      const step = (name: string): void => {
        io.stderr.write(`${name} …\n`);
      };
      const built = buildIndex(kept, { corpora: CORPORA, onStep: step });
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
    if (reading.standards.length === 0)
      io.stderr.write(`${reading.path}: no competency standard, passed over\n`);
    const odd = reading.findings.filter(({ severity }) => severity === 'error').length;
    if (odd > 0 && reading.standards.length > 0) {
      io.stderr.write(
        `${reading.path}: ${odd} serious findings; \`icap-match read ${reading.path}\` lists them\n`,
      );
    }
  }
  return { standards, failed };
}
