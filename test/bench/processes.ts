import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchOptions, World } from './harness.ts';

/** Every measurement is made in a fresh process: nobody inherits another's heap, caches or compiled code. */
export function measureAll(
  bench: Bench,
  options: BenchOptions,
  folder: string,
  onProcess: (what: string) => void,
): Map<string, unknown[]> {
  const parts = bench.parts(options);
  const samples = new Map<string, unknown[]>(parts.map(({ name }) => [name, []]));
  const rounds = Math.max(...parts.map(({ processes }) => processes));
  for (let round = 0; round < rounds; round++) {
    for (const { name, processes, heap } of parts) {
      if (round >= processes) continue;
      onProcess(`${bench.name} ${name} ${round + 1}/${processes}`);
      const world: World = { part: name, smoke: options.smoke, folder, reversed: round % 2 === 1 };
      samples.get(name)!.push(inChild(bench.name, world, heap));
    }
  }
  return samples;
}

const RUN = join(import.meta.dirname, 'run.ts');

function inChild(bench: string, world: World, heap: number | undefined): unknown {
  const flags = ['--expose-gc', ...(heap === undefined ? [] : [`--max-old-space-size=${heap}`])];
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    [...flags, RUN, '--child', JSON.stringify(world), bench],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 28,
      encoding: 'utf8',
      // else every process carries what takes the types away: 36 MB, which nobody has who runs JavaScript
      env: { ...process.env, NODE_COMPILE_CACHE: join(world.folder, 'compiled') },
    },
  );
  if (status !== 0) throw new Error(`${bench} ${world.part} ended with ${status ?? signal}`);
  return JSON.parse(stdout);
}

/** Resident megabytes of a process now and at its peak, after Linux's proc(5); NaN elsewhere. */
export function residentMemory(pid: number | 'self'): { now: number; peak: number } {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const megabytes = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** Runs the collector until it finds no more: what stays is what is held. Needs --expose-gc. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
