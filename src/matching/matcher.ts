import { type Analyzer, createAnalyzer, STOP_TERM, UNKNOWN_TERM } from '../analysis/analyzer.ts';
import { expandFolding, type FoldTable } from '../analysis/characters.ts';
import { scriptOf } from '../analysis/script.ts';
import type { Artifact } from '../artifact/read.ts';
import { tasksOf } from '../artifact/sources.ts';
import { anatomyOf } from './anatomy.ts';
import {
  type IndexSummary,
  MATCH_DEFAULTS,
  type MatchAnswer,
  type MatchRequest,
  type OccupationMatch,
  type TaskMatch,
} from './answer.ts';
import { type Anatomy, byCompetency, byTask, type Pasted, piecesOf } from './explain.ts';
import { buildQuery, type Probe, type QueryTables } from './query.ts';
import { type Columns, scoreUnits, topUnits } from './rank.ts';
import { type Signals, verdictOf } from './verdict.ts';

/** Ranks the occupations and tasks of one index for a text. Holds no text after it has answered. */
export interface Matcher {
  readonly index: IndexSummary;
  match(request: MatchRequest): MatchAnswer;
  /** What is asked of the index for a text, term by term. */
  probes(request: Pick<MatchRequest, 'text' | 'title' | 'kind'>): Probe[];
  /** What the verdict of a text rests on; for calibration. */
  signals(request: Pick<MatchRequest, 'text' | 'title' | 'kind'>): Signals;
}

/** Expects a text of 1 to MAX_TEXT units and a limit of 1 to MAX_LIMIT: the doors see to it. */
export function createMatcher(artifact: Artifact): Matcher {
  const { sections, manifest, occupations } = artifact;
  const folding = expandFolding(sections.folding);
  const simplified = new Set(sections.simplified);
  const analyzer = analyzerOf(artifact, folding);
  const anatomies = new Map<number, Anatomy>();
  const occupationColumns = columnsOf(artifact, 'occupation');
  const taskColumns = columnsOf(artifact, 'task');
  const occupationOfTask = ownersOfTasks(sections.firstTask);
  const tables: QueryTables = {
    idf: sections.idf,
    neighbourStart: sections.neighbourStart,
    neighbourTerm: sections.neighbourTerm,
    neighbourWeight: sections.neighbourWeight,
    printed: artifact.printed,
    held: term => sections.occupationStart[term + 1]! > sections.occupationStart[term]!,
    titleShare: manifest.titleShare,
    neighbourShare: manifest.neighbourShare,
  };
  const index = { digest: artifact.digest, standards: manifest.standards, tasks: manifest.tasks };

  const anatomy = (occupation: number): Anatomy => {
    let known = anatomies.get(occupation);
    if (known === undefined) {
      known = anatomyOf(artifact.standard(occupation));
      anatomies.set(occupation, known);
    }
    return known;
  };

  const probesOf = ({ text, title = '' }: Pick<MatchRequest, 'text' | 'title' | 'kind'>): Probe[] =>
    buildQuery({ text, title }, analyzer, tables);

  const rank = (request: MatchRequest, limit: number) => {
    const probes = probesOf(request);
    const superseded = request.superseded ?? MATCH_DEFAULTS.superseded;
    const allowed = (occupation: number): boolean => superseded || !occupations[occupation]!.superseded;
    const scores = scoreUnits(probes, occupationColumns, occupations.length);
    return { probes, scores, allowed, best: topUnits(scores, Math.max(limit, 2), allowed) };
  };

  const explainOccupation = (
    unit: number,
    probes: readonly Probe[],
    pasted: Pasted,
  ): Partial<OccupationMatch> => {
    const body = anatomy(unit);
    const pieces = piecesOf(unit, probes, rowsOf(artifact, 'occupation'));
    const { tasks, remainder } = byTask(pieces, body);
    const records = tasksOf(artifact.standard(unit));
    return {
      ...byCompetency(pieces, body, pasted),
      tasks: [...tasks]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .map(([task, contribution]) => ({ ...taskHead(records[task]!), contribution })),
      tasksRemainder: [...remainder]
        .sort((a, b) => b[1] - a[1])
        .map(([part, contribution]) => ({ part, contribution })),
    };
  };

  return {
    index,
    probes: probesOf,
    match(request) {
      const { limit, explain } = { ...MATCH_DEFAULTS, ...request };
      const pasted = { text: request.text, title: request.title ?? '' };
      const { probes, scores, allowed, best } = rank(request, limit);
      const taskScores = scoreUnits(probes, taskColumns, manifest.tasks);
      const bestTasks = topUnits(taskScores, limit, task => allowed(occupationOfTask[task]!));
      return {
        index,
        verdict: verdictOf(signalsOf(probes, scores, best, occupationColumns), manifest.verdict),
        text: {
          characters: request.text.length,
          script: scriptOf(request.text, folding, simplified),
          ignored: [],
        },
        occupations: best.slice(0, limit).map(unit => {
          const { id, code, name, level } = occupations[unit]!;
          return {
            id,
            ...(code === null ? {} : { code }),
            name,
            ...(level === null ? {} : { level }),
            score: scores[unit]!,
            ...(explain ? explainOccupation(unit, probes, pasted) : {}),
          };
        }),
        tasks: bestTasks.map((unit): TaskMatch => {
          const occupation = occupationOfTask[unit]!;
          const task = tasksOf(artifact.standard(occupation))[unit - sections.firstTask[occupation]!]!;
          const why = (): ReturnType<typeof byCompetency> =>
            byCompetency(piecesOf(unit, probes, rowsOf(artifact, 'task')), anatomy(occupation), pasted);
          return {
            occupation: occupations[occupation]!.id,
            ...taskHead(task),
            score: taskScores[unit]!,
            ...(explain ? why() : {}),
          };
        }),
      };
    },
    signals(request) {
      const { probes, scores, best } = rank(request, 2);
      return signalsOf(probes, scores, best, occupationColumns);
    },
  };
}

