import type { FoldTable } from '../characters.ts';
import type { Canvas } from './canvas.ts';
import { isAside, isSection, SECTIONS, type Section, type ZoneLexica } from './parts.ts';
import { PhraseBook } from './phrases.ts';
import { ADDRESS_SIGN, endsClause, endsSentence, isDigitAt, isLineEnd, isText, MAIL_SIGN } from './signs.ts';

interface Cue {
  readonly section: Section;
  readonly weight: number;
}

/** The sums of the cue weights of one stretch of text, by section; `sure` of those that hardly ever speak of work. */
interface Tally {
  readonly start: number;
  readonly end: number;
  readonly sums: Readonly<Record<Section, number>>;
  readonly sure: number;
  /** Its first word is one of work: 計算員工薪資、加班費. */
  readonly leads: boolean;
}

/** Two cues of 0.5 count like one of 1. */
const ENOUGH = 1;
/** … of a clause, which is short and says one thing. */
const ENOUGH_FOR_CLAUSE = 0.8;
/** … of what follows directly on the same section. */
const ENOUGH_TO_GO_ON = 0.4;
/** A sentence goes as a whole only if it holds a weight of 1 in every so many units; else only its clauses may. */
const UNITS_PER_WEIGHT = 20;
/** Company blurb is wordy. */
const COMPANY_UNITS_PER_WEIGHT = 45;
const SURE = 0.9;
/** Where a heading promises work, only lines full of sure cues go. */
const ENOUGH_AGAINST_HEADING = 2;
/** … or the last sentences before the next heading. */
const ENOUGH_TO_TRAIL = 0.6;

/** Judges by their words the sentences that no heading speaks for. */
export class Wording {
  readonly #cues: PhraseBook<Cue>;

  constructor(cues: ZoneLexica['cues'], folding: FoldTable) {
    this.#cues = new PhraseBook(
      cues.flatMap(([section, weight, cue]) =>
        isSection(section) ? [[cue, { section, weight }] as const] : [],
      ),
      folding,
    );
  }

  /** How much a stretch sounds like work: 1 for a word that hardly stands anywhere else. */
  work(units: Uint16Array, start: number, end: number): number {
    return this.#tally(units, start, end).sums.duties;
  }

  /** Whether a stretch begins with a word of work. */
  leads(units: Uint16Array, start: number, end: number): boolean {
    return this.#tally(units, start, end).leads;
  }

  /** How much speaks for setting a stretch aside. */
  aside(units: Uint16Array, start: number, end: number): number {
    const { sums } = this.#tally(units, start, end);
    return sums[strongest(sums)];
  }

  /** Paints over what no heading has claimed, and over lines that clearly contradict their heading. */
  judge(units: Uint16Array, canvas: Canvas, isItem: (at: number) => boolean): void {
    let before: Section = 'body';
    for (const { start, end, section } of canvas.zones()) {
      if (section === 'body' || section === 'profile') {
        before = this.#judgeOpen(units, start, end, before, canvas);
      } else {
        if (!isAside(section) && section !== 'title') this.#judgeHeaded(units, start, end, canvas, isItem);
        before = section;
      }
    }
  }

  #judgeOpen(units: Uint16Array, start: number, end: number, before: Section, canvas: Canvas): Section {
    let last = before;
    for (const [from, to] of pieces(units, start, end, endsSentence)) {
      if (isEmpty(units, from, to)) continue;
      const clauses = pieces(units, from, to, endsClause).map(([a, b]) => this.#tally(units, a, b));
      const whole = sentenceSection(clauses, last);
      if (whole !== null) {
        canvas.paint(from, to, whole);
        last = whole;
        continue;
      }
      paintClauses(clauses, canvas);
      last = 'body';
    }
    return last;
  }

  /** Lines full of sure cues, and what trails behind the last sentence of work: 薪 36K~42K, 意者請寄 …. No list items. */
  #judgeHeaded(
    units: Uint16Array,
    start: number,
    end: number,
    canvas: Canvas,
    isItem: (at: number) => boolean,
  ): void {
    let trailing = true;
    for (const [from, to] of pieces(units, start, end, isLineEndAt).reverse()) {
      if (isItem(from)) {
        trailing = false;
        continue;
      }
      const line = this.#tally(units, from, to);
      if (line.sure >= ENOUGH_AGAINST_HEADING && clearly(line) !== null)
        canvas.paint(from, to, strongest(line.sums));
      for (const [a, b] of trailing ? pieces(units, from, to, endsSentence).reverse() : []) {
        if (isEmpty(units, a, b)) continue;
        const tally = this.#tally(units, a, b);
        const section = tally.sums[strongest(tally.sums)] >= ENOUGH_TO_TRAIL ? clearly(tally) : null;
        trailing = a > start && section !== null;
        if (!trailing || section === null) break;
        canvas.paint(a, b, section);
      }
    }
  }

  /** Each cue counts once, at its longest match. */
  #tally(units: Uint16Array, start: number, end: number): Tally {
    const sums = noSums();
    const seen = new Set<Cue>();
    let sure = 0;
    let first: Section | null = null;
    const count = (section: Section, weight: number): void => {
      sums[section] += weight;
      if (weight >= SURE && isAside(section)) sure += weight;
    };
    for (let at = start; at < end; ) {
      const cue = this.#cues.longest(units, at, end);
      if (cue !== null) {
        if (!seen.has(cue.value)) count(cue.value.section, cue.value.weight);
        seen.add(cue.value);
        first ??= cue.value.section;
        at += cue.length;
        continue;
      }
      const shape = shapeAt(units, at, end);
      if (shape !== null) count(shape.section, shape.weight);
      if (isText(units[at]!)) first ??= 'body';
      at += shape?.length ?? 1;
    }
    return { start, end, sums, sure, leads: first === 'duties' };
  }
}

