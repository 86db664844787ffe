import { fold } from './fold.ts';

/**
 * From a stretch of the document to a text of the record: footnote marks out, lines and cells joined, the separators
 * that stood between this text and its neighbours cut off. The characters stay as printed.
 */
export function tidy(raw: string): string {
  return joinLines(withoutMarks(raw))
    .replace(/[\s\u3000]+/g, ' ')
    .trim();
}

const OPEN = '[{\\[【〔(（［｛]';
const CLOSE = '[}\\]】〕)）］｝]';
/** ^{【註1】} · ^[註4] · ^註2, at any place broken over lines */
const RAISED_MARK = new RegExp(
  `\\^\\s{0,2}${OPEN}?\\s{0,2}${OPEN}?\\s{0,2}註\\s{0,2}[0-9０-９]{1,3}\\s{0,2}${CLOSE}?\\s{0,2}${CLOSE}?`,
  'g',
);
/** 【註1】 (註 2) */
const PLAIN_MARK = new RegExp(`${OPEN}\\s{0,2}註\\s{0,2}[0-9０-９]{1,3}\\s{0,2}${CLOSE}`, 'g');
/** `^{【註}` / `11.`: the number and the bracket 】 (read as 1) fell behind the closing brace. */
const GARBLED_MARK = new RegExp(
  `\\^\\s{0,2}${OPEN}?\\s{0,2}${OPEN}?\\s{0,2}註\\s{0,2}${CLOSE}{0,2}\\s{0,2}(?:[0-9０-９]{1,3}${CLOSE}{0,2})?|【\\s{0,2}註\\s{0,2}[0-9０-９]{0,3}(?![0-9０-９\\s]{0,4}】)`,
  'g',
);

/** What is left where a mark was: blanks around it go with it. */
const GONE = '\u0001';

function withoutMarks(text: string): string {
  if (!text.includes('註')) return text;
  return text
    .replace(RAISED_MARK, GONE)
    .replace(PLAIN_MARK, GONE)
    .replace(GARBLED_MARK, GONE)
    .replace(
      /(.?)[ \t\u3000]*\u0001+[ \t\u3000]*(.?)/gs,
      (_, before: string, after: string) => before + space(before, after) + after,
    );
}

/** The garbled footnote marks of a text, with their offsets. */
export function garbledMarks(text: string): { offset: number; mark: string }[] {
  if (!text.includes('註')) return [];
  const blank = (mark: string) => ' '.repeat(mark.length);
  const rest = text.replace(RAISED_MARK, blank).replace(PLAIN_MARK, blank);
  return [...rest.matchAll(GARBLED_MARK)].map(match => ({ offset: match.index, mark: match[0] }));
}

/** Chinese is joined without a blank, Latin words with one. */
function joinLines(text: string): string {
  return text.replace(
    /(\S?)[^\S\n\v]*[\n\v]\s*(?=(\S?))/g,
    (_, before: string, after: string) => before + space(before, after),
  );
}

function space(before: string, after: string): string {
  const latin = /[A-Za-z0-9]/;
  return latin.test(before) && latin.test(after) && /[A-Za-z]/.test(before + after) ? ' ' : '';
}

const BULLETS = '‧•⚫●◆◇■□▪∙○\\ue000-\\uf8ff';
const LEADING = new RegExp(
  `^(?:[\\s：:、，,；;】）)\\]${BULLETS}]|[.．](?=[\\s\\u3400-\\u9fff])|[-–—](?=\\D))+`,
);
const TRAILING = new RegExp(`(?:[\\s：:、，,；;${BULLETS}]|\\s[-–]|[([（【「]$)+$`);

/** Cuts the separators before and after an item of a list. */
export function trimSeparators(text: string): string {
  return text.replace(LEADING, '').replace(TRAILING, '');
}

/** Cuts bullets and a number such as `2.` that belong to the next item. */
export function trimNextBullet(text: string): string {
  return text
    .replace(new RegExp(`(?:[\\s${BULLETS}]|\\s[-–*])+$`), '')
    .replace(/(?<=[^\s\d.．]|^)\s+[0-9０-９]{1,2}[.．、]$/, '')
    .replace(/[([（【]$/, '')
    .replace(/[\s、，,]+$/, '');
}

/** Whether a cell only says that there is nothing. */
export function saysNothing(text: string): boolean {
  return /^(?:無|沒有|[-–—─/／*~]+|n\/?a)[。.]?$/i.test(fold(text).trim());
}
