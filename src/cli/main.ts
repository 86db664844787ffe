import { runCli } from './run.ts';

/**
 * The process around the command line: where paths begin, signals, pipes that close, the exit status.
 *
 * npm runs scripts in the package's folder; INIT_CWD is where the person stands. A command that asks for the signal ends
 * by itself at a safe place on Ctrl-C (a second one does not wait); every other command is ended by it as any program is.
 */
const { INIT_CWD, npm_lifecycle_event: script } = process.env;
if ((script === 'icap-match' || script === 'start') && INIT_CWD !== undefined) process.chdir(INIT_CWD);

const interrupt = new AbortController();
let listening = false;
function interruptSignal(): AbortSignal {
  if (!listening) {
    listening = true;
    process.once('SIGTERM', () => interrupt.abort());
    process.once('SIGINT', () => {
      interrupt.abort();
      process.once('SIGINT', () => process.exit(130));
    });
  }
  return interrupt.signal;
}

let owned = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (owned) return; // the command tells
  if (error.code === 'EPIPE') process.exit(0); // the reader has seen enough
  process.stderr.write(
    `icap-match: cannot write the result: ${error.code === 'ENOSPC' ? 'the disk is full' : error.message}\n`,
  );
  process.exit(1);
});

process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  get signal() {
    return interruptSignal();
  },
  ownsStdout() {
    owned = true;
  },
});
