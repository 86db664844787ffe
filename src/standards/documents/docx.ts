import { ContentBuilder } from './builder.ts';
import type { Content } from './content.ts';
import { type DocxStyles, readDocxStyles } from './docx-styles.ts';
import { DocumentFault } from './fault.ts';
import { Meter } from './limits.ts';
import { ListNumbers } from './lists.ts';
import { type Attributes, readXml } from './xml.ts';
import type { Package } from './zip.ts';

/** What is not printed: deleted and moved text, field instructions, the second form of a text box, annotations of ruby. */
const UNSEEN = new Set(
  'w:del w:moveFrom w:instrText w:delText mc:Fallback w:rt w:pPrChange w:rPrChange'.split(' '),
);

/** A Word document (ECMA-376): its body, with footnotes after it. Headers and footers of the page are other files. */
export function docxContent(files: Package): Content {
  const main = files.entry('word/document.xml');
  if (main === null)
    throw new DocumentFault('damaged', 'the DOCX has no word/document.xml: save it once more');
  const meter = new Meter();
  const styles = readDocxStyles(files, meter);
  const builder = new ContentBuilder(meter);
  const notes: string[] = [];
  const body = new Body(builder, styles, notes);
  readXml(main, meter, body);
  if (notes.length > 0) {
    const texts = readNotes(files, meter, styles);
    notes.forEach((id, at) => {
      builder.paragraph();
      builder.text(`【註${at + 1}】${texts.get(id) ?? ''}`);
    });
  }
  return builder.end();
}

class Body {
  readonly #builder: ContentBuilder;
  readonly #styles: DocxStyles;
  /** The notes that the text refers to, in order. */
  readonly #notes: string[];
  readonly #lists = new ListNumbers();
  readonly #path: string[] = [];
  #unseen = 0;
  /** How deep the row stands that was deleted; 0 outside one. */
  #deletedRow = 0;
  #hidden = false;
  #style: string | null = null;
  #list: { id: string; level: number } | null = null;
  #cell: { columns: number; continued: boolean } | null = null;

