import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import stringWidth from 'string-width';
import type { Bench, BenchOptions, Table, World } from './harness.ts';
import { measureAll } from './processes.ts';

/**
 * `npm run bench [-- NAME…] [--json] [--smoke] [--sizes 100,891]`: prints the tables of each question, with --json also
 * all raw values. Progress goes to stderr. `--child` is how it calls itself.
 */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  segmentation: async () => (await import('./segmentation.ts')).segmentation,
  matching: async () => (await import('./matching.ts')).matching,
  scoring: async () => (await import('./scoring.ts')).scoring,
  growth: async () => (await import('./growth.ts')).growth,
  opening: async () => (await import('./opening.ts')).opening,
  'artifact-size': async () => (await import('./artifact-size.ts')).artifactSize,
  service: async () => (await import('./service.ts')).service,
  batch: async () => (await import('./batch.ts')).batch,
  quality: async () => (await import('./quality.ts')).quality,
  page: async () => (await import('./page.ts')).page,
  documents: async () => (await import('./documents.ts')).documents,
};

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    child: { type: 'string' },
  },
});
const unknown = names.filter(name => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else if (flags.child !== undefined) {
  const world = JSON.parse(flags.child) as World;
  const bench = await BENCHES[names[0]!]!();
  process.stdout.write(JSON.stringify(await bench.measure(world)));
} else {
  const chosen = Object.keys(BENCHES).filter(name => names.length === 0 || names.includes(name));
  await runAll(chosen, { smoke: flags.smoke, sizes: flags.sizes?.split(',').map(Number) });
}

async function runAll(chosen: readonly string[], options: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'icap-match-bench-'));
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  if (!flags.json) console.log(options.smoke ? `${machine}; figures of --smoke mean nothing` : machine);
  try {
    const results: object[] = [];
    for (const name of chosen) {
      const bench = await BENCHES[name]!();
      const samples = measureAll(bench, options, folder, showProgress);
      const tables = bench.report(samples, options);
      if (!flags.json) for (const table of tables) print(table);
      results.push({ bench: name, tables, samples: Object.fromEntries(samples) });
    }
    if (flags.json) console.log(JSON.stringify({ machine, results }, null, 1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function showProgress(what: string): void {
  console.error(`${what} …`);
}

function print({ title, columns, rows, note }: Table): void {
  const widths = columns.map((column, i) =>
    Math.max(...[column, ...rows.map(row => row[i]!)].map(cell => stringWidth(cell))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell + ' '.repeat(widths[i]! - stringWidth(cell)))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}\n${[columns, ...rows].map(line).join('\n')}`);
  if (note !== undefined) console.log(note);
}
