import type { Artifact } from '../artifact/read.ts';
import { listSources, tasksOf } from '../artifact/sources.ts';
import type { Anatomy } from './explain.ts';

type Standard = ReturnType<Artifact['standard']>;

/** Works out once per standard what explanations hand out to: sources, who requires what, what a code is called. */
export function anatomyOf(standard: Standard): Anatomy {
  const tasks = tasksOf(standard);
  const competencies = new Map<string, { kind: 'knowledge' | 'skill' | 'attitude'; names: string[] }>();
  const note = (kind: 'knowledge' | 'skill' | 'attitude', code: string, name: string): void => {
    const known = competencies.get(code);
    if (known === undefined) competencies.set(code, { kind, names: [name] });
    else if (!known.names.includes(name)) known.names.push(name);
  };
  for (const { knowledge, skills } of tasks) {
    for (const { code, name } of knowledge) note('knowledge', code, name);
    for (const { code, name } of skills) note('skill', code, name);
  }
  for (const { code, name } of standard.attitudes) note('attitude', code, name);
  return {
    sources: listSources(standard),
    required: tasks.map(({ knowledge, skills }) => [
      ...new Set([...knowledge, ...skills].map(({ code }) => code)),
    ]),
    competencies,
  };
}
