import { NONE, PARTS, type RemainderPart, requiredBy, TASK_PART } from '../artifact/anatomy.ts';
import type { Artifact } from '../artifact/read.ts';
import { isLexiconKind, SOURCE_KINDS } from '../artifact/sources.ts';
import { ENTRY_BITS, ENTRY_MASK } from '../artifact/tables.ts';
import type { Evidence } from './answer.ts';
import type { Labels } from './labels.ts';
import type { Probe, ReadableQuery } from './probes.ts';
import type { WeighedRow } from './rows.ts';

/** What evidence is read from: the text as asked, and one occupation. */
export interface EvidenceParts {
  readonly artifact: Artifact;
  readonly query: ReadableQuery;
  readonly occupation: number;
  readonly labels: Labels;
}

/**
 * Which words of the text carried a unit's score, and where in the standard. Worked out when it is first read, from the
 * same rows and the same query as the score. Each piece is written once for all the competencies that share it: who reads
 * a list or two has these picked out, and who reads on has all of them handed out, which costs what a dozen picked ones do.
 */
export class UnitEvidence {
  readonly #parts: EvidenceParts;
  readonly #rows: readonly WeighedRow[];
  #places: readonly Place[] | undefined;
  #lists: EvidenceLists | undefined;
  #picked = 0;

  constructor(parts: EvidenceParts, rows: readonly WeighedRow[]) {
    this.#parts = parts;
    this.#rows = rows;
  }

  /** Largest first. */
  ofCompetency(index: number): readonly Evidence[] {
    return (
      this.#all()?.competencies[index] ??
      this.#pick(({ competencies }) => Array.prototype.includes.call(competencies, index))
    );
  }

  ofPart(part: RemainderPart): readonly Evidence[] {
    const index = PARTS.indexOf(part);
    return this.#all()?.parts[index] ?? this.#pick(place => place.part === index);
  }

  /** Undefined as long as few lists were read. */
  #all(): EvidenceLists | undefined {
    if (this.#lists === undefined && this.#picked++ === MOST_PICKED) {
      this.#lists = handOut(this.#read(), this.#parts.labels);
    }
    return this.#lists;
  }

  #pick(isWanted: (place: Place) => boolean): readonly Evidence[] {
    const list: Evidence[] = [];
    for (const place of this.#read()) {
      if (isWanted(place)) for (const piece of place.pieces.values()) list.push(written(piece));
    }
    return list.sort(inOrder);
  }

  #read(): readonly Place[] {
    this.#places ??= collectPlaces(this.#parts, this.#rows);
    return this.#places;
  }
}

/** How many lists are picked out one by one: what a line of why shows. */
const MOST_PICKED = 3;

interface EvidenceLists {
  readonly competencies: readonly (readonly Evidence[])[];
  /** In the order of PARTS. */
  readonly parts: readonly (readonly Evidence[])[];
}

/** Sorted once, so that every list it is handed out to is in order. */
function handOut(places: readonly Place[], { competencies }: Labels): EvidenceLists {
  const lists = {
    competencies: competencies.map((): Evidence[] => []),
    parts: PARTS.map((): Evidence[] => []),
  };
  const all: { readonly place: Place; readonly evidence: Evidence }[] = [];
  for (const place of places) {
    for (const piece of place.pieces.values()) all.push({ place, evidence: written(piece) });
  }
  all.sort((a, b) => inOrder(a.evidence, b.evidence));
  for (const { place, evidence } of all) {
    for (const competency of place.competencies) lists.competencies[competency]!.push(evidence);
    if (place.part >= 0) lists.parts[place.part]!.push(evidence);
  }
  return lists;
}

/** In equal shares for the competencies that it counts for. */
function written(piece: Piece): Evidence {
  const { place, probe, as, contribution } = piece;
  piece.written ??= {
    term: probe.pasted,
    ...(as === undefined ? {} : { as }),
    spans: probe.spans,
    contribution: contribution / Math.max(1, place.competencies.length),
    source: place.code,
  };
  return piece.written;
}

