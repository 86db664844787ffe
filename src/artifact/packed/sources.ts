import { dampedFrequency } from '../derived/damping.ts';
import type { SourceTerms } from '../derived/rows.ts';
import { ArtifactError } from '../errors.ts';
import type { Artifact } from '../read.ts';
import { isLexiconKind, LEXICON_KINDS, SOURCE_KINDS, type Source, type SourceKind } from '../sources.ts';
import { ENTRY_BITS, ENTRY_MASK, type Rows, rowsOf } from '../tables.ts';
import { StreamReader, StreamWriter } from './streams.ts';

/**
 * The terms of each source of each occupation, then of each decoy: how many there are, and which, in order and as often as
 * they stand there. All rows and columns follow from them (derived/unit-sections.ts). `damping` is 1 + ln f for f from 1
 * to the greatest frequency that occurs, as 64-bit numbers.
 */
export interface SourceStreams {
  readonly counts: Uint8Array;
  readonly terms: Uint8Array;
  readonly damping: Uint8Array;
}

export function packSources(artifact: Artifact): SourceStreams {
  const counts = new StreamWriter();
  const terms = new StreamWriter();
  const reader = new RowReader(artifact.sections.frequencyPart);
  const write = (sources: number, held: ReadonlyMap<number, readonly number[]>): void => {
    for (let source = 0; source < sources; source++) {
      const list = held.get(source) ?? [];
      counts.varint(list.length);
      for (const term of list) terms.code(term);
    }
  };
  const { firstTask, sourceStart } = artifact.sections;
  for (let o = 0; o < artifact.manifest.standards; o++) {
    const held = new Map<number, readonly number[]>();
    // what weighs for tasks alone is in their rows alone; what is in both is the same
    for (let task = firstTask[o]!; task < firstTask[o + 1]!; task++)
      reader.read(artifact.rows.task, task, held);
    reader.read(artifact.rows.occupation, o, held);
    write(sourceStart[o + 1]! - sourceStart[o]!, held);
  }
  const decoys = rowsOf(artifact.sections, 'decoy');
  for (let d = 0; d < artifact.manifest.decoys; d++) {
    const held = new Map<number, readonly number[]>();
    reader.read(decoys, d, held);
    write(LEXICON_KINDS.length, held);
  }
  const damping = Float64Array.from({ length: reader.mostFrequent }, (_, i) => dampedFrequency(i + 1));
  return { counts: counts.finish(), terms: terms.finish(), damping: new Uint8Array(damping.buffer) };
}

/** Finds out again how often each term stands in each source. */
class RowReader {
  mostFrequent = 0;
  readonly #frequencyPart: Float64Array;

  constructor(frequencyPart: Float64Array) {
    this.#frequencyPart = frequencyPart;
  }

  /** Adds the terms of a unit's sources to `held`. */
  read(rows: Rows, unit: number, held: Map<number, readonly number[]>): void {
    for (let field = rows.start[unit]!; field < rows.start[unit + 1]!; field++) {
      this.#readField(rows, field, held);
    }
  }

  #readField(rows: Rows, field: number, held: Map<number, readonly number[]>): void {
    const kind = SOURCE_KINDS[rows.kind[field]!]!;
    const first = rows.segment[field]!;
    const last = rows.segment[field + 1]!;
    const parts = new Map<number, number[]>();
    for (let e = rows.entry[first]!; e < rows.entry[last]!; e++) {
      const term = rows.term[e]! >>> ENTRY_BITS;
      const part = this.#frequencyPart[rows.term[e]! & ENTRY_MASK]!;
      const list = parts.get(term);
      if (list === undefined) parts.set(term, [part]);
      else list.push(part);
    }
    const places = new Map([...parts].map(([term, list]) => [term, this.#placesOf(kind, list)]));
    for (let s = first; s < last; s++) {
      const terms: number[] = [];
      for (let e = rows.entry[s]!; e < rows.entry[s + 1]!; e++) {
        const term = rows.term[e]! >>> ENTRY_BITS;
        for (let left = places.get(term)!.shift()!; left > 0; left--) terms.push(term);
      }
      held.set(rows.source[s]!, terms);
    }
  }

  /** The c of each part (1 + ln f)·c/f of one term in one field, where f is the sum of all c. The lexica's words count once. */
  #placesOf(kind: SourceKind, parts: readonly number[]): number[] {
    if (isLexiconKind(kind)) return parts.map(() => 1);
    for (let f = parts.length; f <= MOST_FREQUENT; f++) {
      const damped = dampedFrequency(f);
      const places = parts.map(part => Math.round((part * f) / damped));
      if (
        places.reduce((sum, c) => sum + c, 0) === f &&
        places.every((c, i) => (damped * c) / f === parts[i])
      ) {
        this.mostFrequent = Math.max(this.mostFrequent, f);
        return places;
      }
    }
    throw new RangeError('this index cannot be packed: its rows do not say how often a word stands there');
  }
}

/** Of one word in one field: a document of a million characters. */
const MOST_FREQUENT = 1e6;

export interface UnpackedSources {
  readonly occupations: readonly (readonly SourceTerms[])[];
  readonly decoys: readonly (readonly SourceTerms[])[];
  readonly damped: (f: number) => number;
}

/**
 * `printed` are the sources of each occupation, as listSources gives them. Throws ArtifactError when the rows of all that would take more than `most`
 * bytes.
 */
export function unpackSources(
  streams: SourceStreams,
  printed: readonly (readonly Source[])[],
  decoys: number,
  most: number,
): UnpackedSources {
  const counts = new StreamReader(streams.counts);
  const termStream = new StreamReader(streams.terms);
  let left = most;
  const read = (source: number, kind: SourceKind, tasks: readonly number[]): SourceTerms => {
    const count = counts.varint();
    left -= (1 + count) * (1 + tasks.length) * 4; // once in the occupation's row and once in that of each task
    if (left < 0 || count > streams.terms.length) throw new ArtifactError('altered', 'rows');
    const terms = new Array<number>(count);
    for (let i = 0; i < count; i++) terms[i] = termStream.code();
    return { source, kind, tasks, terms };
  };
  const damping = new Float64Array(streams.damping.slice().buffer);
  return {
    occupations: printed.map(list => list.map(({ kind, tasks }, source) => read(source, kind, tasks))),
    decoys: Array.from({ length: decoys }, () => LEXICON_KINDS.map((kind, source) => read(source, kind, []))),
    damped: f => damping[f - 1]!,
  };
}
