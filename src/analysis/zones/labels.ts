import type { FoldTable } from '../characters.ts';
import { isAside, isSection, type Section, type ZoneLexica } from './parts.ts';
import { PhraseBook } from './phrases.ts';
import { closerOf, isEnumerator, isSpace, isText, skipSpaces } from './signs.ts';

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
  readonly #labels: PhraseBook<Label>;
  readonly #tails: PhraseBook<true>;

  constructor(headings: ZoneLexica['headings'], folding: FoldTable) {
    this.#labels = new PhraseBook(
      headings.flatMap(([section, heading]) =>
        isSection(section) ? [[heading, labelOf(section, heading)] as const] : [],
      ),
      folding,
    );
    this.#tails = new PhraseBook(
      TAILS.map(tail => [tail, true] as const),
      folding,
    );
  }

  /**
   * The label that begins at `at`, with further ones that are joined to it (薪資與福利, 工作內容 Job Description), its tail
   * and a note in brackets. Of joined labels one about the work counts first: 待遇與工作內容 must not be set aside.
   */
  read(units: Uint16Array, at: number, limit: number): PlacedLabel | null {
    const first = this.#labels.longest(units, at, limit);
    if (first === null) return null;
    let label = first.value;
    let end = at + first.length;
    for (let joined = 0; joined < JOINED; joined++) {
      const tail = this.#tails.longest(units, end, limit);
      if (tail !== null) {
        end += tail.length;
        continue;
      }
      let next = skipSpaces(units, end, limit);
      if (next < limit && (isEnumerator(units[next]!) || units[next] === 0x2b))
        next = skipSpaces(units, next + 1, limit);
      const more = next < limit ? this.#labels.longest(units, next, limit) : null;
      if (more === null) break;
      if (isAside(label.section) && !isAside(more.value.section)) label = more.value;
      end = next + more.length;
    }
    return { label, start: at, end: afterNote(units, end, limit) };
  }

  /** A label that fills `[at, end)`, or its end behind at most `lead` units: 我們的福利. */
  readWhole(units: Uint16Array, at: number, end: number, lead: number): PlacedLabel | null {
    for (let from = at; from < end && from <= at + lead; from++) {
      const found = this.read(units, from, end);
      if (found !== null && skipSpaces(units, found.end, end) === end) return { ...found, start: at };
    }
    return null;
  }
}

/** Behind a note in brackets at `at`, if one stands there. */
function afterNote(units: Uint16Array, at: number, limit: number): number {
  const open = skipSpaces(units, at, limit);
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

/** The bracket that closes the one at `at`, within `reach` units and before `limit`; -1 if there is none. */
export function closing(units: Uint16Array, at: number, limit: number, reach: number): number {
  const closer = closerOf(units[at]!);
  if (closer === undefined) return -1;
  for (let i = at + 1; i < limit && i <= at + reach; i++) if (units[i] === closer) return i;
  return -1;
}

export function holdsText(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isText(units[i]!)) return true;
  return false;
}

export function isColonAt(units: Uint16Array, at: number, limit: number): number {
  let i = at;
  while (i < limit && isSpace(units[i]!)) i++;
  return i < limit && (units[i] === 0x3a || units[i] === 0x2236 || units[i] === 0xfe30) ? i + 1 : -1;
}
