import { COLUMNS } from './row.ts';
import type { BatchSettings } from './settings.ts';
import type { CellReader } from './shard.ts';

/** The column names of a table, or what is wrong with its first line. `column` is a name of the settings or of that line. */
export type Header =
  | { readonly names: readonly string[] }
  | { readonly problem: 'invalid-encoding' }
  | { readonly problem: 'unknown-column' | 'repeated-column'; readonly column: string };

/** Names without the white space around them. */
export function readHeader(
  bytes: Uint8Array,
  { encoding, columns, keep }: Pick<BatchSettings, 'encoding' | 'columns' | 'keep'>,
  readCells: CellReader,
): Header {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return { problem: 'invalid-encoding' };
  }
  const names = (readCells([text])[0] ?? []).map(cell => cell.trim());
  const count = (wanted: string): number => names.filter(name => name === wanted).length;
  const optional = (['id', 'title', 'kind'] as const).filter(field => columns[field] !== COLUMNS[field]);
  const needed = [columns.text, ...optional.map(field => columns[field]), ...(keep === 'all' ? [] : keep)];
  const unknown = needed.find(column => count(column) === 0);
  if (unknown !== undefined) return { problem: 'unknown-column', column: unknown };
  const read = [...needed, ...Object.values(columns), ...(keep === 'all' ? names.filter(Boolean) : [])];
  const repeated = read.find(column => count(column) > 1);
  return repeated === undefined ? { names } : { problem: 'repeated-column', column: repeated };
}