/** The section that a whole sentence is set aside as. */
function sentenceSection(clauses: readonly Tally[], before: Section): Section | null {
  if (clauses.length === 0 || clauses[0]!.leads) return null;
  const sums = noSums();
  for (const clause of clauses) for (const section of SECTIONS) sums[section] += clause.sums[section];
  const section = strongest(sums);
  const sum = { start: clauses[0]!.start, end: clauses.at(-1)!.end, sums };
  const enough = section === before ? ENOUGH_TO_GO_ON : ENOUGH;
  return sums[section] >= enough &&
    sums[section] > 1.5 * sums.duties &&
    sums.title === 0 &&
    dense(sum, section)
    ? section
    : null;
}

/** The strongest section of a stretch that is full of it and has no word of work. */
function clearly(tally: Tally): Section | null {
  const section = strongest(tally.sums);
  return tally.sums.duties === 0 && dense(tally, section) ? section : null;
}

/** Clauses that speak for themselves, and hints beside them. */
function paintClauses(clauses: readonly Tally[], canvas: Canvas): void {
  const chosen: (Section | null)[] = clauses.map(clause => {
    const section = strongest(clause.sums);
    const clear = clause.sums[section] >= ENOUGH_FOR_CLAUSE && clause.sums.duties === 0;
    return clear && dense(clause, section) ? section : null;
  });
  clauses.forEach((clause, i) => {
    const beside = chosen[i - 1] ?? chosen[i + 1] ?? null;
    const hinted = beside !== null && clause.sums[beside] >= ENOUGH_TO_GO_ON && clause.sums.duties === 0;
    const section = chosen[i] ?? (hinted && dense(clause, beside) ? beside : null);
    if (section !== null) canvas.paint(clause.start, clause.end, section);
  });
}

function dense({ start, end, sums }: Pick<Tally, 'start' | 'end' | 'sums'>, section: Section): boolean {
  const units = section === 'company' ? COMPANY_UNITS_PER_WEIGHT : UNITS_PER_WEIGHT;
  return end - start <= units * sums[section];
}

/** The section to be set aside with the greatest sum; the first of equals. */
function strongest(sums: Readonly<Record<Section, number>>): Section {
  let best: Section = 'benefits';
  for (const section of SECTIONS) if (isAside(section) && sums[section] > sums[best]) best = section;
  return best;
}

function noSums(): Record<Section, number> {
  return { ...NONE };
}

const NONE = Object.fromEntries(SECTIONS.map(section => [section, 0])) as Record<Section, number>;

function isEmpty(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++)
    if (isText(units[i]!) || units[i] === MAIL_SIGN || units[i] === ADDRESS_SIGN) return false;
  return true;
}

type EndsAt = (units: Uint16Array, at: number) => boolean;

const isLineEndAt: EndsAt = (units, at) => isLineEnd(units[at]!);

/** `[start, end)` cut behind every unit at which `ends` holds. */
function pieces(
  units: Uint16Array,
  start: number,
  end: number,
  ends: EndsAt,
): [start: number, end: number][] {
  const found: [number, number][] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    if (!ends(units, at)) continue;
    found.push([from, at + 1]);
    from = at + 1;
  }
  if (from < end) found.push([from, end]);
  return found;
}

interface Shape extends Cue {
  readonly length: number;
}

/** What no list can hold: e-mail addresses, telephone numbers (0912-345-678), hours (09:00–18:00), pay (35K, 28,000~32,000). */
function shapeAt(units: Uint16Array, at: number, end: number): Shape | null {
  if (units[at] === MAIL_SIGN) return { section: 'contact', weight: 0.7, length: 1 };
  if (units[at] === ADDRESS_SIGN) return { section: 'contact', weight: 0.4, length: 1 };
  if (!isDigitAt(units, at) || isDigitAt(units, at - 1)) return null;
  const number = String.fromCharCode(...units.subarray(at, Math.min(end, at + 20)));
  for (const { pattern, section, weight } of SHAPES) {
    const match = pattern.exec(number);
    if (match !== null) return { section, weight, length: match[0].length };
  }
  return null;
}

const SHAPES: readonly (Cue & { readonly pattern: RegExp })[] = [
  { section: 'contact', weight: 0.8, pattern: /^0\d{1,3}-?\d{3,4}-?\d{3,4}(?!\d)/ },
  { section: 'logistics', weight: 0.8, pattern: /^\d{1,2}:\d{2} ?[-–—~～至到] ?\d{1,2}:\d{2}/ },
  { section: 'benefits', weight: 0.6, pattern: /^\d{2,3}k? ?[-–—~～至到] ?\d{2,3}k(?![a-z])/ },
  { section: 'benefits', weight: 0.6, pattern: /^\d{2},\d{3}元? ?(?:[-–—~～至到] ?\d{2,3},\d{3}|起)/ },
  { section: 'benefits', weight: 0.4, pattern: /^\d{2}k(?![a-z])/ },
];
