import { PassThrough, Readable, Writable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run.ts';

/** What a command left behind. */
export interface Outcome {
  readonly status: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command with a world of its own: no terminal, `stdin` as given. */
export async function run(args: readonly string[], stdin = ''): Promise<Outcome> {
  const kept = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      decodeStrings: false,
      write(part: string | Buffer, _, done) {
        kept[name] += part.toString();
        done();
      },
    });
  const io: Io = {
    stdin: stdin === '' ? new PassThrough().end() : Readable.from([Buffer.from(stdin)]),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    signal: new AbortController().signal,
  };
  const status = await runCli(args, io);
  return { status, ...kept };
}
