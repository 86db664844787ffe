import type { FoldTable } from '../characters.ts';
import type { Canvas } from './canvas.ts';
import { holds, type Page, pieceEnd, pieceStart, seenIn } from './page.ts';
import { CODES, isAside, isSection, type Section, type ZoneLexica } from './parts.ts';
import { PhraseBook } from './phrases.ts';
import { shapeAt } from './shapes.ts';
import {
  ADDRESS,
  DIGIT,
  DIGITS,
  ENDS_CLAUSE,
  ENDS_SENTENCE,
  ITEM,
  LINE_END,
  type SignTable,
  TEXT,
} from './signs.ts';
import { type Cue, cueOf, Tally } from './tally.ts';

/** Two cues of 0.5 count like one of 1. */
const ENOUGH = 1;
/** … of a clause, which is short and says one thing. */
const ENOUGH_FOR_CLAUSE = 0.8;
/** … of what follows directly on the same section. */
const ENOUGH_TO_GO_ON = 0.4;
/** Where a heading promises work, only lines full of sure cues go. */
const ENOUGH_AGAINST_HEADING = 2;
/** … or the last sentences before the next heading. */
const ENOUGH_TO_TRAIL = 0.6;

/** Judges by their words the sentences that no heading speaks for. */
export class Wording {
  readonly #book: PhraseBook;
  /** By the number of the phrase. */
  readonly #cues: readonly Cue[];
  /** The signs of what may speak for setting a stretch aside; words of work alone set nothing aside. */
  readonly #speaks: number;
  /** By the number of the phrase: the last tally that counted it. */
  readonly #counted: Float64Array;
  #tallies = 0;

