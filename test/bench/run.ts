import { cpus } from 'node:os';
import stringWidth from 'string-width';
import { batch } from './batch.ts';
import type { Bench, Table } from './harness.ts';
import { matching } from './matching.ts';
import { quality } from './quality.ts';
import { segmentation } from './segmentation.ts';
import { service } from './service.ts';

/** `npm run bench [-- NAME…] [--json] [--smoke]`: prints a table for each question. */
const BENCHES: readonly Bench[] = [segmentation, matching, quality, service, batch];

const args = process.argv.slice(2);
const names = args.filter(arg => !arg.startsWith('--'));
const unknown = names.filter(name => !BENCHES.some(bench => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `no benchmark ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const chosen = BENCHES.filter(({ name }) => names.length === 0 || names.includes(name));
const tables: Table[] = [];
for (const bench of chosen) tables.push(...(await bench.run({ smoke: args.includes('--smoke') })));
if (args.includes('--json')) console.log(JSON.stringify({ machine: machine(), tables }, null, 2));
else {
  console.log(machine());
  for (const table of tables) print(table);
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
}

function print({ title, columns, rows }: Table): void {
  const widths = columns.map((column, i) =>
    Math.max(...[column, ...rows.map(row => row[i]!)].map(cell => stringWidth(cell))),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell + ' '.repeat(widths[i]! - stringWidth(cell))).join('  ');
  console.log(`\n${title}\n${[columns, ...rows].map(line).join('\n')}`);
}
