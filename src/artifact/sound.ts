import { type AnatomySections, NONE, PARTS } from './anatomy.ts';
import { ArtifactError } from './errors.ts';
import type { Manifest, OccupationEntry, Sections } from './format.ts';
import { LEXICON_KINDS, SOURCE_KINDS } from './sources.ts';
import {
  type ChannelColumns,
  columnsOf,
  ENTRY_BITS,
  ENTRY_MASK,
  MAX_TERMS,
  type Rows,
  rowsOf,
} from './tables.ts';

/**
 * Whether the sections of an index fit together: starts never go back and end where their table ends, indices lie within
 * the tables that they point into, amounts are finite and not negative, lengths agree. A checksum tells damage; this tells
 * a file that was made wrong, by a faulty program or on purpose, so that nothing behind it meets a number it cannot use.
 * Each number is looked at once. What a sound index says is not judged.
 *
 * Throws ArtifactError `unsound` with the name of the section.
 */
export function checkSections(
  sections: Sections,
  { standards, tasks, terms, words, decoys }: Manifest,
  occupations: readonly OccupationEntry[],
): void {
  const { firstTask, termWeight, frequencyPart, neighbourStart, neighbourTerm, neighbourWeight } = sections;
  must(words <= terms && terms <= MAX_TERMS, 'terms');
  must(occupations.length === standards, 'occupations');
  checkStarts(firstTask, standards, tasks, 'firstTask');
  must(
    occupations.every((occupation, o) => occupation.tasks === firstTask[o + 1]! - firstTask[o]!),
    'occupations',
  );
  checkTrie(
    sections.automatonAlphabet,
    sections.automatonSlots,
    sections.automatonWeight.length,
    'automatonSlots',
  );
  checkTrie(sections.phraseAlphabet, sections.phraseSlots, 0x8000, 'phraseSlots');
  checkTerms(sections.automatonTerm, sections.automatonSlots.length / 2, words, 'automatonTerm');
  checkTerms(sections.phraseTerm, sections.phraseSlots.length / 2, terms, 'phraseTerm');
  checkAmounts(termWeight, terms, 'termWeight');
  checkAmounts(frequencyPart, frequencyPart.length, 'frequencyPart');
  checkStarts(neighbourStart, words, neighbourTerm.length, 'neighbourStart');
  checkBelow(neighbourTerm, terms, 'neighbourTerm');
  checkAmounts(neighbourWeight, neighbourTerm.length, 'neighbourWeight');
  for (const type of ['occupation', 'context', 'bound', 'decoy'] as const) {
    checkColumns(columnsOf(sections, type), terms, type === 'decoy' ? decoys : standards, type);
  }
  // nothing else bounds them, and the matcher has a number for each
  must(decoys <= sections.decoyTextUnit.length + sections.decoyTitleUnit.length, 'manifest.decoys');
  checkAnatomy(sections, firstTask, standards);
  const { sourceStart } = sections;
  const sources = (occupation: number): number => sourceStart[occupation + 1]! - sourceStart[occupation]!;
  const owners = new Uint32Array(tasks);
  for (let o = 0; o < standards; o++) owners.fill(o, firstTask[o], firstTask[o + 1]);
  checkRows(rowsOf(sections, 'occupation'), standards, terms, frequencyPart.length, sources, 'occupationRow');
  checkRows(
    rowsOf(sections, 'task'),
    tasks,
    terms,
    frequencyPart.length,
    u => sources(owners[u]!),
    'taskRow',
  );
  checkRows(
    rowsOf(sections, 'decoy'),
    decoys,
    terms,
    frequencyPart.length,
    () => LEXICON_KINDS.length,
    'decoyRow',
  );
  checkStarts(sections.labelStart, standards, sections.labels.length, 'labelStart');
  checkStarts(sections.standardStart, standards, sections.standards.length, 'standardStart');
}

/** How many competencies the sections speak of in an occupation: its labels must name as many at least. */
export function competenciesIn(
  sections: AnatomySections,
  firstTask: Uint32Array,
  occupation: number,
): number {
  const { sourceStart, sourceCompetency, requiredStart, requiredCompetency } = sections;
  let most = -1;
  for (let at = sourceStart[occupation]!; at < sourceStart[occupation + 1]!; at++) {
    const competency = sourceCompetency[at]!;
    if (competency !== NONE && competency > most) most = competency;
  }
  const end = requiredStart[firstTask[occupation + 1]!]!;
  for (let at = requiredStart[firstTask[occupation]!]!; at < end; at++) {
    if (requiredCompetency[at]! > most) most = requiredCompetency[at]!;
  }
  return most + 1;
}

/**
 * A step of a walk never leaves the array, and none passes a separator, whose symbol is 0: a slot with that symbol is a
 * free one, all zeros.
 */
