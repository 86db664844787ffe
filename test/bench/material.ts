import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Standard } from '../../src/standards/model.ts';
import { readRecords } from '../../src/standards/schema.ts';
import { goldenStandards } from '../helpers/golden-index.ts';

/** The standards that benchmarks use: the catalogue where ICAP_MATCH_DATA tells, else the five. */
export function benchStandards(): { standards: readonly Standard[]; from: string } {
  const data = process.env.ICAP_MATCH_DATA;
  const file = data === undefined ? '' : join(data, 'catalogue/standards.jsonl.gz');
  if (!existsSync(file)) return { standards: goldenStandards(), from: 'the five seeds' };
  const { standards } = readRecords(gunzipSync(readFileSync(file)).toString('utf8'));
  return { standards, from: `the catalogue (${standards.length} standards)` };
}

/** Our own judged texts, ads and CVs. */
export function ownTexts(): string[] {
  const folder = join(import.meta.dirname, '../../corpora/judged');
  return ['blind.jsonl', 'sighted.jsonl'].flatMap(name =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => (JSON.parse(line) as { text: string }).text),
  );
}
