import { Command, CommanderError } from 'commander';
import { ArtifactError } from '../artifact/errors.ts';
import { VERSION } from '../platform/node/paths.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';

/**
 * The command line without the process around it: takes arguments, returns the exit status (0 done, 1 something asked
 * for could not be done, 2 unusable arguments). Only `main.ts` exits.
 */
export async function runCli(args: readonly string[], io: Io): Promise<0 | 1 | 2> {
  const program = new Command('icap-match')
    .description(
      'Tells which occupations and tasks of the iCAP competency standards (職能基準) a job ad or CV describes, and why.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(icap-match --help, or icap-match COMMAND --help, tells what there is)');
  for (const load of loadersFor(args[0])) program.addCommand((await load())(io));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
    });
  }
  try {
    if (args.length === 0) {
      io.stderr.write(program.helpInformation());
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, io);
  }
}

/** In the order of the help: from documents to answers. Each is loaded when it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<(io: Io) => Command>>> = {
  read: async () => (await import('./read.ts')).readCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  index: async () => (await import('./index.ts')).indexCommand,
  match: async () => (await import('./match.ts')).matchCommand,
  gaps: async () => (await import('./gaps.ts')).gapsCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
  batch: async () => (await import('./batch.ts')).batchCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  eval: async () => (await import('./eval.ts')).evalCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
};

/** A command needs nothing of the others; help, and what is no command, needs them all. */
function loadersFor(name = ''): (() => Promise<(io: Io) => Command>)[] {
  return Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]!] : Object.values(COMMANDS);
}

const EXAMPLES = `
Examples:
  $ icap-match match ad.txt
  $ pbpaste | icap-match match - --title 證券營業員 --json
  $ icap-match doctor my-standards/
  $ icap-match index --standards my-standards/ --out mine.icap
  $ icap-match match cv.txt --kind cv --index mine.icap
  $ icap-match gaps cv.txt --occupation KPS4999-001v3
  $ icap-match compare ad.txt cv.txt
  $ icap-match batch postings.ndjson --out results.ndjson
  $ icap-match diff before.ndjson results.ndjson
  $ icap-match serve`;

/** One place turns what was thrown into words and a status. */
function report(error: unknown, io: Io): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed it
  if (error instanceof Failure) {
    io.stderr.write(`icap-match: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ArtifactError) {
    io.stderr.write(`icap-match: ${error.message}\n`);
    return 1;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`icap-match: an unexpected fault; please report it with these lines\n${trace}\n`);
  return 1;
}
