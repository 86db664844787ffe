import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import stringWidth from 'string-width';
import { artifactSize } from './artifact-size.ts';
import { growth } from './growth.ts';
import type { Bench, BenchOptions, Table, World } from './harness.ts';
import { matching } from './matching.ts';
import { opening } from './opening.ts';
import { measureAll } from './processes.ts';
import { quality } from './quality.ts';
import { scoring } from './scoring.ts';
import { segmentation } from './segmentation.ts';
import { service } from './service.ts';

/**
 * `npm run bench [-- NAME…] [--json] [--smoke] [--sizes 100,891]`: prints the tables of each question, with --json also
 * all raw values. Progress goes to stderr. `--child` is how it calls itself.
 */
const BENCHES: readonly Bench[] = [
  segmentation,
  matching,
  scoring,
  growth,
  opening,
  artifactSize,
  service,
  quality,
];

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    child: { type: 'string' },
  },
});
const chosen = BENCHES.filter(({ name }) => names.length === 0 || names.includes(name));
const unknown = names.filter(name => !BENCHES.some(bench => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `no benchmark ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 2;
} else if (flags.child !== undefined) {
  const world = JSON.parse(flags.child) as World;
  process.stdout.write(JSON.stringify(await chosen[0]!.measure(world)));
} else {
  runAll({ smoke: flags.smoke, sizes: flags.sizes?.split(',').map(Number) });
}

function runAll(options: BenchOptions): void {
  const folder = mkdtempSync(join(tmpdir(), 'icap-match-bench-'));
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  if (!flags.json) console.log(options.smoke ? `${machine}; figures of --smoke mean nothing` : machine);
  try {
    const results = chosen.map(bench => {
      const samples = measureAll(bench, options, folder, showProgress);
      const tables = bench.report(samples, options);
      if (!flags.json) for (const table of tables) print(table);
      return { bench: bench.name, tables, samples: Object.fromEntries(samples) };
    });
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
