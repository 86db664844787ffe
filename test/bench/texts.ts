import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The texts that benchmarks use. What builds an index is not imported here: some processes measure their memory. */

/** The folder of the catalogue and of real texts, where ICAP_MATCH_DATA names one. */
export function dataFolder(): string | undefined {
  const data = process.env.ICAP_MATCH_DATA;
  return data !== undefined && existsSync(join(data, 'catalogue')) ? data : undefined;
}

/** Our own judged texts, ads and CVs. */
export function ownTexts(): string[] {
  const folder = join(import.meta.dirname, '../../corpora/judged');
  return ['blind.jsonl', 'sighted.jsonl'].flatMap(name => textsOf(join(folder, name)));
}

/** Real ads where there are some, else our own texts. */
export function adTexts(): { texts: readonly string[]; name: string } {
  const data = dataFolder();
  if (data === undefined) return { texts: ownTexts(), name: 'our own texts' };
  return { texts: textsOf(join(data, 'judged/ads-dev.jsonl')), name: 'real ads' };
}

function textsOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { text: string }).text);
}
