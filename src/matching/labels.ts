import type { CompetencyKind, OccupationLabels } from '../artifact/anatomy.ts';
import type { Artifact } from '../artifact/read.ts';
import type { TaskShare } from './answer.ts';

/** What the parts of one occupation are called. */
export interface Labels {
  readonly name: string;
  /** The code of each source. */
  readonly sources: readonly string[];
  readonly competencies: readonly CompetencyLabel[];
  readonly tasks: readonly TaskLabel[];
}

export interface CompetencyLabel {
  readonly code: string;
  readonly kind: CompetencyKind;
  /** As printed, the first one first. */
  readonly names: readonly string[];
}

export type TaskLabel = Omit<TaskShare, 'contribution'>;

/**
 * Labels are read from the artifact when they are first shown, and kept: some nine kilobytes an occupation. Strings that
 * many occupations have (K01, T1.1, 溝通能力) are kept once; without that, and with objects that are spread together, the
 * labels of a catalogue took 16 MB instead of 8.
 */
export function createLabels(artifact: Artifact): (occupation: number) => Labels {
  const known = new Map<number, Labels>();
  const strings = new Map<string, string>();
  const once = (text: string): string => {
    const same = strings.get(text);
    if (same === undefined) strings.set(text, text);
    return same ?? text;
  };
  const taskLabel = ([code, name, level]: OccupationLabels['tasks'][number]): TaskLabel =>
    level === null ? { code: once(code), name } : { code: once(code), name, level };
  const competencyLabel = ([
    code,
    kind,
    ...names
  ]: OccupationLabels['competencies'][number]): CompetencyLabel => ({
    code: once(code),
    kind: once(kind) as CompetencyKind,
    names: names.map(once),
  });
  return occupation => {
    let labels = known.get(occupation);
    if (labels === undefined) {
      const { name, sources, competencies, tasks } = artifact.labels(occupation);
      labels = {
        name,
        sources: sources.map(once),
        competencies: competencies.map(competencyLabel),
        tasks: tasks.map(taskLabel),
      };
      known.set(occupation, labels);
    }
    return labels;
  };
}
