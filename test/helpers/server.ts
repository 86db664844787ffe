import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** The real thing: `icap-match serve` in its own process, over real sockets. */
export interface Launched {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The lines of the log. */
  log(): Record<string, unknown>[];
  /** Resolves when a line of the log holds this message, so many times. */
  logged(message: string, times?: number): Promise<void>;
  /** The exit status and how long it took from now, in milliseconds. */
  exit(): Promise<{ code: number | null; after: number }>;
}

export interface Served extends Launched {
  readonly url: string;
}

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');

export function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}): Launched {
  const child = spawn(process.execPath, [main, 'serve', ...args], { env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const closed = once(child, 'close');
  const log = (): Record<string, unknown>[] =>
    err
      .split('\n')
      .filter(line => line.startsWith('{') && line.endsWith('}'))
      .map(line => JSON.parse(line) as Record<string, unknown>);
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    log,
    async logged(message, times = 1) {
      while (log().filter(({ msg }) => msg === message).length < times) {
        await Promise.race([once(child.stderr, 'data'), closed]);
        if (child.exitCode !== null) throw new Error(`it ended without saying "${message}": ${err}`);
      }
    },
    async exit() {
      const from = performance.now();
      const [code] = (await closed) as [number | null];
      return { code, after: performance.now() - from };
    },
  };
}

/** Resolves once it has told its address. Without a port of its own it takes any free one. */
export async function serve(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const server = launch(['--port', '0', ...args], env);
  const ended = once(server.child, 'close');
  while (!server.stdout().includes('\n')) {
    await Promise.race([once(server.child.stdout!, 'data'), ended]);
    if (server.child.exitCode !== null) throw new Error(`serve ended: ${server.stderr()}`);
  }
  return { ...server, url: server.stdout().trim() };
}