  constructor(builder: ContentBuilder, styles: DocxStyles, notes: string[]) {
    this.#builder = builder;
    this.#styles = styles;
    this.#notes = notes;
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (UNSEEN.has(name) && !(name === 'w:del' && parent === 'w:rPr')) this.#unseen++;
    if (this.#unseen > 0) {
      if (name === 'w:del' && parent === 'w:trPr' && this.#deletedRow === 0)
        this.#deletedRow = this.#path.length - 2;
      return;
    }
    this.#table(name, parent, attributes);
    switch (name) {
      case 'w:p':
        this.#builder.paragraph();
        this.#style = null;
        this.#list = null;
        break;
      case 'w:pStyle':
        this.#style = attributes['w:val'] ?? null;
        break;
      case 'w:numId':
        if (parent === 'w:numPr') this.#list = { level: 0, ...this.#list, id: attributes['w:val'] ?? '0' };
        break;
      case 'w:ilvl':
        this.#list = { id: '', ...this.#list, level: Number(attributes['w:val']) || 0 };
        break;
      case 'w:r':
        this.#hidden = false;
        break;
      case 'w:vanish':
        if (this.#path.at(-3) === 'w:r') this.#hidden = isOn(attributes);
        break;
      case 'w:rStyle':
        if (this.#styles.hidden.has(attributes['w:val'] ?? '')) this.#hidden = true;
        break;
      default:
        this.#mark(name, attributes);
    }
  }

  #table(name: string, parent: string | undefined, attributes: Attributes): void {
    if (name === 'w:tbl') this.#builder.openTable();
    else if (name === 'w:tr') this.#builder.openRow();
    else if (name === 'w:gridBefore') {
      const columns = Number(attributes['w:val']) || 0;
      if (columns > 0) this.#builder.openCell(columns, 1);
    } else if (name === 'w:tc') this.#cell = { columns: 1, continued: false };
    else if (name === 'w:gridSpan' && this.#cell !== null)
      this.#cell.columns = Number(attributes['w:val']) || 1;
    else if (name === 'w:vMerge' && this.#cell !== null)
      this.#cell.continued = attributes['w:val'] !== 'restart';
    else if (this.#cell !== null && parent === 'w:tc' && name !== 'w:tcPr') this.#openCell();
  }

  /** What a cell spans is known when its properties are over. */
  #openCell(): void {
    if (this.#cell === null) return;
    this.#builder.openCell(this.#cell.columns, 1, this.#cell.continued ? 'continued' : 'own');
    this.#cell = null;
  }

  /** What stands in a run beside its text. */
  #mark(name: string, attributes: Attributes): void {
    if (this.#hidden) return;
    if (name === 'w:tab' && this.#path.at(-2) === 'w:r') this.#builder.tab();
    else if (name === 'w:ptab') this.#builder.tab();
    else if (name === 'w:br' || name === 'w:cr') this.#builder.break();
    else if (name === 'w:noBreakHyphen') this.#builder.text('-');
    else if (name === 'w:sym') this.#builder.text(symbol(attributes['w:char']));
    else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') {
      this.#notes.push(`${name === 'w:footnoteReference' ? 'f' : 'e'}${attributes['w:id']}`);
      this.#builder.text(`【註${this.#notes.length}】`);
    } else if (name === 'w:txbxContent') this.#builder.break();
  }

  text(text: string): void {
    const name = this.#path.at(-1);
    if (this.#unseen > 0 || this.#hidden || (name !== 'w:t' && name !== 'm:t')) return;
    this.#label();
    this.#builder.text(text);
  }

  /** The number of a list's item, before the first text of its paragraph. */
  #label(): void {
    const list = this.#list ?? this.#styles.lists.get(this.#style ?? '') ?? null;
    this.#list = { id: '0', level: 0 };
    if (list === null || list.id === '0') return;
    const id = list.id === '' ? (this.#styles.lists.get(this.#style ?? '')?.id ?? '') : list.id;
    const numbering = this.#styles.numberings.get(id);
    if (numbering !== undefined)
      this.#builder.text(this.#lists.next(numbering.counter, numbering.levels, list.level));
  }

  close(name: string): void {
    this.#path.pop();
    if (UNSEEN.has(name) && !(name === 'w:del' && this.#path.at(-1) === 'w:rPr')) {
      this.#unseen--;
      return;
    }
    const depth = this.#path.length + 1;
    // What is left of a deleted row is not printed.
    if (name === 'w:trPr' && this.#deletedRow === depth - 1) this.#unseen++;
    else if (name === 'w:tr' && this.#deletedRow === depth) {
      this.#deletedRow = 0;
      this.#unseen--;
    }
    if (this.#unseen > 0) return;
    if (name === 'w:p' || name === 'w:txbxContent') this.#builder.paragraph();
    else if (name === 'w:r') this.#hidden = false;
    else if (name === 'w:tc') {
      this.#openCell();
      this.#builder.closeCell();
    } else if (name === 'w:tbl') this.#builder.closeTable();
  }
}

function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off'].includes(attributes['w:val'] ?? 'true');
}

/** A character of a symbol font, by its number. */
function symbol(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? '', 16);
  return code >= 0x20 && code <= 0xffff ? String.fromCharCode(code) : '';
}

/** The texts of footnotes and endnotes, by their ids with `f` or `e` before them. */
function readNotes(files: Package, meter: Meter, styles: DocxStyles): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [file, element, letter] of [
    ['word/footnotes.xml', 'w:footnote', 'f'],
    ['word/endnotes.xml', 'w:endnote', 'e'],
  ] as const) {
    const bytes = files.entry(file);
    if (bytes === null) continue;
    let builder = new ContentBuilder(meter);
    let body = new Body(builder, styles, []);
    let id: string | null = null;
    readXml(bytes, meter, {
      open(name, attributes) {
        if (name === element) {
          id = letter + attributes['w:id'];
          builder = new ContentBuilder(meter);
          body = new Body(builder, styles, []);
        } else if (id !== null) body.open(name, attributes);
      },
      text: text => body.text(text),
      close(name) {
        if (name !== element) {
          if (id !== null) body.close(name);
          return;
        }
        const printed = builder
          .end()
          .blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text.trim()] : []));
        texts.set(id!, printed.join(' '));
        id = null;
      },
    });
  }
  return texts;
}
