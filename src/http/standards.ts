import type { Artifact } from '../artifact/read.ts';
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

/**
 * Searching is tolerant of width, case, Traditional or Simplified characters and white space; every word of `q` must
 * stand in the id, the code or the name.
 */
export function createCatalogue(artifact: Artifact, fold: Matcher['fold']): Catalogue {
  const squeeze = (text: string): string => fold(text).replace(/\s+/g, '');
  const indexOf = new Map(artifact.occupations.map(({ id }, index) => [id, index]));
  const rows = artifact.occupations.map(({ id, code, name, level, category, tasks, superseded }) => ({
    entry: {
      id,
      ...(code === null ? {} : { code }),
      name,
      ...(level === null ? {} : { level }),
      ...(category === null ? {} : { category }),
      tasks,
      superseded,
    },
    searched: [id, code ?? '', name].map(squeeze).join('\n'),
    category: squeeze(category ?? ''),
  }));
  return {
    list({ q, category, level }) {
      const words = fold(q).split(/\s+/).filter(Boolean);
      const wanted = squeeze(category);
      return rows
        .filter(row => level === null || row.entry.level === level)
        .filter(row => row.category.includes(wanted) && words.every(word => row.searched.includes(word)))
        .map(({ entry }) => entry);
    },
    record(id) {
      const index = indexOf.get(id);
      return index === undefined ? unknownStandard() : artifact.standard(index);
    },
    unknown: unknownStandard,
  };
}

function unknownStandard(): never {
  throw new Problem(
    'unknown-standard',
    'No standard of this index has that id; GET /v1/standards lists them.',
  );
}
