import type { Standard } from '../../standards/model.ts';

/** How much of everything a standard holds. A competency that several tasks require counts once. */
export interface Counts {
  readonly duties: number;
  readonly tasks: number;
  readonly outputs: number;
  readonly indicators: number;
  readonly knowledge: number;
  readonly skills: number;
  readonly attitudes: number;
}

export function countsOf({ duties, attitudes }: Standard): Counts {
  const tasks = duties.flatMap(duty => duty.tasks);
  const codes = (part: 'knowledge' | 'skills'): number =>
    new Set(tasks.flatMap(task => task[part].map(({ code }) => code))).size;
  return {
    duties: duties.length,
    tasks: tasks.length,
    outputs: tasks.reduce((sum, task) => sum + task.outputs.length, 0),
    indicators: tasks.reduce((sum, task) => sum + task.indicators.length, 0),
    knowledge: codes('knowledge'),
    skills: codes('skills'),
    attitudes: attitudes.length,
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    duties: a.duties + b.duties,
    tasks: a.tasks + b.tasks,
    outputs: a.outputs + b.outputs,
    indicators: a.indicators + b.indicators,
    knowledge: a.knowledge + b.knowledge,
    skills: a.skills + b.skills,
    attitudes: a.attitudes + b.attitudes,
  };
}

export const NO_COUNTS: Counts = {
  duties: 0,
  tasks: 0,
  outputs: 0,
  indicators: 0,
  knowledge: 0,
  skills: 0,
  attitudes: 0,
};
