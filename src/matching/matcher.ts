import { type Analyzer, createAnalyzer } from '../analysis/analyzer.ts';
import { expandFolding, type FoldTable, foldText } from '../analysis/characters.ts';
import { scriptOf } from '../analysis/script.ts';
import { STOP_TERM, UNKNOWN_TERM } from '../analysis/tokens.ts';
import type { UnitType } from '../artifact/format.ts';
import type { Artifact } from '../artifact/read.ts';
import { tasksOf } from '../artifact/sources.ts';
import { anatomyOf } from './anatomy.ts';
import {
  type IndexSummary,
  MATCH_DEFAULTS,
  MAX_LIMIT,
  type MatchAnswer,
  type MatchRequest,
  type OccupationMatch,
  type TaskMatch,
} from './answer.ts';
import { type Anatomy, byCompetency, byTask, type Pasted, piecesOf } from './explain.ts';
import { buildQuery, type Probe, type Query, type QueryTables } from './query.ts';
import { type Columns, scoreUnits, topUnits } from './rank.ts';
import { createReader } from './reading.ts';
import { type Signals, verdictOf } from './verdict.ts';

/** Ranks the occupations and tasks of one index for a text. Holds no text after it has answered. */
export interface Matcher {
  readonly index: IndexSummary;
  match(request: MatchRequest): MatchAnswer;
  /** Folds as the index does (width, case, script), unit by unit: for searching names. */
  fold(text: string): string;
  /** What is asked of the index for a text, term by term. */
  query(request: Pick<MatchRequest, 'text' | 'title' | 'kind'>): Query;
  /** What the verdict of a text rests on; for calibration. */
  signals(request: Pick<MatchRequest, 'text' | 'title' | 'kind'>): Signals;
}

/** Expects texts of 1 to MAX_TEXT units: the doors see to it. A limit that is not 1 to MAX_LIMIT throws RangeError. */
export function createMatcher(artifact: Artifact): Matcher {
  const { sections, manifest, occupations } = artifact;
  const folding = expandFolding(sections.folding);
  const simplified = new Set(sections.simplified);
  const analyzer = analyzerOf(artifact, folding);
  const readText = createReader(artifact.zones, folding, manifest.sections);
  const anatomies = new Map<number, Anatomy>();
  const occupationColumns = columnsOf(artifact, 'occupation');
  const taskColumns = columnsOf(artifact, 'task');
  const contextColumns = columnsOf(artifact, 'context');
  const decoyColumns = columnsOf(artifact, 'decoy');
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

  const queryOf = ({ text, title = '', kind }: Pick<MatchRequest, 'text' | 'title' | 'kind'>): Query =>
    buildQuery({ text, title, reading: readText(text, kind) }, analyzer, tables);

  const rank = (request: MatchRequest, limit: number) => {
    const query = queryOf(request);
    const superseded = request.superseded ?? MATCH_DEFAULTS.superseded;
    const allowed = (occupation: number): boolean => superseded || !occupations[occupation]!.superseded;
    const scores = scoreUnits(query.probes, occupationColumns, occupations.length);
    return { query, scores, allowed, best: topUnits(scores, Math.max(limit, 2), allowed) };
  };

  /** A task is ranked for words of its own; then what is said of its occupation counts too. */
  const scoreTasks = (probes: readonly Probe[]): Float64Array => {
    const scores = scoreUnits(probes, taskColumns, manifest.tasks);
    const contexts = scoreUnits(probes, contextColumns, occupations.length);
    for (let task = 0; task < scores.length; task++) {
      if (scores[task]! > 0) scores[task]! += contexts[occupationOfTask[task]!]!;
    }
    return scores;
  };

  const signalsOf = ({ probes, words }: Query, scores: Float64Array, best: readonly number[]): Signals => {
    const [first, second] = best;
    const foreign = manifest.decoys / (manifest.decoys + manifest.standards);
    if (first === undefined) {
      return {
        score: 0,
        lead: 0,
        coverage: 0,
        named: 0,
        rival: 0,
        foreign,
        words: words.size,
        titled: false,
      };
    }
    const score = scores[first]!;
    let covered = 0;
    let all = 0;
    for (const [term, weight] of words) {
      all += weight * weight;
      if (holds(occupationColumns, term, first)) covered += weight * weight;
    }
    const { sources } = anatomy(first);
    const pieces = piecesOf(first, probes, rowsOf(artifact, 'occupation'));
    const named = pieces
      .filter(({ source }) => sources[source]!.code === 'name')
      .reduce((sum, { contribution }) => sum + contribution, 0);
    return {
      score,
      lead: (score - (second === undefined ? 0 : scores[second]!)) / score,
      coverage: all > 0 ? covered / all : 0,
      named,
      rival: scoreUnits(probes, decoyColumns, manifest.decoys).reduce((a, b) => Math.max(a, b), 0),
      foreign,
      words: words.size,
      titled: pieces.some(({ source }) => sources[source]!.kind === 'aliasPhrase'),
    };
  };

  const explainTask = (unit: number, probes: readonly Probe[], pasted: Pasted): Partial<TaskMatch> => {
    const occupation = occupationOfTask[unit]!;
    const pieces = [
      ...piecesOf(unit, probes, rowsOf(artifact, 'task')),
      ...piecesOf(occupation, probes, rowsOf(artifact, 'context')),
    ];
    return byCompetency(pieces, anatomy(occupation), pasted);
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
    fold: text => foldText(text, folding),
    query: queryOf,
    match(request) {
      const { limit = MATCH_DEFAULTS.limit, explain = MATCH_DEFAULTS.explain } = request;
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
        throw new RangeError(`limit: a whole number from 1 to ${MAX_LIMIT} is expected`);
      }
      const pasted = { text: request.text, title: request.title ?? '' };
      const { query, scores, allowed, best } = rank(request, limit);
      const { probes } = query;
      const taskScores = scoreTasks(probes);
      const bestTasks = topUnits(taskScores, limit, task => allowed(occupationOfTask[task]!));
      return {
        index,
        verdict: verdictOf(signalsOf(query, scores, best), manifest.verdict),
        text: {
          characters: request.text.length,
          script: scriptOf(request.text, folding, simplified),
          ignored: query.ignored,
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
          return {
            occupation: occupations[occupation]!.id,
            ...taskHead(task),
            score: taskScores[unit]!,
            ...(explain ? explainTask(unit, probes, pasted) : {}),
          };
        }),
      };
    },
    signals(request) {
      const { query, scores, best } = rank(request, 2);
      return signalsOf(query, scores, best);
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
    automatonTerm: artifact.sections.automatonTerm,
    phrases: artifact.phrases,
    phraseTerm: artifact.sections.phraseTerm,
    termOf: text => latinTerms.get(text) ?? UNKNOWN_TERM,
  });
}

function columnsOf({ sections }: Artifact, unit: UnitType | 'decoy'): Columns {
  return {
    start: sections[`${unit}Start`],
    unit: sections[`${unit}Unit`],
    text: sections[`${unit}Text`],
    title: sections[`${unit}Title`],
  };
}

function rowsOf({ sections }: Artifact, unit: UnitType) {
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
