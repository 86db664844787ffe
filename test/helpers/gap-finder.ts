import type { Artifact } from '../../src/artifact/read.ts';
import type { GapFinder, GapStatus } from '../../src/http/gaps.ts';
import type { MatchAnswer } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';

/**
 * Gaps by the simplest rule: what has evidence in the explanation of a match is covered, the rest is missing. For testing
 * the routes until `matching` brings its own.
 */
export function simpleGapFinder(artifact: Artifact): GapFinder {
  const matcher = createMatcher(artifact);
  const explain = (request: { text: string; title?: string }): MatchAnswer =>
    matcher.match({ ...request, limit: 100, superseded: true });
  const statusesIn = (answer: MatchAnswer, id: string) => {
    const occupation = answer.occupations.find(found => found.id === id);
    const found = new Map(occupation?.competencies?.map(share => [share.code, share.evidence]));
    const tasks = new Set(occupation?.tasks?.map(({ code }) => code));
    const status = (known: boolean): GapStatus => (known ? 'covered' : 'missing');
    return {
      score: occupation?.score ?? 0,
      of: (code: string) => status(found.has(code)),
      evidence: (code: string) => found.get(code) ?? [],
      ofTask: (code: string) => status(tasks.has(code)),
    };
  };
  const find = (id: string) => {
    const index = artifact.occupations.findIndex(entry => entry.id === id);
    if (index < 0) return undefined;
    const { code, name, level } = artifact.occupations[index]!;
    const tasks = artifact.standard(index).duties.flatMap(duty => duty.tasks);
    const required = new Map<string, { kind: 'knowledge' | 'skill'; name: string; tasks: string[] }>();
    for (const task of tasks) {
      for (const kind of ['knowledge', 'skill'] as const) {
        const list = kind === 'knowledge' ? task.knowledge : task.skills;
        for (const { code, name } of list) {
          const known = required.get(code) ?? { kind, name, tasks: [] };
          known.tasks.push(task.code);
          required.set(code, known);
        }
      }
    }
    return {
      occupation: { id, ...(code === null ? {} : { code }), name, ...(level === null ? {} : { level }) },
      required: [...required].map(([code, rest]) => ({ code, ...rest })),
      tasks: tasks.map(({ code, name }) => ({ code, name })),
    };
  };
  return {
    gaps({ occupation: id, ...request }) {
      const found = find(id);
      if (found === undefined) return undefined;
      const answer = explain(request);
      const { of, ofTask, evidence, score } = statusesIn(answer, id);
      return {
        index: matcher.index,
        occupation: found.occupation,
        verdict: answer.verdict,
        score,
        items: found.required.map(({ code, kind, name, tasks }) => ({
          code,
          kind,
          name,
          status: of(code),
          evidence: evidence(code),
          tasks,
        })),
        tasks: found.tasks.map(({ code, name }) => ({ code, name, status: ofTask(code) })),
      };
    },
    compare({ ad, cv, occupation }) {
      const [adAnswer, cvAnswer] = [explain(ad), explain(cv)];
      const id = occupation ?? adAnswer.occupations[0]?.id ?? cvAnswer.occupations[0]?.id ?? '';
      const found = find(id);
      if (found === undefined) return undefined;
      const [inAd, inCv] = [statusesIn(adAnswer, id), statusesIn(cvAnswer, id)];
      return {
        index: matcher.index,
        occupation: found.occupation,
        items: found.required.map(({ code, kind, name }) => ({
          code,
          kind,
          name,
          ad: inAd.of(code),
          cv: inCv.of(code),
          evidence: { ad: inAd.evidence(code), cv: inCv.evidence(code) },
        })),
        tasks: found.tasks.map(({ code, name }) => ({
          code,
          name,
          ad: inAd.ofTask(code),
          cv: inCv.ofTask(code),
        })),
      };
    },
  };
}
