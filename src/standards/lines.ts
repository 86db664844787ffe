import { fold } from './fold.ts';

/** One line that says something. Inside it, `BREAK` stands where the markup had a paragraph or a line break. */
export interface Line {
  /** As counted in the document, from 1. */
  readonly number: number;
  readonly text: string;
  /** A blank line stands before it. */
  readonly gap: boolean;
}

/** A soft break: white space for every regular expression, and no tab or new line. */
export const BREAK = '\v';

const NEW_LINE = /\r\n|[\n\r\f\u0085\u2028\u2029]/;
const BLOCK_TAG = /<\/?(?:p|br|ul|ol|li|div|table|tbody|tr|td|th|h[1-6])(?:\s[^<>]{0,300})?\/?>/gi;
const INLINE_TAG = /<\/?(?:i|b|u|em|strong|span|sup|sub|font|a)(?:\s[^<>]{0,300})?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' };

/** The lines of a document without markup, invisible characters, blank lines and page numbers. */
export function toLines(text: string): Line[] {
  const lines: Line[] = [];
  let gap = false;
  let number = 0;
  for (const raw of text.split(NEW_LINE)) {
    number++;
    const clean = withoutMarkup(raw);
    if (clean.trim() === '') gap = true;
    else if (!isPageNumber(clean)) {
      lines.push({ number, text: clean, gap });
      gap = false;
    }
  }
  return lines;
}

/** Control characters (`BREAK` among them), soft hyphens and what has no width. */
export const INVISIBLE = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]/g;

function withoutMarkup(line: string): string {
  let text = line.replace(INVISIBLE, '');
  if (text.includes('<')) text = text.replace(BLOCK_TAG, BREAK).replace(INLINE_TAG, '');
  if (text.includes('&'))
    text = text.replace(/&(nbsp|amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!);
  return text;
}

const PAGE_NUMBER = [
  /^第\d+頁(?:[,、/]?(?:總?共|全)?\d+頁)?$/,
  /^\d+\/\d+(?:頁)?$/,
  /^[-–—~]+\d+[-–—~]+$/,
  /^頁(?:次|碼)?:?\d+(?:\/\d+)?$/,
  /^page\d+(?:(?:of|\/)\d+)?$/,
];

/** 第 1 頁，總共 6 頁 · 第1頁 · 1 / 6 · - 1 - · Page 1 of 6. A bare number is none: it may be a level. */
export function isPageNumber(line: string): boolean {
  if (line.length > 60) return false;
  const text = fold(line).replace(/\s+/g, '').toLowerCase();
  return text.length <= 24 && PAGE_NUMBER.some(form => form.test(text));
}
