import type { Sections } from './format.ts';

/**
 * What a standard is, as far as explanations hand out to it. Where what a source says belongs: to a competency, to a task,
 * or to one of the remainders; and what the codes and names are.
 *
 * ```
 *   occupation o → sources [sourceStart[o], sourceStart[o + 1]), in the order of `listSources`
 *   source s     → sourceCompetency[s]  the competency that it is the name or definition of, or NONE
 *                  sourceTask[s]        the task whose own text it is (name, output, indicator), or NONE
 *                  sourcePart[s]        what else it counts for: an index in PARTS, or NO_PART
 *                  requiringTask [requiringStart[s], requiringStart[s + 1])   of a K or S: the tasks that require it
 *   task t       → requiredCompetency [requiredStart[t], requiredStart[t + 1])   each once
 * ```
 *
 * Tasks and competencies are numbered within their occupation, except for t.
 */
export type AnatomySections = Pick<
  Sections,
  | 'sourceStart'
  | 'sourceCompetency'
  | 'sourceTask'
  | 'sourcePart'
  | 'requiringStart'
  | 'requiringTask'
  | 'requiredStart'
  | 'requiredCompetency'
  | 'labels'
  | 'labelStart'
>;

export const NONE = 0xffff;
export const NO_PART = 0xff;

export type CompetencyKind = 'knowledge' | 'skill' | 'attitude';
export type RemainderPart =
  | 'name'
  | 'description'
  | 'duty'
  | 'task'
  | 'classification'
  | 'level'
  | 'attitude';

/** What belongs to no competency or task. The lexica's words for a name count for the name. */
export const PARTS: readonly RemainderPart[] = [
  'name',
  'description',
  'duty',
  'task',
  'classification',
  'level',
  'attitude',
];

/** A task that requires no competency keeps what it says. */
export const TASK_PART = PARTS.indexOf('task');

/** What the codes and names of one occupation are: JSON, read when an answer first shows it. */
export interface OccupationLabels {
  readonly name: string;
  /** The code of each source. */
  readonly sources: readonly string[];
  readonly competencies: readonly (readonly [code: string, kind: CompetencyKind, ...names: string[]])[];
  readonly tasks: readonly (readonly [code: string, name: string, level: number | null])[];
}

/** The K and S that a task requires, as numbers within its occupation; `task` is that of the index. */
export function requiredBy(
  { requiredStart, requiredCompetency }: AnatomySections,
  task: number,
): Uint16Array {
  return requiredCompetency.subarray(requiredStart[task], requiredStart[task + 1]);
}
