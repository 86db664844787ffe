import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** A command in a process of its own, while it runs. */
export interface Started {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when an output holds so many matches of this; rejects when the process ends without. */
  says(stream: 'stdout' | 'stderr', what: RegExp, times?: number): Promise<void>;
  exit(): Promise<number | null>;
}

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');

export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (part: string) => {
      said[stream] += part;
    });
  }
  const closed = once(child, 'close');
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    async says(stream, what, times = 1) {
      const all = new RegExp(what, 'g');
      while ([...said[stream].matchAll(all)].length < times) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`it ended without saying ${what}: ${said.stderr}`);
        await Promise.race([once(child[stream], 'data'), closed]);
      }
    },
    async exit() {
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}
