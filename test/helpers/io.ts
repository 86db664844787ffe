import { PassThrough, Readable, Writable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run.ts';

/** What a command left behind. */
export interface Outcome {
  readonly status: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly signal?: AbortSignal;
  /** Whether a person looks at the outputs. */
  readonly terminal?: boolean;
}

/** Runs a command with a world of its own: no terminal unless told, `stdin` as given. */
export async function run(
  args: readonly string[],
  stdin = '',
  { signal = new AbortController().signal, terminal = false }: World = {},
): Promise<Outcome> {
  const kept = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr'): Io['stdout'] =>
    Object.assign(
      new Writable({
        decodeStrings: false,
        write(part: string | Buffer, _, done) {
          kept[name] += part.toString();
          done();
        },
      }),
      { isTTY: terminal },
    );
  const io: Io = {
    stdin: stdin === '' ? new PassThrough().end() : Readable.from([Buffer.from(stdin)]),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    signal,
  };
  const status = await runCli(args, io);
  return { status, ...kept };
}
