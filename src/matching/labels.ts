import type { CompetencyKind } from '../artifact/anatomy.ts';
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

/** Labels are read from the artifact when they are first shown, and kept: some four kilobytes an occupation. */
export function createLabels(artifact: Artifact): (occupation: number) => Labels {
  const known = new Map<number, Labels>();
  return occupation => {
    let labels = known.get(occupation);
    if (labels === undefined) {
      const { name, sources, competencies, tasks } = artifact.labels(occupation);
      labels = {
        name,
        sources,
        competencies: competencies.map(([code, kind, ...names]) => ({ code, kind, names })),
        tasks: tasks.map(([code, name, level]) => ({ code, name, ...(level === null ? {} : { level }) })),
      };
      known.set(occupation, labels);
    }
    return labels;
  };
}
