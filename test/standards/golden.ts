import { readdirSync, readFileSync } from 'node:fs';
import type { Standard } from '../../src/standards/model.ts';

const SEEDS = new URL('../../seeds/', import.meta.url);
const GOLDEN = new URL('../golden/', import.meta.url);

export interface Seed {
  readonly name: string;
  readonly text: string;
  readonly golden: Standard;
}

/** The five seeds with their golden records, by the order of their names. */
export function seeds(): Seed[] {
  return readdirSync(SEEDS)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => ({
      name: name.replace(/\.txt$/, ''),
      text: readFileSync(new URL(name, SEEDS), 'utf8'),
      golden: JSON.parse(readFileSync(new URL(name.replace(/txt$/, 'json'), GOLDEN), 'utf8')) as Standard,
    }));
}

/** What two records of one document must agree in: all but where they came from, white space and a last full stop. */
export function comparable(standard: Standard | null): unknown {
  if (standard === null) return null;
  const { source, documentTitle, superseded, anomalies, ...rest } = standard as Standard & {
    anomalies?: unknown;
  };
  return plain(rest);
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\s+/g, '').replace(/[。.]$/, '');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
