import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { describeFileError, Failure } from './failure.ts';
import { type Io, write } from './io.ts';
import { refuseOutput } from './outputs.ts';
import { readAll } from './reading.ts';
import { shown } from './shown.ts';

/** `read`: documents in, Standard records out. One document failing does not stop the others. */
export function readCommand(io: Io): Command {
  return new Command('read')
    .description('read competency standards from documents; prints one JSON record a line')
    .argument('<document...>', 'documents, folders of them, or .jsonl / .jsonl.gz files of records')
    .option(
      '--findings <file>',
      'write what is odd in the documents there, as JSON Lines, instead of to stderr',
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ icap-match read seeds/ --findings findings.jsonl > standards.jsonl',
    )
    .action(async (paths: string[], options: { findings?: string }) => {
      if (options.findings !== undefined) await refuseOutput(options.findings, paths);
      const told: string[] = [];
      let failed = 0;
      let found = 0;
      for await (const reading of readAll(paths, io, options.findings)) {
        if ('error' in reading) {
          failed++;
          io.stderr.write(`${describeFileError(reading.error, reading.path)}\n`);
          continue;
        }
        found += reading.standards.length;
        for (const standard of reading.standards) await write(io.stdout, `${JSON.stringify(standard)}\n`);
        for (const finding of reading.findings) {
          if (options.findings !== undefined)
            told.push(JSON.stringify({ document: reading.path, ...finding }));
          else {
            const { line, severity, code, message } = finding;
            io.stderr.write(`${shown(`${reading.path}:${line}: ${severity}: ${message}`)} [${code}]\n`);
          }
        }
      }
      if (options.findings !== undefined) await writeFindings(options.findings, told);
      io.stderr.write(`${found} standard${found === 1 ? '' : 's'} read\n`);
      if (failed > 0) throw new Failure(`${failed} of the documents could not be read`);
    });
}

async function writeFindings(path: string, lines: readonly string[]): Promise<void> {
  try {
    await writeFile(path, lines.map(line => `${line}\n`).join(''));
  } catch (error) {
    throw new Failure(describeFileError(error, path));
  }
}
