import { ContentBuilder } from './builder.ts';
import type { Content } from './content.ts';
import { DocumentFault } from './fault.ts';
import { Meter } from './limits.ts';
import { ListNumbers } from './lists.ts';
import { OdtStyleReader, type OdtStyles } from './odt-styles.ts';
import { type Attributes, readXml } from './xml.ts';
import { encrypted, type Package } from './zip.ts';

/** What is not printed: deletions that are kept on record, comments, readings above characters, titles of pictures. */
const UNSEEN = new Set(
  'text:tracked-changes office:annotation text:ruby-text svg:title svg:desc text:note-citation office:forms'.split(
    ' ',
  ),
);

/** An OpenDocument text (ODF 1.3): its body, with footnotes after it. Headers and footers of the page are in styles.xml. */
export function odtContent(files: Package): Content {
  const manifest = files.entry('META-INF/manifest.xml');
  if (manifest !== null && new TextDecoder().decode(manifest).includes('encryption-data')) throw encrypted();
  const main = files.entry('content.xml');
  if (main === null) throw new DocumentFault('damaged', 'the ODT has no content.xml: save it once more');
  const meter = new Meter();
  const styles = new OdtStyleReader();
  const common = files.entry('styles.xml');
  if (common !== null) readXml(common, meter, styles);
  return read(main, meter, styles);
}

/** The same as one XML file. */
export function flatOdtContent(bytes: Uint8Array): Content {
  return read(bytes, new Meter(), new OdtStyleReader());
}

function read(bytes: Uint8Array, meter: Meter, styles: OdtStyleReader): Content {
  const body = new Body(new ContentBuilder(meter), meter, styles.styles);
  let inBody = false;
  readXml(bytes, meter, {
    open(name, attributes) {
      if (inBody) body.open(name, attributes);
      else if (name === 'office:text') inBody = true;
      else styles.open(name, attributes);
    },
    text(text) {
      if (inBody) body.text(text);
    },
    close(name) {
      if (name === 'office:text') inBody = false;
      else if (inBody) body.close(name);
      else styles.close(name);
    },
  });
  return body.end();
}

interface OpenList {
  readonly id: string;
  readonly style: string;
}

class Body {
  readonly #main: ContentBuilder;
  readonly #meter: Meter;
  readonly #styles: OdtStyles;
  readonly #lists: OpenList[] = [];
  readonly #numbers = new ListNumbers();
  readonly #path: { readonly name: string; readonly unseen: boolean }[] = [];
  /** Footnotes, each with the body that is read while it is open. */
  readonly #notes: ContentBuilder[] = [];
  #builder: ContentBuilder;
  #unseen = 0;
  #label = '';
  #listCount = 0;
  readonly #lastLists = new Map<string, string>();
  #paragraphs = 0;
  /** Whether a blank is the end of the text so far, or nothing is. */
  #blank = true;

  constructor(builder: ContentBuilder, meter: Meter, styles: OdtStyles) {
    this.#main = builder;
    this.#builder = builder;
    this.#meter = meter;
    this.#styles = styles;
  }

