import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listSources } from '../../src/artifact/sources.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { Standard } from '../../src/standards/model.ts';
import { readRecords } from '../../src/standards/schema.ts';
import { CORPORA, goldenStandards } from '../helpers/golden-index.ts';
import { adTexts, dataFolder } from './texts.ts';

/** The standards that benchmarks use: the catalogue where there is one, else the five. */
export function benchStandards(): { standards: readonly Standard[]; from: string } {
  const data = dataFolder();
  if (data === undefined) return { standards: goldenStandards(), from: 'the five seeds' };
  const { standards } = readRecords(gunzipSync(readFileSync(catalogueFile(data))).toString('utf8'));
  return { standards, from: `the catalogue (${standards.length} standards)` };
}

export function catalogueFile(data: string): string {
  return join(data, 'catalogue/standards.jsonl.gz');
}

/** The index of these standards as a file of this run; the first process that wants it builds it. */
export function indexFile(folder: string, of: 'seeds' | 'bench'): string {
  const file = join(folder, `${dataFolder() === undefined ? 'seeds' : of}.icap`);
  if (!existsSync(file)) {
    const standards = of === 'seeds' ? goldenStandards() : benchStandards().standards;
    writeFileSync(file, buildIndex(standards, { corpora: CORPORA }).bytes);
  }
  return file;
}

/** `count` different texts of 600 characters: every second cut from ads, the others from standards. */
export function cutTexts(count: number): string[] {
  const ads = adTexts().texts.join('\n');
  const standards = benchStandards()
    .standards.flatMap(standard => listSources(standard).map(({ text }) => text))
    .join('\n');
  return Array.from({ length: count }, (_, i) => {
    const stream = i % 2 === 0 ? ads : standards;
    const from = Math.floor(((stream.length - LENGTH) * i) / count);
    return stream.slice(from, from + LENGTH).toWellFormed();
  });
}

const LENGTH = 600;
