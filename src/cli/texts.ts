import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { MAX_TEXT, MAX_TITLE } from '../matching/answer.ts';
import { describeFileError, Failure } from './failure.ts';
import type { Io } from './io.ts';

/** What people give instead of a text, by its first bytes. */
const FORMATS: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a DOCX, an ODT or another ZIP file'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Office file'],
  ['{\\rtf', 'an RTF file'],
];

/** No UTF-8 text of MAX_TEXT UTF-16 units is longer than this. */
const MAX_BYTES = MAX_TEXT * 3 + 3;

/** One pasted text, from a file or, for `-`, from stdin: UTF-8, 1 to MAX_TEXT units. What is wrong with it is said without it. */
export async function readText(file: string, io: Io): Promise<string> {
  const name = file === '-' ? 'standard input' : file;
  if (file === '-' && (io.stdin as { isTTY?: boolean }).isTTY === true) {
    io.stderr.write('Paste the text and end with Ctrl-D:\n');
  }
  const bytes = await readAll(file === '-' ? io.stdin : createReadStream(file), name);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes); // takes a BOM away
  } catch {
    throw new Failure(`${name}: the text is not valid UTF-8; save it as UTF-8 and try again`);
  }
  if (text.trim() === '') throw new Failure(`${name}: the text is empty; a job ad or a CV is expected`);
  if (text.length > MAX_TEXT) throw tooLong(name);
  return text;
}

/** Refuses a title that is none before any work is done for it. */
export function checkTitle(title: string | undefined): void {
  if ((title?.length ?? 0) > MAX_TITLE) {
    throw new Failure(`--title: at most ${MAX_TITLE} characters are expected; give the text as the file`, 2);
  }
}

async function readAll(stream: Readable, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of stream) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : (part as Buffer);
      if (size === 0) refuseFormats(bytes, name);
      size += bytes.length;
      if (size > MAX_BYTES) throw tooLong(name);
      parts.push(bytes);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(describeFileError(error, name));
  }
  return Buffer.concat(parts);
}

function refuseFormats(head: Buffer, name: string): void {
  const format = FORMATS.find(([signature]) => head.toString('latin1', 0, 8).startsWith(signature));
  if (format === undefined) return;
  throw new Failure(
    `${name}: this is ${format[1]}, and plain text is expected: save it as text (UTF-8); the page (\`icap-match serve\`) opens PDF, DOCX and ODT itself`,
  );
}

function tooLong(name: string): Failure {
  return new Failure(`${name}: the text is longer than ${MAX_TEXT} characters; paste one ad or CV at a time`);
}
