import type { FoldTable } from '../characters.ts';
import { type Page, skipSpaces } from './page.ts';
import { isAside, isSection, type Section, type ZoneLexica } from './parts.ts';
import { PhraseBook } from './phrases.ts';
import { ENUMERATOR, type SignTable } from './signs.ts';

/** What a heading of the lexicon says. */
export interface Label {
  readonly section: Section;
  /** Its value is one line: 上班時間, 薪資, 職稱; the heading rules no further. */
  readonly field: boolean;
  /** Its value is a title: 職稱, 應徵職務, 希望職務; `kind`: only the kind of one, as 職務類別 is. */
  readonly title: 'title' | 'kind' | null;
}

/** A label that stands in a text, with what belongs to it: 工作內容與職責(必讀) is one. */
export interface PlacedLabel {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
}

/** What may follow a heading without making it a sentence: 工作內容如下, 福利一覽. */
const TAILS = [
  '如下',
  '如後',
  '說明',
  '簡述',
  '簡介',
  '介紹',
  '內容',
  '項目',
  '一覽',
  '部分',
  '須知',
  '方面',
  '為',
  '有',
  '包含',
  '包括',
];
const NOTE = 20;
/** So many labels and tails stand together at most. */
const JOINED = 4;

export class LabelBook {
  /** The sign of places at which a label may begin. */
  readonly begins: number;
  readonly #book: PhraseBook;
  /** By the number of the phrase, as `#headings` are; worked out when first met. */
  readonly #labels: (Label | undefined)[] = [];
  readonly #headings: ZoneLexica['headings'];
  readonly #tails: PhraseBook;

  constructor(headings: ZoneLexica['headings'], folding: FoldTable, table: SignTable) {
    this.#headings = headings.filter(([section]) => isSection(section));
    this.#book = new PhraseBook(
      this.#headings.map(([, heading]) => heading),
      folding,
      table,
    );
    this.begins = this.#book.begins;
    this.#tails = new PhraseBook(TAILS, folding, table);
  }

  /**
   * The label that begins at `at`, with further ones that are joined to it (薪資與福利, 工作內容 Job Description), its tail
   * and a note in brackets. Of joined labels one about the work counts first: 待遇與工作內容 must not be set aside.
   */
  read(page: Page, at: number, limit: number): PlacedLabel | null {
    const first = this.#book.longest(page, at, limit);
    if (first < 0) return null;
    let label = this.#label(first);
    let end = at + this.#book.lengthOf(first);
    for (let joined = 0; joined < JOINED; joined++) {
      const tail = this.#tails.longest(page, end, limit);
      if (tail >= 0) {
        end += this.#tails.lengthOf(tail);
        continue;
      }
      const next = behindJoiner(page, end, limit);
      const more = next < limit ? this.#book.longest(page, next, limit) : -1;
      if (more < 0) break;
      if (isAside(label.section) && !isAside(this.#label(more).section)) label = this.#label(more);
      end = next + this.#book.lengthOf(more);
    }
    return { label, start: at, end: behindNote(page, end, limit) };
  }

  #label(number: number): Label {
    const [section, heading] = this.#headings[number]!;
    this.#labels[number] ??= labelOf(section as Section, heading);
    return this.#labels[number];
  }

  /** A label that fills `[at, end)`, or its end behind at most `lead` units: 我們的福利. */
  readWhole(page: Page, at: number, end: number, lead: number): PlacedLabel | null {
    for (let from = at; from < end && from <= at + lead; from++) {
      const found = this.read(page, from, end);
      if (found !== null && skipSpaces(page, found.end, end) === end) return { ...found, start: at };
    }
    return null;
  }
}

/** Behind spaces and a 與, / or + among them. */
function behindJoiner(page: Page, at: number, limit: number): number {
  const next = skipSpaces(page, at, limit);
  const joins = next < limit && ((page.signs[next]! & ENUMERATOR) !== 0 || page.units[next] === 0x2b);
  return joins ? skipSpaces(page, next + 1, limit) : next;
}

/** Behind a note in brackets at `at`, if one stands there. */
function behindNote(page: Page, at: number, limit: number): number {
  const { units } = page;
  const open = skipSpaces(page, at, limit);
  if (open >= limit || units[open] !== 0x28) return at;
  for (let i = open + 1; i < limit && i <= open + NOTE; i++) if (units[i] === 0x29) return i + 1;
  return at;
}

const FIELD = /薪|待遇|^pay$|^salary|^compensation$|^expected/i;
const TITLE_WISH = /職務|職稱|職位|職缺|職類|工作$|position|desired job/i;
const KIND = /職類|類別/;

function labelOf(section: Section, heading: string): Label {
  const wished = section === 'wishes' && TITLE_WISH.test(heading);
  const titled = section === 'title' || wished;
  return {
    section,
    field: section === 'title' || section === 'logistics' || section === 'wishes' || FIELD.test(heading),
    title: titled ? (KIND.test(heading) ? 'kind' : 'title') : null,
  };
}
