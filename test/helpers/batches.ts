import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { mulberry32 } from '../../src/evaluation/bootstrap.ts';
import { ownTexts } from '../bench/texts.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');

/** `icap-match batch` in a process of its own. */
export function startBatch(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, 'batch', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Its exit status and what it told. */
export async function endOf(child: ChildProcess): Promise<{ status: number | null; stderr: string }> {
  let stderr = '';
  child.stderr!.on('data', piece => {
    stderr += piece;
  });
  child.stdout!.resume();
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stderr };
}

/** Rows of our own texts, cut anywhere, no two the same; some of them bad, some of them twice. */
export function* madeRows(count: number, seed: number, length = 200): Generator<string> {
  const text = ownTexts().join('\n');
  const random = mulberry32(seed);
  let last = '';
  for (let i = 0; i < count; i++) {
    const kind = random();
    const from = Math.floor(random() * (text.length - length));
    if (kind < 0.02) yield `{"id":"r${i}","text":`;
    else if (kind < 0.03) yield '';
    else if (kind < 0.06 && last !== '') yield JSON.stringify({ id: `r${i}`, text: last });
    else {
      last = `${i} ${text.slice(from, from + length)}`;
      yield JSON.stringify({ id: `r${i}`, text: last, title: '業務助理', n: i });
    }
  }
}

export interface Kills {
  readonly args: readonly string[];
  readonly out: string;
  /** Bytes of the whole output. */
  readonly size: number;
  readonly kills: number;
  readonly seed: number;
}

/**
 * Runs a job and kills it (SIGKILL) again and again, each time at a random moment further on: when the output has come to a random
 * size, whatever the speed of the machine. Every other time half a row is left at the end, as when the power fails.
 * Then lets it end. Gives how often it was killed.
 */
export async function killAndResume({ args, out, size, kills, seed }: Kills): Promise<number> {
  const random = mulberry32(seed);
  let killed = 0;
  for (let kill = 0; kill < kills; kill++) {
    const target = ((kill + random()) / (kills + 1)) * size;
    const child = startBatch([...args, '--out', out, '--resume', '--workers', String(1 + (kill % 2))]);
    const end = endOf(child);
    while (child.exitCode === null && !(existsSync(out) && statSync(out).size >= target)) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    if (child.kill('SIGKILL')) killed++;
    const { status, stderr } = await end;
    if (status !== null && status !== 0) throw new Error(stderr);
    if (kill % 2 === 1 && existsSync(`${out}.checkpoint`)) appendFileSync(out, '{"id":"half a r');
  }
  const { status, stderr } = await endOf(startBatch([...args, '--out', out, '--resume']));
  if (status !== 0) throw new Error(stderr);
  return killed;
}
