import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeRows } from '../helpers/batches.ts';
import { goldenIndex } from '../helpers/golden-index.ts';

/** The row contract as another engine uses it: one line in, one line out, no state, through pipes of a shell. */
let folder: string;
const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
const shell = (script: string): string =>
  execFileSync('sh', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, BATCH: `${process.execPath} ${main} batch`, REST: '--index five.icap --limit 2' },
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-contract-'));
  writeFileSync(join(folder, 'five.icap'), goldenIndex());
  const rows = [...madeRows(400, 3)].filter(row => row !== '' && row.endsWith('}'));
  writeFileSync(join(folder, 'in.ndjson'), `${rows.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the row contract, through xargs -P', () => {
  it('gives for pieces of a file, several at once, what it gives for the whole', () => {
    const whole = shell('$BATCH in.ndjson --out - $REST');
    shell('split -l 90 in.ndjson part- && ls part-* | xargs -P 3 -I{} sh -c "$BATCH {} --out {}.out $REST"');
    expect(shell('cat part-*.out')).toBe(whole);
    expect(whole.split('\n')).toHaveLength(
      readFileSync(join(folder, 'in.ndjson'), 'utf8').split('\n').length,
    );
  });

  it('is a filter that pipes go through, as Spark and Hadoop run one', () => {
    const whole = shell('$BATCH in.ndjson --out - $REST');
    expect(shell('cat in.ndjson | $BATCH - --out - $REST | cat')).toBe(whole);
  });
});