function checkTrie(alphabet: Uint32Array, slots: Int32Array, classes: number, name: string): void {
  const highest = (alphabet.length + 1) * 2; // the symbol of a stranger
  must(slots.length % 2 === 0 && slots.length > highest + 1 && slots.length <= MOST_SLOTS, name);
  must(highest < 0xffff && classes > 0, name);
  checkBelow(alphabet, 0x110000, name);
  const lastBase = slots.length - 2 - highest;
  let sound = true;
  for (let slot = 0; slot < slots.length; slot += 2) {
    const base = slots[slot]!;
    const mark = slots[slot + 1]!;
    const symbol = mark & 0xffff;
    const odd = (base | symbol) & 1;
    const free = symbol !== 0 || (base | mark) === 0;
    if (odd !== 0 || !free || base < 0 || base > lastBase || symbol > highest || mark >>> 16 >= classes)
      sound = false;
  }
  must(sound, name);
}

/** As double-array.ts has it: a slot and a length share one number. */
const MOST_SLOTS = 0x400000;

/** Terms of words, or what stands for none: UNKNOWN_TERM and STOP_TERM. */
function checkTerms(values: Int32Array, length: number, limit: number, name: string): void {
  must(values.length === length, name);
  let most = -1;
  let least = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > most) most = value;
    if (value < least) least = value;
  }
  must(most < limit && least >= -2, name);
}

function checkColumns({ text, title }: ChannelColumns, terms: number, units: number, type: string): void {
  for (const [channel, { start, unit, weight }] of [
    ['Text', text],
    ['Title', title],
  ] as const) {
    checkStarts(start, terms, unit.length, `${type}${channel}Start`);
    checkBelow(unit, units, `${type}${channel}Unit`);
    checkAmounts(weight, unit.length, `${type}${channel}Weight`);
  }
}

function checkRows(
  { start, kind, scale, segment, source, entry, term }: Rows,
  units: number,
  terms: number,
  parts: number,
  sourcesOf: (unit: number) => number,
  name: string,
): void {
  checkStarts(start, units, kind.length, `${name}Start`);
  checkBelow(kind, SOURCE_KINDS.length, `${name}Kind`);
  checkAmounts(scale, kind.length, `${name}Scale`);
  checkStarts(segment, kind.length, source.length, `${name}Segment`);
  checkStarts(entry, source.length, term.length, `${name}Entry`);
  let most = 0;
  let part = 0;
  for (let i = 0; i < term.length; i++) {
    const packed = term[i]!;
    if (packed > most) most = packed;
    if ((packed & ENTRY_MASK) > part) part = packed & ENTRY_MASK;
  }
  must(term.length === 0 || (most >>> ENTRY_BITS < terms && part < parts), `${name}Term`);
  for (let unit = 0; unit < units; unit++) {
    const sources = sourcesOf(unit);
    const end = segment[start[unit + 1]!]!;
    for (let at = segment[start[unit]!]!; at < end; at++) must(source[at]! < sources, `${name}Source`);
  }
}

function checkAnatomy(sections: AnatomySections, firstTask: Uint32Array, standards: number): void {
  const { sourceStart, sourceCompetency, sourceTask, sourcePart, requiringStart, requiringTask } = sections;
  const sources = sourceCompetency.length;
  checkStarts(sourceStart, standards, sources, 'sourceStart');
  checkStarts(requiringStart, sources, requiringTask.length, 'requiringStart');
  checkStarts(
    sections.requiredStart,
    firstTask[standards]!,
    sections.requiredCompetency.length,
    'requiredStart',
  );
  must(sourceTask.length === sources, 'sourceTask');
  must(sourcePart.length === sources, 'sourcePart');
  for (let o = 0; o < standards; o++) {
    const tasks = firstTask[o + 1]! - firstTask[o]!;
    for (let at = sourceStart[o]!; at < sourceStart[o + 1]!; at++) {
      const task = sourceTask[at]!;
      must(task === NONE || task < tasks, 'sourceTask');
      const [first, end] = [requiringStart[at]!, requiringStart[at + 1]!];
      for (let i = first; i < end; i++) must(requiringTask[i]! < tasks, 'requiringTask');
      const leftOver = task === NONE && (sourceCompetency[at] === NONE || first === end);
      must(!leftOver || sourcePart[at]! < PARTS.length, 'sourcePart');
    }
  }
}

/** Of `items` lists that lie end to end in a table of `end`: one start each, and the end. */
function checkStarts(start: Uint32Array, items: number, end: number, name: string): void {
  must(start.length === items + 1 && start[0] === 0 && start[items] === end, name);
  let before = 0;
  let sound = true;
  for (let i = 0; i < start.length; i++) {
    const at = start[i]!;
    if (at < before) sound = false;
    before = at;
  }
  must(sound, name);
}

function checkBelow(values: Uint8Array | Uint16Array | Uint32Array, limit: number, name: string): void {
  let most = -1;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  must(most < limit, name);
}

function checkAmounts(values: Float32Array | Float64Array, length: number, name: string): void {
  let sound = values.length === length;
  for (let i = 0; i < values.length; i++) if (!(values[i]! >= 0 && values[i]! < Infinity)) sound = false;
  must(sound, name);
}

function must(sound: boolean, section: string): asserts sound {
  if (!sound) throw new ArtifactError('unsound', section);
}
