import { type Analyzer, createAnalyzer } from '../analysis/analyzer.ts';
import { expandFolding, type FoldTable, foldText } from '../analysis/characters.ts';
import { scriptOf } from '../analysis/script.ts';
import { STOP_TERM, UNKNOWN_TERM } from '../analysis/tokens.ts';
import type { Artifact } from '../artifact/read.ts';
import { isLexiconKind, SOURCE_KINDS } from '../artifact/sources.ts';
import type { ChannelColumns } from '../artifact/tables.ts';
import {
  type IndexSummary,
  MATCH_DEFAULTS,
  MAX_LIMIT,
  type MatchAnswer,
  type MatchRequest,
  type OccupationMatch,
  type TaskMatch,
} from './answer.ts';
import { UnitEvidence } from './evidence.ts';
import { Explainer } from './explain.ts';
import { createLabels } from './labels.ts';
import { type Probe, ReadableQuery } from './probes.ts';
import { type Query, QueryBuilder } from './query.ts';
import { addScores, Best, contenders, holds } from './rank.ts';
import { createReader } from './reading.ts';
import { kindWeights, mostSegments, type SourceSums, SumsPool, sumRow, type WeighedRow } from './rows.ts';
import { TaskRanker } from './tasks.ts';
import { type Signals, verdictOf } from './verdict.ts';

/** Ranks the occupations and tasks of one index for a text. Holds no text after it has answered. */
export interface Matcher {
  readonly index: IndexSummary;
  match(request: MatchRequest): MatchAnswer;
  /** Folds as the index does (width, case, script), unit by unit: for searching names. */
  fold(text: string): string;
  /** What is asked of the index for a text, term by term. */
  query(request: PastedText): { readonly probes: readonly Probe[]; readonly ignored: Query['ignored'] };
  /** What the verdict of a text rests on; for calibration. */
  signals(request: PastedText): Signals;
}

type PastedText = Pick<MatchRequest, 'text' | 'title' | 'kind'>;

/** Expects texts of 1 to MAX_TEXT units: the doors see to it. A limit that is not 1 to MAX_LIMIT throws RangeError. */
export function createMatcher(artifact: Artifact): Matcher {
  const { sections, manifest, occupations, columns } = artifact;
  const folding = expandFolding(sections.folding);
  const simplified = new Set(sections.simplified);
  const readText = createReader(artifact.zones, folding, manifest.sections);
  const queries = new QueryBuilder(analyzerOf(artifact, folding), readText, {
    words: manifest.words,
    terms: manifest.terms,
    termWeight: sections.termWeight,
    neighbourStart: sections.neighbourStart,
    neighbourTerm: sections.neighbourTerm,
    neighbourWeight: sections.neighbourWeight,
    held: heldTerms(columns.occupation, manifest.terms),
    titleShare: manifest.titleShare,
    neighbourShare: manifest.neighbourShare,
  });
  const weights = kindWeights(manifest.weights.occupation.text, manifest.weights.occupation.title);
  const tasks = new TaskRanker(artifact);
  const labelsOf = createLabels(artifact);
  const index = { digest: artifact.digest, standards: manifest.standards, tasks: manifest.tasks };
  // memory that every match uses again
  const scores = new Float64Array(occupations.length);
  const decoyScores = new Float64Array(manifest.decoys);
  const explainer = new Explainer(sections, sections.firstTask);
  const pool = new SumsPool(mostSegments(artifact.rows.occupation) + mostSegments(artifact.rows.task));

  const queryOf = ({ text, title = '', kind }: PastedText): Query => queries.build({ text, title, kind });

  const readable = (query: Query, { text, title = '' }: PastedText): ReadableQuery =>
    new ReadableQuery(query, { text, title }, artifact.printed);

  const occupationRow = (unit: number): WeighedRow => ({ rows: artifact.rows.occupation, unit, weights });

  /** What the sources of a unit add, in memory of this match. */
  const sumsOf = (rows: readonly WeighedRow[]): SourceSums => {
    const sums = pool.take();
    for (const row of rows) sumRow(row, sections.frequencyPart, queries.asked, sums);
    return sums;
  };

  const rankOccupations = (
    { probes }: Query,
    limit: number,
    allowed: (occupation: number) => boolean,
  ): RankedOccupations => {
    pool.reset();
    scores.fill(0);
    addScores(probes, columns.occupation, scores);
    const best = new Best(limit);
    const sums = new Map<number, SourceSums>();
    for (const unit of contenders(scores, limit, allowed)) {
      const parts = sumsOf([occupationRow(unit)]);
      sums.set(unit, parts);
      best.offer(unit, parts.total);
    }
    return { unit: best.unit, score: best.score, sums };
  };

  const rivalOf = (query: Query): number => {
    decoyScores.fill(0);
    addScores(query.probes, columns.decoy, decoyScores);
    return decoyScores.reduce((a, b) => Math.max(a, b), 0);
  };

  const signalsOf = (query: Query, best: RankedOccupations): Signals => {
    const [first] = best.unit;
    const [score = 0, second = 0] = best.score;
    const words = query.words.count;
    const foreign = manifest.decoys / (manifest.decoys + manifest.standards);
    if (first === undefined) {
      return { score, lead: 0, coverage: 0, named: 0, rival: 0, foreign, words, titled: false };
    }
    const { named, titled } = namesOf(best.sums.get(first)!);
    return {
      score,
      lead: (score - second) / score,
      coverage: coverageOf(query.words, term => holdsTerm(columns.occupation, term, first)),
      named,
      rival: rivalOf(query),
      foreign,
      words,
      titled,
    };
  };

  const explainOccupation = (
    occupation: number,
    sums: SourceSums,
    read: ReadableQuery,
  ): Partial<OccupationMatch> => {
    const rows = [occupationRow(occupation)];
    const labels = labelsOf(occupation);
    const evidence = new UnitEvidence({ artifact, query: read, occupation, labels }, rows);
    const { competencies, remainder } = explainer.byCompetency(sums, occupation, labels, evidence);
    const { tasks, tasksRemainder } = explainer.byTask(sums, occupation, labels);
    return { competencies, remainder, tasks, tasksRemainder };
  };

  const explainTask = (task: number, read: ReadableQuery): Partial<TaskMatch> => {
    const occupation = tasks.occupationOf(task);
    const rows = [tasks.own(task), tasks.context(occupation)];
    const labels = labelsOf(occupation);
    const evidence = new UnitEvidence({ artifact, query: read, occupation, labels }, rows);
    return explainer.byCompetency(sumsOf(rows), occupation, labels, evidence);
  };

  return {
    index,
    fold: text => foldText(text, folding),
    query(request) {
      const query = queryOf(request);
      return { probes: readable(query, request).probes(), ignored: query.ignored };
    },
    match(request) {
      const { limit, explain, superseded } = withDefaults(request);
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
        throw new RangeError(`limit: a whole number from 1 to ${MAX_LIMIT} is expected`);
      }
      const query = queryOf(request);
      const read = explain ? readable(query, request) : null;
      const allowed = (occupation: number): boolean => superseded || !occupations[occupation]!.superseded;
      const best = rankOccupations(query, Math.max(limit, 2), allowed);
      const bestTasks = tasks.rank(query, queries.asked, limit, allowed);
      return {
        index,
        verdict: verdictOf(signalsOf(query, best), manifest.verdict),
        text: {
          characters: request.text.length,
          script: scriptOf(request.text, folding, simplified),
          ignored: query.ignored,
        },
        occupations: best.unit.slice(0, limit).map((unit, i) => {
          const { id, code, name, level } = occupations[unit]!;
          return {
            id,
            ...(code === null ? {} : { code }),
            name,
            ...(level === null ? {} : { level }),
            score: best.score[i]!,
            ...(read === null ? {} : explainOccupation(unit, best.sums.get(unit)!, read)),
          };
        }),
        tasks: bestTasks.unit.map((task, i): TaskMatch => {
          const occupation = tasks.occupationOf(task);
          return {
            occupation: occupations[occupation]!.id,
            ...labelsOf(occupation).tasks[task - sections.firstTask[occupation]!]!,
            score: bestTasks.score[i]!,
            ...(read === null ? {} : explainTask(task, read)),
          };
        }),
      };
    },
    signals(request) {
      const query = queryOf(request);
      return signalsOf(
        query,
        rankOccupations(query, 2, unit => !occupations[unit]!.superseded),
      );
    },
  };
}

