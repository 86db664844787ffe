import { compact, fold } from './fold.ts';
import type { Piece } from './layout.ts';
import type { Note } from './model.ts';
import { saysNothing, tidy, trimSeparators } from './text.ts';
import { PREREQUISITES } from './vocabulary.ts';

const BULLET =
  /^[\s]*(?:[-–—*‧•·⚫●◆◇■□▪○\ue000-\uf8ff]+|[(（]?\d{1,2}[.、)）](?!\d)|[(（]?[一二三四五六七八九十]{1,2}[、)）])\s*/;
const REF = /^[[【〔(]?\s*註\s*(\d{1,3})\s*[\]】〕)]?\s*[:：、.]?\s*/;
const OTHERS = /^其(?:他|它)補充(?:說明|事項)?[:：]?$/;

/**
 * The section 說明與補充事項: what the job asks for (建議擔任此職類/職業之學歷/經歷/或能力條件), footnotes 【註1】 and other
 * remarks. An item begins with a bullet, a mark or a heading; any other line goes on in the item above.
 */
export function readRemarks(pieces: readonly Piece[]): { prerequisites: string[]; notes: Note[] } {
  const prerequisites: string[] = [];
  const notes: Note[] = [];
  let asking = false;
  for (const item of itemsOf(pieces)) {
    const text = tidyItem(item);
    const heading = PREREQUISITES.exec(compact(text));
    const ref = REF.exec(fold(text));
    if (heading !== null) {
      const inline = afterHeading(text, heading[0].length);
      prerequisites.push(...splitNumbered(inline));
      asking = prerequisites.length === 0 || !saysNothing(prerequisites[0]!);
    } else if (OTHERS.test(compact(text).replace(/:$/, ''))) asking = false;
    else if (ref !== null) {
      asking = false;
      notes.push({ ref: `註${Number(ref[1])}`, text: text.slice(ref[0].length) });
    } else if (text !== '') {
      if (asking) {
        prerequisites.push(withoutStop(text));
        asking = !saysNothing(text);
      } else {
        const inline = /^其(?:他|它)補充(?:說明|事項)?\s*[:：]\s*/.exec(text);
        const rest = inline === null ? text : text.slice(inline[0].length);
        if (!saysNothing(rest)) notes.push({ ref: null, text: rest });
      }
    }
  }
  return { prerequisites, notes };
}

function itemsOf(pieces: readonly Piece[]): string[] {
  const items: string[][] = [];
  for (const piece of pieces) {
    piece.text.split(/\v+/).forEach((part, at) => {
      if (part.trim() === '') return;
      const last = items.at(-1);
      // What stands after a break of the markup (<li>, <p>) is an item of its own.
      if (last === undefined || at > 0 || begins(part) || ends(last, piece.fresh)) items.push([part]);
      else last.push(part);
    });
  }
  return items.map(parts => parts.join('\n'));
}

function begins(line: string): boolean {
  const start = line.trimStart().slice(0, 120);
  if (BULLET.test(start) || REF.test(fold(start))) return true;
  const text = compact(start);
  return PREREQUISITES.test(text) || /^其[他它]補充(?:說明|事項)/.test(text);
}

/** Headings are short: they end within these many lines, however they are broken. */
const HEADING_LINES = 8;

/** Whether nothing can go on in an item: a heading stands alone; a sentence is over and a blank line follows. */
function ends(item: readonly string[], gap: boolean): boolean {
  const last = compact(item.at(-1)!.slice(-40));
  if (item.length <= HEADING_LINES) {
    const text = compact(item.join('').slice(0, 200).replace(BULLET, ''));
    const heading = PREREQUISITES.exec(text);
    if (OTHERS.test(text)) return true;
    // The heading alone, or with 無 behind it.
    if (heading !== null && /^:?$|^:無$/.test(text.slice(heading[0].length))) return true;
  }
  if (last.endsWith(':')) return true;
  return /[。.;]$/.test(last) && (gap || !REF.test(fold(item[0]!.slice(0, 40).replace(BULLET, ''))));
}

/** A text without its bullet, with the footnote mark that it begins with. */
function tidyItem(item: string): string {
  const plain = item.replace(BULLET, '').replace(BULLET, '').trim();
  const ref = REF.exec(fold(plain));
  if (ref === null) return tidy(plain);
  return `【註${ref[1]}】${tidy(trimSeparators(plain.slice(ref[0].length)))}`;
}

/** What follows a heading that was found in the compact form of the text, `length` characters long. */
function afterHeading(text: string, length: number): string {
  let seen = 0;
  let at = 0;
  while (at < text.length && seen < length) if (!/\s/.test(text[at++]!)) seen++;
  return text
    .slice(at)
    .replace(/^\s*[:：]/, '')
    .trim();
}

/** `1.大學畢業 2.三年經驗` is two items. */
function splitNumbered(text: string): string[] {
  const parts = text.split(
    /(?:^|(?<=[\s。；;]))(?:[(（]?\d{1,2}[.、)）](?!\d)|[‧•⚫●◆◇■□▪○\ue000-\uf8ff])\s*/,
  );
  return parts.map(part => withoutStop(part.trim().replace(/[；;]$/, ''))).filter(part => part !== '');
}

function withoutStop(text: string): string {
  return saysNothing(text) ? text.replace(/[。.]$/, '') : text;
}