  constructor(cues: ZoneLexica['cues'], folding: FoldTable, table: SignTable) {
    const known = cues.filter(([section]) => isSection(section));
    this.#book = new PhraseBook(
      known.map(([, , cue]) => cue),
      folding,
      table,
    );
    this.#cues = known.map(([section, weight]) => cueOf(section as Section, weight));
    this.#counted = new Float64Array(known.length);
    const aside = table.addBook();
    for (const [section, , cue] of known)
      if (isAside(section as Section)) table.addPhrase(aside, cue.trim(), folding);
    this.#speaks = aside | DIGITS | ADDRESS;
  }

  /** How much a stretch sounds like work: 1 for a word that hardly stands anywhere else. */
  work(page: Page, start: number, end: number): number {
    return this.#tally(page, start, end).of('duties');
  }

  /** Whether a stretch begins with a word of work. */
  leads(page: Page, start: number, end: number): boolean {
    return this.#tally(page, start, end).leads;
  }

  /** How much speaks for setting a stretch aside. */
  aside(page: Page, start: number, end: number): number {
    const tally = this.#tally(page, start, end);
    return tally.of(tally.strongest());
  }

  /** Paints over what no heading has claimed, and over lines that clearly contradict their heading. */
  judge(page: Page, canvas: Canvas): void {
    let before: Section = 'body';
    for (let start = 0; start < page.units.length; ) {
      const end = canvas.zoneEnd(start); // painting below stays inside
      const section = canvas.at(start);
      if (section === 'body' || section === 'profile') {
        before = this.#judgeOpen(page, start, end, before, canvas);
      } else {
        if (!isAside(section) && section !== 'title') this.#judgeHeaded(page, start, end, canvas);
        before = section;
      }
      start = end;
    }
  }

  #judgeOpen(page: Page, start: number, end: number, before: Section, canvas: Canvas): Section {
    let last = before;
    for (let from = start, to = start; from < end; from = to) {
      to = pieceEnd(page, from, end, ENDS_SENTENCE);
      const seen = seenIn(page, from, to);
      if ((seen & (TEXT | ADDRESS)) === 0) continue;
      if ((seen & this.#speaks) === 0) {
        last = 'body';
        continue;
      }
      const clauses = this.#clauses(page, from, to);
      const whole = sentenceSection(clauses, last);
      if (whole === null) paintClauses(clauses, canvas);
      else canvas.paint(from, to, whole);
      last = whole ?? 'body';
    }
    return last;
  }

  #clauses(page: Page, start: number, end: number): Tally[] {
    const clauses: Tally[] = [];
    for (let from = start, to = start; from < end; from = to) {
      to = pieceEnd(page, from, end, ENDS_CLAUSE);
      clauses.push(this.#tally(page, from, to));
    }
    return clauses;
  }

  /** Lines full of sure cues, and what trails behind the last sentence of work: 薪 36K~42K, 意者請寄 …. No list items. */
  #judgeHeaded(page: Page, start: number, end: number, canvas: Canvas): void {
    let trailing = true;
    for (let to = end, from = end; to > start; to = from) {
      from = pieceStart(page, start, to, LINE_END);
      if ((page.signs[from]! & ITEM) !== 0) {
        trailing = false;
        continue;
      }
      const seen = seenIn(page, from, to);
      if ((seen & this.#speaks) === 0) {
        if ((seen & TEXT) !== 0) trailing = false;
        continue;
      }
      const line = this.#tally(page, from, to);
      const contradicts = line.sure >= ENOUGH_AGAINST_HEADING ? line.clearly() : null;
      if (contradicts !== null) canvas.paint(from, to, contradicts);
      if (trailing) trailing = this.#judgeTrail(page, start, from, to, canvas);
    }
  }

  /** Paints the last sentences of a line that are set aside, but none at `floor`; whether all of them are. */
  #judgeTrail(page: Page, floor: number, start: number, end: number, canvas: Canvas): boolean {
    for (let to = end, from = end; to > start; to = from) {
      from = pieceStart(page, start, to, ENDS_SENTENCE);
      if (!holds(page, from, to, TEXT | ADDRESS)) continue;
      const tally = this.#tally(page, from, to);
      const section = tally.of(tally.strongest()) >= ENOUGH_TO_TRAIL ? tally.clearly() : null;
      if (section === null || from === floor) return false;
      canvas.paint(from, to, section);
    }
    return true;
  }

  /** Each cue counts once, at its longest match; each number as often as it stands there. */
  #tally(page: Page, start: number, end: number): Tally {
    const { signs } = page;
    const speaks = this.#book.begins | DIGIT | ADDRESS;
    const tally = new Tally(start, end);
    const tallies = ++this.#tallies;
    let begun = false;
    for (let at = start; at < end; ) {
      const sign = signs[at]!;
      const number = (sign & speaks) === 0 ? -1 : this.#book.longest(page, at, end);
      if (number >= 0) {
        const cue = this.#cues[number]!;
        if (this.#counted[number] !== tallies) tally.count(cue);
        this.#counted[number] = tallies;
        if (!begun) tally.leads = cue.code === CODES.duties;
        begun = true;
        at += this.#book.lengthOf(number);
        continue;
      }
      const shape = (sign & (DIGIT | ADDRESS)) === 0 ? null : shapeAt(page, at, end);
      if (shape !== null) tally.count(shape.cue);
      if ((sign & TEXT) !== 0) begun = true;
      at += shape?.length ?? 1;
    }
    return tally;
  }
}

/** The section that a whole sentence is set aside as. */
function sentenceSection(clauses: readonly Tally[], before: Section): Section | null {
  if (clauses[0]!.leads) return null;
  const whole = new Tally(clauses[0]!.start, clauses.at(-1)!.end);
  for (const clause of clauses) whole.add(clause);
  const section = whole.strongest();
  const sum = whole.of(section);
  const enough = section === before ? ENOUGH_TO_GO_ON : ENOUGH;
  const clear = sum >= enough && sum > 1.5 * whole.of('duties') && whole.of('title') === 0;
  return clear && whole.isFullOf(section) ? section : null;
}

/** Clauses that speak for themselves, and hints beside them. */
function paintClauses(clauses: readonly Tally[], canvas: Canvas): void {
  const chosen = clauses.map(clause =>
    clause.of(clause.strongest()) >= ENOUGH_FOR_CLAUSE ? clause.clearly() : null,
  );
  clauses.forEach((clause, i) => {
    const section = chosen[i] ?? hinted(clause, chosen[i - 1] ?? chosen[i + 1] ?? null);
    if (section !== null) canvas.paint(clause.start, clause.end, section);
  });
}

function hinted(clause: Tally, beside: Section | null): Section | null {
  if (beside === null || clause.of(beside) < ENOUGH_TO_GO_ON || clause.of('duties') !== 0) return null;
  return clause.isFullOf(beside) ? beside : null;
}