/** The best occupations, in order, and what the sources of each that came near add. */
interface RankedOccupations extends Pick<Best, 'unit' | 'score'> {
  readonly sums: ReadonlyMap<number, SourceSums>;
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

function withDefaults({
  limit = MATCH_DEFAULTS.limit,
  explain = MATCH_DEFAULTS.explain,
  superseded = MATCH_DEFAULTS.superseded,
}: MatchRequest) {
  return { limit, explain, superseded };
}

function heldTerms({ text, title }: ChannelColumns, terms: number): Uint8Array {
  const held = new Uint8Array(terms);
  for (let term = 0; term < terms; term++) {
    if (text.start[term + 1]! > text.start[term]! || title.start[term + 1]! > title.start[term]!)
      held[term] = 1;
  }
  return held;
}

function holdsTerm({ text, title }: ChannelColumns, term: number, occupation: number): boolean {
  return holds(text, term, occupation) || holds(title, term, occupation);
}

const NAME_KINDS = SOURCE_KINDS.map(kind => kind === 'name' || isLexiconKind(kind));
const ALIAS_PHRASE = SOURCE_KINDS.indexOf('aliasPhrase');

/** What names add, the standard's own and what the lexica say of it, and whether a whole title is among them. */
function namesOf({ count, kind, sum }: SourceSums): Pick<Signals, 'named' | 'titled'> {
  let named = 0;
  let titled = false;
  for (let i = 0; i < count; i++) {
    if (NAME_KINDS[kind[i]!]) named += sum[i]!;
    if (kind[i] === ALIAS_PHRASE) titled = true;
  }
  return { named, titled };
}

/** Share of the words' squared weights that is held. */
function coverageOf({ count, term, weight }: Query['words'], held: (term: number) => boolean): number {
  let all = 0;
  let covered = 0;
  for (let i = 0; i < count; i++) {
    const square = weight[i]! * weight[i]!;
    all += square;
    if (held(term[i]!)) covered += square;
  }
  return all > 0 ? covered / all : 0;
}
