import { isLexiconKind } from '../artifact/sources.ts';
import { type Anatomy, PARTS, type SourceParts, TASK_PART } from './anatomy.ts';
import type { Evidence, RemainderPart } from './answer.ts';
import type { Probe, ReadableQuery } from './probes.ts';
import type { WeighedRow } from './rows.ts';

/**
 * Which words of the text carried a unit's score, and where in the standard. Worked out when it is first read, from the
 * same rows and the same query as the score, and written once for all the competencies that share it.
 */
export class UnitEvidence {
  readonly #query: ReadableQuery;
  readonly #anatomy: Anatomy;
  readonly #rows: readonly WeighedRow[];
  #groups: readonly Group[] | undefined;

  constructor(query: ReadableQuery, anatomy: Anatomy, rows: readonly WeighedRow[]) {
    this.#query = query;
    this.#anatomy = anatomy;
    this.#rows = rows;
  }

  ofCompetency(index: number): readonly Evidence[] {
    return this.#collect(({ competency, task }) => competency === index || this.#requires(task, index));
  }

  ofPart(part: RemainderPart): readonly Evidence[] {
    const index = PARTS.indexOf(part);
    return this.#collect(
      source =>
        (source.competency < 0 && source.part === index) ||
        (index === TASK_PART && source.task >= 0 && this.#anatomy.tasks[source.task]!.required.length === 0),
    );
  }

  #requires(task: number, competency: number): boolean {
    return task >= 0 && this.#anatomy.tasks[task]!.required.includes(competency);
  }

  /** Largest first; ties by where the term stands first, then by where in the standard. */
  #collect(belongs: (source: SourceParts) => boolean): readonly Evidence[] {
    this.#groups ??= this.#group();
    return this.#groups
      .filter(({ source }) => belongs(source))
      .flatMap(({ evidence }) => evidence)
      .sort(
        (a, b) =>
          b.contribution - a.contribution ||
          a.spans[0]!.span[0] - b.spans[0]!.span[0] ||
          (a.source < b.source ? -1 : a.source > b.source ? 1 : 0),
      );
  }

  #group(): Group[] {
    const groups = new Map<string, GroupInMaking>();
    for (const { rows, unit, weights } of this.#rows) {
      for (let segment = rows.start[unit]!; segment < rows.start[unit + 1]!; segment++) {
        const source = this.#anatomy.sources[rows.source[segment]!]!;
        const kind = rows.kind[segment]!;
        const group = this.#groupOf(source, groups);
        for (let at = rows.entry[segment]!; at < rows.entry[segment + 1]!; at++) {
          for (const probe of this.#query.probesOf(rows.term[at]!)) {
            const weight = weights.text[kind]! * probe.text + weights.title[kind]! * probe.title;
            if (weight > 0) group.add(probe, source, rows.part[at]! * weight);
          }
        }
      }
    }
    return [...groups.values()].map(group => group.finish());
  }

  /** Sources of one code that count for the same thing are one place of the standard. */
  #groupOf(source: SourceParts, groups: Map<string, GroupInMaking>): GroupInMaking {
    const key = source.task >= 0 ? `${source.code}/${source.task}` : source.code;
    let group = groups.get(key);
    if (group === undefined) {
      const sharers = this.#anatomy.tasks[source.task]?.required.length ?? 1;
      group = new GroupInMaking(source, 1 / Math.max(1, sharers), this.#anatomy.name);
      groups.set(key, group);
    }
    return group;
  }
}

/** The evidence of one place of the standard, as each competency that it counts for lists it. */
interface Group {
  readonly source: SourceParts;
  readonly evidence: readonly Evidence[];
}

class GroupInMaking {
  readonly #source: SourceParts;
  readonly #share: number;
  readonly #name: string;
  readonly #items = new Map<string, { probe: Probe; as: string | undefined; contribution: number }>();

  constructor(source: SourceParts, share: number, name: string) {
    this.#source = source;
    this.#share = share;
    this.#name = name;
  }

  /** The same words for the same thing are one piece of evidence. */
  add(probe: Probe, source: SourceParts, contribution: number): void {
    const as = this.#standsFor(probe, source);
    const [first] = probe.spans;
    const key = `${first!.in}${first!.span[0]}-${first!.span[1]}/${as ?? ''}`;
    const known = this.#items.get(key);
    if (known === undefined) this.#items.set(key, { probe, as, contribution });
    else known.contribution += contribution;
  }

  /** What of the standard a pasted term stands for, unless it is that: a word of the very name stands for itself. */
  #standsFor({ pasted, as }: Probe, { kind }: SourceParts): string | undefined {
    if (isLexiconKind(kind)) return this.#name.includes(pasted) ? undefined : this.#name;
    return as === pasted ? undefined : as;
  }

  finish(): Group {
    const evidence = [...this.#items.values()].map(
      ({ probe, as, contribution }): Evidence => ({
        term: probe.pasted,
        ...(as === undefined ? {} : { as }),
        spans: probe.spans,
        contribution: contribution * this.#share,
        source: this.#source.code,
      }),
    );
    return { source: this.#source, evidence };
  }
}
