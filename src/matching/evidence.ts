import { type AnatomySections, NONE, PARTS, type RemainderPart, TASK_PART } from '../artifact/anatomy.ts';
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
 * same rows and the same query as the score, and written once for all the competencies that share it.
 */
export class UnitEvidence {
  readonly #parts: EvidenceParts;
  readonly #rows: readonly WeighedRow[];
  #places: readonly Place[] | undefined;

  constructor(parts: EvidenceParts, rows: readonly WeighedRow[]) {
    this.#parts = parts;
    this.#rows = rows;
  }

  ofCompetency(index: number): readonly Evidence[] {
    return this.#collect(place => place.competencies.includes(index));
  }

  ofPart(part: RemainderPart): readonly Evidence[] {
    const index = PARTS.indexOf(part);
    return this.#collect(place => place.part === index);
  }

  /** Largest first; ties by where the term stands first, then by where in the standard. */
  #collect(belongs: (place: Place) => boolean): readonly Evidence[] {
    this.#places ??= this.#read();
    return this.#places
      .filter(belongs)
      .flatMap(({ evidence }) => evidence)
      .sort(
        (a, b) =>
          b.contribution - a.contribution ||
          a.spans[0]!.span[0] - b.spans[0]!.span[0] ||
          (a.source < b.source ? -1 : a.source > b.source ? 1 : 0),
      );
  }

  #read(): Place[] {
    const { artifact, query, labels } = this.#parts;
    const { termWeight, frequencyPart } = artifact.sections;
    const places = new Map<string, PlaceInMaking>();
    for (const { rows, unit, weights } of this.#rows) {
      for (let field = rows.start[unit]!; field < rows.start[unit + 1]!; field++) {
        const kind = rows.kind[field]!;
        const inText = weights.text[kind]! * rows.scale[field]!;
        const inTitle = weights.title[kind]! * rows.scale[field]!;
        const name = isLexiconKind(SOURCE_KINDS[kind]!) ? labels.name : null;
        for (let segment = rows.segment[field]!; segment < rows.segment[field + 1]!; segment++) {
          const place = this.#placeOf(rows.source[segment]!, places);
          for (let at = rows.entry[segment]!; at < rows.entry[segment + 1]!; at++) {
            const term = rows.term[at]! >>> ENTRY_BITS;
            const part = frequencyPart[rows.term[at]! & ENTRY_MASK]! * termWeight[term]!;
            for (const probe of query.probesOf(term)) {
              const asked = inText * probe.text + inTitle * probe.title;
              if (asked > 0) place.add(probe, standsFor(probe, name), part * asked);
            }
          }
        }
      }
    }
    return [...places.values()];
  }

  /** Sources of one code that count for the same thing are one place of the standard. */
  #placeOf(source: number, places: Map<string, PlaceInMaking>): PlaceInMaking {
    const { artifact, occupation, labels } = this.#parts;
    const { sections } = artifact;
    const task = sections.sourceTask[sections.sourceStart[occupation]! + source]!;
    const code = labels.sources[source]!;
    const key = `${code}/${task}`;
    let place = places.get(key);
    if (place === undefined) {
      place = new PlaceInMaking(
        code,
        countsFor(sections, occupation, source, sections.firstTask[occupation]!),
      );
      places.set(key, place);
    }
    return place;
  }
}

/** What of the standard a pasted term stands for, unless it is that: a word of the very name stands for itself. */
function standsFor({ pasted, as }: Probe, name: string | null): string | undefined {
  if (name !== null) return name.includes(pasted) ? undefined : name;
  return as === pasted ? undefined : as;
}

/** A place of the standard, with the evidence as each competency that it counts for lists it. */
interface Place {
  readonly competencies: readonly number[];
  /** The remainder that it counts for, an index in PARTS; -1 when it counts for competencies. */
  readonly part: number;
  readonly evidence: readonly Evidence[];
}

function countsFor(
  anatomy: AnatomySections,
  occupation: number,
  source: number,
  firstTask: number,
): Omit<Place, 'evidence'> {
  const at = anatomy.sourceStart[occupation]! + source;
  const competency = anatomy.sourceCompetency[at]!;
  const task = anatomy.sourceTask[at]!;
  if (competency !== NONE) return { competencies: [competency], part: -1 };
  if (task === NONE) return { competencies: [], part: anatomy.sourcePart[at]! };
  const [start, end] = [
    anatomy.requiredStart[firstTask + task]!,
    anatomy.requiredStart[firstTask + task + 1]!,
  ];
  const required = [...anatomy.requiredCompetency.subarray(start, end)];
  return { competencies: required, part: required.length === 0 ? TASK_PART : -1 };
}

class PlaceInMaking implements Place {
  readonly competencies: readonly number[];
  readonly part: number;
  readonly #code: string;
  readonly #items = new Map<string, Item>();
  #evidence: readonly Evidence[] | undefined;

  constructor(code: string, { competencies, part }: Omit<Place, 'evidence'>) {
    this.#code = code;
    this.competencies = competencies;
    this.part = part;
  }

  /** The same words for the same thing are one piece of evidence. */
  add(probe: Probe, as: string | undefined, contribution: number): void {
    const [first] = probe.spans;
    const key = `${first!.in}${first!.span[0]}-${first!.span[1]}/${as ?? ''}`;
    const known = this.#items.get(key);
    if (known === undefined) this.#items.set(key, { probe, as, contribution });
    else known.contribution += contribution;
  }

  /** In equal shares for the competencies. */
  get evidence(): readonly Evidence[] {
    const share = 1 / Math.max(1, this.competencies.length);
    this.#evidence ??= [...this.#items.values()].map(
      ({ probe, as, contribution }): Evidence => ({
        term: probe.pasted,
        ...(as === undefined ? {} : { as }),
        spans: probe.spans,
        contribution: contribution * share,
        source: this.#code,
      }),
    );
    return this.#evidence;
  }
}

interface Item {
  readonly probe: Probe;
  readonly as: string | undefined;
  contribution: number;
}