/** Largest first; ties by where the term stands first, then by where in the standard. */
function inOrder(a: Evidence, b: Evidence): number {
  return (
    b.contribution - a.contribution ||
    a.spans[0]!.span[0] - b.spans[0]!.span[0] ||
    (a.source < b.source ? -1 : a.source > b.source ? 1 : 0)
  );
}

/** What one place of the text adds to one place of the standard. */
interface Piece {
  readonly place: Place;
  readonly probe: Probe;
  /** What the pasted term stands for, when that is another one. */
  readonly as: string | undefined;
  contribution: number;
  written?: Evidence;
}

/** A place of the standard: what counts for the same thing under one code. */
interface Place {
  readonly code: string;
  readonly competencies: ArrayLike<number> & Iterable<number>;
  /** The remainder that it counts for, an index in PARTS; -1 when it counts for competencies. */
  readonly part: number;
  /** By `keyOf` the words: the same words for the same thing are one piece. */
  readonly pieces: Map<number, Piece>;
}

function collectPlaces(
  { artifact, query, occupation, labels }: EvidenceParts,
  rows: readonly WeighedRow[],
): Place[] {
  const { termWeight, frequencyPart } = artifact.sections;
  const places = new Map<string, Place>();
  for (const { rows: table, unit, weights } of rows) {
    for (let field = table.start[unit]!; field < table.start[unit + 1]!; field++) {
      const kind = table.kind[field]!;
      const inText = weights.text[kind]! * table.scale[field]!;
      const inTitle = weights.title[kind]! * table.scale[field]!;
      if (inText === 0 && inTitle === 0) continue;
      const name = isLexiconKind(SOURCE_KINDS[kind]!) ? labels.name : undefined;
      for (let segment = table.segment[field]!; segment < table.segment[field + 1]!; segment++) {
        let place: Place | undefined;
        for (let at = table.entry[segment]!; at < table.entry[segment + 1]!; at++) {
          const term = table.term[at]! >>> ENTRY_BITS;
          const probes = query.probesOf(term);
          if (probes.length === 0) continue;
          const part = frequencyPart[table.term[at]! & ENTRY_MASK]! * termWeight[term]!;
          for (const probe of probes) {
            const asked = inText * probe.text + inTitle * probe.title;
            if (asked === 0) continue;
            place ??= placeOf(table.source[segment]!, artifact, occupation, labels, places);
            addPiece(place, probe, name, part * asked);
          }
        }
      }
    }
  }
  return [...places.values()];
}

/**
 * A word of the lexica stands for the name of the occupation, unless it is in it; any other for the term that it is a
 * neighbour of.
 */
function addPiece(place: Place, probe: Probe, name: string | undefined, contribution: number): void {
  const forName = name !== undefined && !name.includes(probe.pasted);
  const own = name !== undefined || probe.as === undefined;
  const key = probe.place * KEYS + (forName ? 1 : own ? 0 : probe.term + 2);
  const known = place.pieces.get(key);
  if (known !== undefined) {
    known.contribution += contribution;
    return;
  }
  place.pieces.set(key, { place, probe, as: forName ? name : own ? undefined : probe.as, contribution });
}

/** More than there can be terms (artifact/tables.ts). */
const KEYS = 2 ** 21;

/** Sources of one code that count for the same thing are one place of the standard. */
function placeOf(
  source: number,
  { sections }: Artifact,
  occupation: number,
  labels: Labels,
  places: Map<string, Place>,
): Place {
  const at = sections.sourceStart[occupation]! + source;
  const task = sections.sourceTask[at]!;
  const code = labels.sources[source]!;
  const competency = sections.sourceCompetency[at]!;
  const key = `${code}/${competency}/${task}/${sections.sourcePart[at]}`;
  let place = places.get(key);
  if (place === undefined) {
    const first = sections.firstTask[occupation]! + task;
    const competencies =
      competency !== NONE ? [competency] : task === NONE ? [] : requiredBy(sections, first);
    const part = competencies.length > 0 ? -1 : task === NONE ? sections.sourcePart[at]! : TASK_PART;
    place = { code, competencies, part, pieces: new Map() };
    places.set(key, place);
  }
  return place;
}
