import type { OccupationEntry } from '../artifact/format.ts';
import type { Artifact } from '../artifact/read.ts';
import { createSearch } from '../matching/catalogue.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { StandardsQuery } from './contract.ts';
import { Problem } from './problems.ts';

/** One standard as lists show it; what it does not have is absent. */
export interface StandardEntry {
  readonly id: string;
  readonly code?: string;
  readonly name: string;
  readonly level?: number;
  readonly category?: string;
  /** How many. */
  readonly tasks: number;
  readonly superseded: boolean;
}

/** The standards of one index, to be looked up and looked through. */
export interface Catalogue {
  list(query: StandardsQuery): StandardEntry[];
  /** The record as the index holds it; a Problem for an id that it lacks. */
  record(id: string): ReturnType<Artifact['standard']>;
  /** Throws that Problem. */
  unknown(): never;
}

export function createCatalogue(artifact: Artifact, fold: Matcher['fold']): Catalogue {
  const search = createSearch(artifact.occupations, fold);
  const indexOf = new Map(artifact.occupations.map(({ id }, index) => [id, index]));
  return {
    list: query => search(query).map(entryOf),
    record(id) {
      const index = indexOf.get(id);
      return index === undefined ? unknownStandard() : artifact.standard(index);
    },
    unknown: unknownStandard,
  };
}

function entryOf({ id, code, name, level, category, tasks, superseded }: OccupationEntry): StandardEntry {
  return {
    id,
    ...(code === null ? {} : { code }),
    name,
    ...(level === null ? {} : { level }),
    ...(category === null ? {} : { category }),
    tasks,
    superseded,
  };
}

function unknownStandard(): never {
  throw new Problem(
    'unknown-standard',
    'No standard of this index has that id; GET /v1/standards lists them.',
  );
}
