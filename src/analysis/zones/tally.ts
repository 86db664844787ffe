import { CODES, isAside, SECTIONS, type Section } from './parts.ts';

/** A word that speaks for a section: 1 if it hardly stands anywhere else. */
export interface Cue {
  /** Of the section. */
  readonly code: number;
  readonly weight: number;
  /** The weight of a cue that hardly ever speaks of work, 0 of any other. */
  readonly sure: number;
}

const SURE = 0.9;
/** A sentence goes as a whole only if it holds a weight of 1 in every so many units; else only its clauses may. */
const UNITS_PER_WEIGHT = 20;
/** Company blurb is wordy. */
const COMPANY_UNITS_PER_WEIGHT = 45;

/** Sums of nothing. −0 because an engine that has seen only whole numbers in it would rebuild each copy at its first 0.5. */
const SILENCE: readonly number[] = SECTIONS.map(() => -0);
const ASIDE = SECTIONS.filter(isAside).map(section => CODES[section]);

export function cueOf(section: Section, weight: number): Cue {
  return { code: CODES[section], weight, sure: weight >= SURE && isAside(section) ? weight : 0 };
}

/** The sums of the cue weights of one stretch of text. */
export class Tally {
  readonly start: number;
  readonly end: number;
  /** Its first word is one of work: 計算員工薪資、加班費. */
  leads = false;
  #sums = SILENCE as number[]; // most stretches say nothing, and share this
  #sure = 0;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }

  count({ code, weight, sure }: Cue): void {
    this.#ownSums()[code]! += weight;
    this.#sure += sure;
  }

  /** Counts what `other` has counted. */
  add(other: Tally): void {
    if (other.isSilent) return;
    const sums = this.#ownSums();
    for (let code = 0; code < sums.length; code++) sums[code]! += other.#sums[code]!;
  }

  get isSilent(): boolean {
    return this.#sums === SILENCE;
  }

  get sure(): number {
    return this.#sure;
  }

  of(section: Section): number {
    return this.#sums[CODES[section]]!;
  }

  #ownSums(): number[] {
    if (this.#sums === SILENCE) this.#sums = SILENCE.slice();
    return this.#sums;
  }

  /** The section to be set aside with the greatest sum; benefits, then the first of equals. */
  strongest(): Section {
    let best = CODES.benefits;
    for (const code of ASIDE) if (this.#sums[code]! > this.#sums[best]!) best = code;
    return SECTIONS[best]!;
  }

  /** Whether the words for `section` fill it. */
  isFullOf(section: Section): boolean {
    const units = section === 'company' ? COMPANY_UNITS_PER_WEIGHT : UNITS_PER_WEIGHT;
    return this.end - this.start <= units * this.of(section);
  }

  /** The strongest section, if the stretch is full of it and has no word of work. */
  clearly(): Section | null {
    const section = this.strongest();
    return this.of('duties') === 0 && this.isFullOf(section) ? section : null;
  }
}
