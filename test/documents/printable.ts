import type { Standard } from '../../src/standards/model.ts';

/**
 * The record as a document can say it: a record of the catalogue may have been read from a document with losses, and keeps
 * footnote marks, the separators that stood between two items, or the beginning of the next item in its texts; and fonts
 * have one glyph for a character and its compatibility forms. No reading of a printed document can give these back.
 */
export function printable(standard: Standard): Standard {
  const plain = walk(standard) as Standard;
  return { ...plain, notes: plain.notes.filter(({ text }) => !/^無。?$/.test(text)) };
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'code' ? inner : walk(inner)]),
  );
}

const MARK = /[【〔[(（]\s*註\s*[0-9０-９]{1,3}\s*[】〕\])）]/g;
const ENDS = /^[\s、，,；;：:.．•●‧\ue000-\uf8ff]+|[\s、，,；;：:•●‧\ue000-\uf8ff(（【「[]+$/g;

function plain(text: string): string {
  return text
    .replace(MARK, '')
    .replace(ENDS, '')
    .replace(/[\u2e80-\u2fd5\uf900-\ufaff]/g, character => character.normalize('NFKC'));
}

/**
 * What no document prints: two items run together in one text, a code that the record had to tell from its double (`T1.2~2`),
 * half a footnote mark, a label for a value.
 */
export function unprintable(standard: Standard): boolean {
  const { duties, attitudes, description } = standard;
  if (description === '工作描述') return true;
  const texts = duties.flatMap(duty => [
    duty.name,
    ...duty.tasks.flatMap(task => [
      task.name,
      ...[...task.outputs, ...task.indicators].map(item => item.text),
      ...[...task.knowledge, ...task.skills].map(item => item.name),
    ]),
  ]);
  if (/"code":"[^"]*~/.test(JSON.stringify(duties))) return true;
  return [...texts, ...attitudes.flatMap(({ name, definition }) => [name, definition ?? ''])].some(text =>
    /【註|(?<![A-Za-z0-9-])[TOPKSAtopksa０0]\s?\d{1,3}(?:\s?\.\s?\d+)*/.test(text.normalize('NFKC')),
  );
}
