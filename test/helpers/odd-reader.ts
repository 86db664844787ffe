import type { DocumentResult } from '../../src/standards/document.ts';

/** Reads like a reader that has every fault there is: what a document says is done. */
export default async function read(bytes: Uint8Array): Promise<DocumentResult> {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('throw')) throw new Error('a fault');
  if (text.includes('hang')) for (;;);
  if (text.includes('sleep')) await new Promise(() => {});
  if (text.includes('exit')) process.exit(3);
  const hoard: number[][] = [];
  while (text.includes('devour')) hoard.push(Array.from({ length: 100_000 }, (_, at) => at + hoard.length));
  const filled: Uint8Array[] = [];
  while (text.includes('fill')) filled.push(new Uint8Array(2 ** 20).fill(filled.length));
  return { standard: null, findings: [], format: 'text', layout: text.trim(), coverage: 1 };
}