  open(name: string, attributes: Attributes): void {
    const unseen = UNSEEN.has(name) || this.#isHidden(name, attributes);
    this.#path.push({ name, unseen });
    if (unseen) this.#unseen++;
    if (this.#unseen > 0) return;
    switch (name) {
      case 'text:p':
      case 'text:h':
        this.#builder.paragraph();
        this.#paragraphs++;
        this.#blank = true;
        break;
      case 'text:s':
        this.#put(' '.repeat(Math.min(count(attributes['text:c']), 100)));
        break;
      case 'text:tab':
        this.#builder.tab();
        this.#blank = true;
        break;
      case 'text:line-break':
        this.#builder.break();
        this.#blank = true;
        break;
      case 'draw:text-box':
        this.#builder.break();
        break;
      case 'text:note-body':
        this.#openNote();
        break;
      default:
        if (name.startsWith('table:')) this.#table(name, attributes);
        else if (name.startsWith('text:list')) this.#list(name, attributes);
    }
  }

  #isHidden(name: string, attributes: Attributes): boolean {
    const style =
      name === 'text:p' || name === 'text:h' || name === 'text:span'
        ? attributes['text:style-name']
        : undefined;
    if (style !== undefined && this.#styles.hidden.has(style)) return true;
    return (
      (name === 'text:hidden-text' || name === 'text:hidden-paragraph') &&
      attributes['text:is-hidden'] === 'true'
    );
  }

  #table(name: string, attributes: Attributes): void {
    if (name === 'table:table') this.#builder.openTable();
    else if (name === 'table:table-row') this.#builder.openRow();
    else if (name === 'table:table-cell') {
      const repeated = Math.min(count(attributes['table:number-columns-repeated']), 100);
      const columns = count(attributes['table:number-columns-spanned']);
      for (let time = 0; time < repeated; time++)
        this.#builder.openCell(columns, count(attributes['table:number-rows-spanned']));
    } else if (name === 'table:covered-table-cell') this.#builder.openCell(1, 1, 'covered');
    this.#blank = true;
  }

  #list(name: string, attributes: Attributes): void {
    if (name === 'text:list') {
      const above = this.#lists.at(-1);
      const style = attributes['text:style-name'] ?? above?.style ?? '';
      // A list begins anew, unless it counts on from the last of its style, or from one that it names.
      const last = attributes['text:continue-numbering'] === 'true' ? this.#lastLists.get(style) : undefined;
      const id =
        above?.id ??
        attributes['text:continue-list'] ??
        last ??
        attributes['xml:id'] ??
        `list ${++this.#listCount}`;
      this.#lastLists.set(style, id);
      this.#lists.push({ id, style });
    } else if (name === 'text:list-item') {
      const list = this.#lists.at(-1);
      const style = this.#styles.lists.get(list?.style ?? '');
      if (list === undefined || style === undefined) return;
      const start = attributes['text:start-value'];
      const level = this.#lists.length - 1;
      this.#label = this.#numbers.next(list.id, style, level, start === undefined ? undefined : count(start));
    }
  }

  #openNote(): void {
    const note = new ContentBuilder(this.#meter);
    this.#notes.push(note);
    this.#builder.text(`【註${this.#notes.length}】`);
    this.#builder = note;
  }

  /** Runs of white space are one blank, as in HTML. */
  text(text: string): void {
    if (this.#unseen > 0 || this.#paragraphs === 0) return;
    const collapsed = text.replace(/[ \t\r\n]+/g, ' ');
    const own = this.#blank ? collapsed.replace(/^ /, '') : collapsed;
    if (own !== '') this.#put(own);
  }

  #put(text: string): void {
    if (this.#label !== '' && text.trim() !== '') {
      this.#builder.text(this.#label);
      this.#label = '';
    }
    this.#builder.text(text);
    this.#blank = text.endsWith(' ');
  }

  close(name: string): void {
    const unseen = this.#path.pop()?.unseen === true;
    if (unseen) this.#unseen--;
    if (unseen || this.#unseen > 0) return;
    if (name === 'text:p' || name === 'text:h') {
      this.#builder.paragraph();
      this.#paragraphs--;
      this.#blank = true;
    } else if (name === 'text:list') this.#lists.pop();
    else if (name === 'text:list-item') this.#label = '';
    else if (name === 'text:note-body') this.#builder = this.#main;
    else if (name === 'table:table') this.#builder.closeTable();
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#builder.closeCell();
    else if (name === 'draw:text-box') this.#builder.paragraph();
  }

  end(): Content {
    this.#notes.forEach((note, at) => {
      const texts = note
        .end()
        .blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text.trim()] : []));
      this.#main.paragraph();
      this.#main.text(`【註${at + 1}】${texts.join(' ')}`);
    });
    return this.#main.end();
  }
}

/** A count in an attribute: 1 where it is not given or no count. */
function count(printed: string | undefined): number {
  const number = Number(printed ?? 1);
  return Number.isInteger(number) && number >= 0 ? number : 1;
}