function analyzerOf(artifact: Artifact, folding: FoldTable): Analyzer {
  const latinTerms = new Map<string, number>();
  artifact.terms.forEach((term, id) => {
    if (/[a-z0-9]/.test(term)) latinTerms.set(term, id);
  });
  for (const stop of artifact.stops) latinTerms.set(stop, STOP_TERM);
  return createAnalyzer({
    folding,
    automaton: artifact.automaton,
    phrases: artifact.phrases,
    firstPhrase: artifact.manifest.words,
    wordTerm: artifact.sections.wordTerm,
    termOf: text => latinTerms.get(text) ?? UNKNOWN_TERM,
  });
}

function columnsOf({ sections }: Artifact, unit: 'occupation' | 'task'): Columns {
  return {
    start: sections[`${unit}Start`],
    unit: sections[`${unit}Unit`],
    text: sections[`${unit}Text`],
    title: sections[`${unit}Title`],
  };
}

function rowsOf({ sections }: Artifact, unit: 'occupation' | 'task') {
  return {
    start: sections[`${unit}DetailStart`],
    term: sections[`${unit}DetailTerm`],
    source: sections[`${unit}DetailSource`],
    text: sections[`${unit}DetailText`],
    title: sections[`${unit}DetailTitle`],
  };
}

function ownersOfTasks(firstTask: Uint32Array): Uint32Array {
  const owners = new Uint32Array(firstTask.at(-1)!);
  for (let o = 0; o + 1 < firstTask.length; o++) owners.fill(o, firstTask[o], firstTask[o + 1]);
  return owners;
}

function taskHead({ code, name, level }: { code: string; name: string; level: number | null }) {
  return { code, name, ...(level === null ? {} : { level }) };
}

/** Coverage: Σ of the squared query weights whose term the first occupation holds, over all of them. */
function signalsOf(
  probes: readonly Probe[],
  scores: Float64Array,
  best: readonly number[],
  columns: Columns,
): Signals {
  const [first, second] = best;
  if (first === undefined) return { score: 0, lead: 0, coverage: 0 };
  const score = scores[first]!;
  const next = second === undefined ? 0 : scores[second]!;
  let covered = 0;
  let all = 0;
  for (const { term, text, title } of probes) {
    const weight = text * text + title * title;
    all += weight;
    if (holds(columns, term, first)) covered += weight;
  }
  return { score, lead: (score - next) / score, coverage: all > 0 ? covered / all : 0 };
}

/** Units of a column are sorted. */
function holds({ start, unit }: Columns, term: number, wanted: number): boolean {
  let low = start[term]!;
  let high = start[term + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (unit[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low < start[term + 1]! && unit[low] === wanted;
}
