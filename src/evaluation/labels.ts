import type { Artifact } from '../artifact/read.ts';
import { tasksOf } from '../artifact/sources.ts';
import type { JudgedRow, JudgedTask } from './judged.ts';

/** A judgement as far as one index can be measured by it. */
export interface Labels {
  readonly none: boolean;
  readonly grades: ReadonlyMap<string, number>;
  readonly tasks: readonly JudgedTask[];
  readonly hardNegatives: readonly string[];
}

/** What an index can be asked for. */
export interface KnownLabels {
  hasOccupation(id: string): boolean;
  hasTask(task: JudgedTask): boolean;
}

export function knownLabels(artifact: Artifact): KnownLabels {
  const occupations = new Map(artifact.occupations.map(({ id }, occupation) => [id, occupation]));
  return {
    hasOccupation: id => occupations.has(id),
    hasTask({ occupation, code }) {
      const at = occupations.get(occupation);
      return at !== undefined && tasksOf(artifact.standard(at)).some(task => task.code === code);
    },
  };
}

/** Drops what the index lacks, and tells it: ids of standards, and `ID CODE` for a task that a known standard lacks. */
export function labelsFor(row: JudgedRow, known: KnownLabels): { labels: Labels; dropped: string[] } {
  const { none, grades, tasks = [], hardNegatives = [] } = row;
  const ids = [...Object.keys(grades), ...hardNegatives, ...tasks.map(({ occupation }) => occupation)];
  const lostTasks = tasks.filter(task => known.hasOccupation(task.occupation) && !known.hasTask(task));
  return {
    labels: {
      none,
      grades: new Map(Object.entries(grades).filter(([id]) => known.hasOccupation(id))),
      tasks: tasks.filter(task => known.hasTask(task)),
      hardNegatives: hardNegatives.filter(id => known.hasOccupation(id)),
    },
    dropped: [
      ...ids.filter(id => !known.hasOccupation(id)),
      ...lostTasks.map(({ occupation, code }) => `${occupation} ${code}`),
    ],
  };
}
