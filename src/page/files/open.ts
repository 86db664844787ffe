import { MAX_TEXT, MAX_TITLE } from '../../matching/answer.ts';
import { formatOf } from './format.ts';
import type { PdfParts } from './pdf/library.ts';
import { type RawText, readPlain } from './plain.ts';
import { type FileNotice, FileProblem } from './problem.ts';
import { tidy } from './tidy.ts';

export type FileParts = PdfParts;

export interface OpenedText {
  /** At most `MAX_TEXT` units, well-formed, lines ended by `\n`. What looks like markup in it is text. */
  readonly text: string;
  /** The title of a web page, as its tab shows it; other formats have none worth trusting. */
  readonly title?: string;
  readonly notices: readonly FileNotice[];
}

/** A `File` of the browser. */
export interface NamedBlob extends Blob {
  readonly name: string;
}

/** Bytes. */
export const MAX_FILE = 20 * 1024 * 1024;

/** What a file dialogue offers. */
export const FILE_TYPES = '.txt,.md,.markdown,.text,.docx,.odt,.pdf,.html,.htm';

/**
 * The text of a file, read on this device: plain text and Markdown as they are, and what is visible of DOCX, ODT, HTML and
 * PDF. The format is told by the content. Readers of formats are loaded when first needed. Rejects with `FileProblem`.
 */
export async function openFile(file: NamedBlob, parts: FileParts = {}): Promise<OpenedText> {
  if (file.size > MAX_FILE) throw new FileProblem('too-large');
  const bytes = await bytesOf(file);
  const read = await readText(bytes, file.name, parts);
  const text = tidy(read.text);
  if (text === '') throw new FileProblem(read.pictures === true ? 'no-text' : 'empty');
  const title = tidy(read.title ?? '').replace(/\s+/g, ' ');
  return {
    text: cut(text, MAX_TEXT),
    ...(title === '' ? {} : { title: cut(title, MAX_TITLE) }),
    notices: [...read.notices, ...(text.length > MAX_TEXT ? (['cut'] as const) : [])].filter(isFirst),
  };
}

async function readText(bytes: Uint8Array<ArrayBuffer>, name: string, parts: FileParts): Promise<RawText> {
  const format = formatOf(bytes, name);
  switch (format) {
    case 'text':
      return readPlain(bytes);
    case 'html':
      return (await loaded(import('./html.ts'))).readHtml(bytes);
    case 'zip':
      return (await loaded(import('./office.ts'))).readOffice(bytes);
    case 'pdf':
      return (await loaded(import('./pdf.ts'))).readPdf(bytes, parts);
    default:
      throw new FileProblem(format);
  }
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileProblem('unreadable');
  }
}

async function loaded<Module>(module: Promise<Module>): Promise<Module> {
  try {
    return await module;
  } catch {
    throw new FileProblem('not-loaded');
  }
}

/** Never through the middle of a surrogate pair. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? units - 1 : units);
}

function isFirst<Value>(value: Value, index: number, list: readonly Value[]): boolean {
  return list.indexOf(value) === index;
}
