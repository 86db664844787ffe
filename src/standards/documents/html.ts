import { Parser } from 'htmlparser2';
import { ContentBuilder } from './builder.ts';
import type { Content } from './content.ts';
import { LIMITS, Meter } from './limits.ts';
import { counted } from './numerals.ts';

/** Elements that no reader of the page sees, or that stand around what the page is about. */
const UNSEEN = new Set(
  'title script style template noscript iframe object svg select button rt rp del nav footer'.split(' '),
);
const BLOCKS = new Set(
  'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article main header aside form fieldset pre blockquote center figure figcaption address hr body'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);

/** A page, saved or made: its paragraphs and tables as a browser shows them. */
export function htmlContent(html: string): Content {
  const page = new Page();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      ontext: text => page.text(text),
      onclosetag: name => page.close(name),
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return page.end();
}

class Page {
  readonly #meter = new Meter();
  readonly #builder = new ContentBuilder(this.#meter);
  /** For each open element, whether it is unseen, and for a list the number of its next item. */
  readonly #open: { readonly name: string; readonly unseen: boolean; next: number | null; step: number }[] =
    [];
  #unseen = 0;
  #preformatted = 0;
  /** White space that stands before what comes next, if anything comes. */
  #blank = '';
  #atStart = true;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#meter.element(this.#open.length, LIMITS.depthOfPage);
    const unseen = UNSEEN.has(name) || isHidden(attributes);
    const list = name === 'ol' && !/list-style[^;]{0,99}none/i.test(attributes.style ?? '');
    const next = list ? whole(attributes.start, 1) : null;
    this.#open.push({ name, unseen, next, step: 'reversed' in attributes ? -1 : 1 });
    if (unseen) this.#unseen++;
    if (this.#unseen > 0) return;
    if (name === 'table') this.#builder.openTable();
    else if (name === 'tr') this.#builder.openRow();
    else if (CELLS.has(name)) {
      this.#builder.openCell(whole(attributes.colspan, 1), rowspan(attributes.rowspan));
    } else if (name === 'br') this.#builder.break();
    else if (BLOCKS.has(name)) this.#builder.paragraph();
    else if (name !== 'caption') return;
    if (name === 'pre') this.#preformatted++;
    this.#edge();
    if (name === 'li') this.#number(attributes);
  }

  close(name: string): void {
    const element = this.#open.pop();
    if (element?.unseen) {
      this.#unseen--;
      return;
    }
    if (this.#unseen > 0) return;
    if (name === 'table') this.#builder.closeTable();
    else if (CELLS.has(name)) this.#builder.closeCell();
    else if (BLOCKS.has(name)) this.#builder.paragraph();
    else return;
    if (name === 'pre') this.#preformatted--;
    this.#edge();
  }

  text(text: string): void {
    if (this.#unseen > 0) return;
    if (this.#preformatted > 0) {
      text.split('\n').forEach((line, at) => {
        if (at > 0) this.#builder.paragraph();
        this.#put(line);
      });
      return;
    }
    for (const [word, blank] of text.matchAll(/([ \t\r\n\f]+)|[^ \t\r\n\f]+/g)) {
      if (blank !== undefined) this.#blank += blank;
      else this.#put(word);
    }
  }

  #put(word: string): void {
    // A new line in the source is no blank between two Chinese characters.
    if (this.#blank !== '' && !this.#atStart) {
      const folded = this.#blank.includes('\n') && /^[\u2e80-\u9fff\uff00-\uffef]/.test(word) && this.#wide;
      this.#builder.text(folded ? '' : ' ');
    }
    this.#blank = '';
    this.#atStart = false;
    this.#wide = /[\u2e80-\u9fff\uff00-\uffef]$/.test(word);
    this.#builder.text(word);
  }
  #wide = false;

  #edge(): void {
    this.#blank = '';
    this.#atStart = true;
  }

  /** The number that a browser prints before an item of an ordered list. */
  #number(attributes: Readonly<Record<string, string>>): void {
    const list = this.#open.at(-2);
    if (list?.next == null) return;
    list.next = whole(attributes.value, list.next);
    this.#put(`${counted(list.next, 'decimal')}.`);
    this.#blank = ' ';
    list.next += list.step;
  }

  end(): Content {
    return this.#builder.end();
  }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return 'hidden' in attributes || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '');
}

function whole(printed: string | undefined, otherwise: number): number {
  const number = Number.parseInt(printed ?? '', 10);
  return Number.isNaN(number) ? otherwise : number;
}

/** 0 is all rows that follow. */
function rowspan(printed: string | undefined): number {
  const rows = whole(printed, 1);
  return rows === 0 ? Number.MAX_SAFE_INTEGER : rows;
}
