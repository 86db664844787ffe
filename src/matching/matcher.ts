import { type Analyzer, createAnalyzer, STOP_TERM, UNKNOWN_TERM } from '../analysis/analyzer.ts';
import { expandFolding, type FoldTable, foldText } from '../analysis/characters.ts';
import { scriptOf } from '../analysis/script.ts';
import type { OccupationEntry } from '../artifact/format.ts';
import type { Artifact } from '../artifact/read.ts';
import { listSources } from '../artifact/sources.ts';
import { type Anatomy, anatomyOf } from './anatomy.ts';
import {
  type CompareAnswer,
  type CompareRequest,
  type GapsAnswer,
  type GapsRequest,
  type IndexSummary,
  MATCH_DEFAULTS,
  MAX_LIMIT,
  type MatchAnswer,
  type MatchRequest,
  type OccupationMatch,
  type OccupationSummary,
  type TaskMatch,
} from './answer.ts';
import { bestForBoth, sideBySide } from './compare.ts';
import { UnitEvidence } from './evidence.ts';
import { byCompetency, byTask } from './explain.ts';
import { type Holdings, holdingsOf } from './gaps.ts';
import { type Probe, ReadableQuery } from './probes.ts';
import { type Query, QueryBuilder } from './query.ts';
import { addScores, Best, contenders, holds } from './rank.ts';
import { createReader } from './reading.ts';
import { kindWeights, mostSegments, SourceSums, sumRow, type WeighedRow } from './rows.ts';
import { SaidWords } from './said.ts';
import { TaskRanker } from './tasks.ts';
import { type Signals, verdictOf } from './verdict.ts';
import { type OccupationWording, wordingOf } from './wording.ts';

/** Ranks the occupations and tasks of one index for a text. Holds no text after it has answered. */
export interface Matcher {
  readonly index: IndexSummary;
  match(request: MatchRequest): MatchAnswer;
  /** What a text holds of one occupation, and what it lacks; undefined when the index has no such occupation. */
  gaps(request: GapsRequest): GapsAnswer | undefined;
  /** What an ad asks and a CV shows, through one occupation; undefined when the index has no such occupation. */
  compare(request: CompareRequest): CompareAnswer | undefined;
  /** Folds as the index does (width, case, script), unit by unit: for searching names. */
  fold(text: string): string;
  /** What is asked of the index for a text, term by term. */
  query(request: AnyText): { readonly probes: readonly Probe[]; readonly ignored: Query['ignored'] };
  /** What the verdict of a text rests on; for calibration. */
  signals(request: AnyText): Signals;
}

type AnyText = Pick<MatchRequest, 'text' | 'title' | 'kind'>;

/** Expects texts of 1 to MAX_TEXT units: the doors see to it. A limit that is not 1 to MAX_LIMIT throws RangeError. */
export function createMatcher(artifact: Artifact): Matcher {
  const { sections, manifest, occupations, columns } = artifact;
  const folding = expandFolding(sections.folding);
  const simplified = new Set(sections.simplified);
  const readText = createReader(artifact.zones, folding, manifest.sections);
  const fold = (text: string): string => foldText(text, folding);
  const analyzer = analyzerOf(artifact, folding);
  const tables = {
    words: manifest.words,
    terms: manifest.terms,
    idf: sections.idf,
    neighbourStart: sections.neighbourStart,
    neighbourTerm: sections.neighbourTerm,
    neighbourWeight: sections.neighbourWeight,
  };
  const queries = new QueryBuilder(analyzer, {
    ...tables,
    held: term => isHeld(columns.occupation.text, term) || isHeld(columns.occupation.title, term),
    titleShare: manifest.titleShare,
    neighbourShare: manifest.neighbourShare,
  });
  const weights = kindWeights(manifest.weights.occupation.text, manifest.weights.occupation.title);
  const tasks = new TaskRanker(artifact);
  const anatomies = new Map<number, Anatomy>();
  const wordings = new Map<number, OccupationWording>();
  const unitOf = new Map(occupations.map(({ id }, unit) => [id, unit]));
  const index = { digest: artifact.digest, standards: manifest.standards, tasks: manifest.tasks };
  // memory that every match uses again
  const scores = new Float64Array(occupations.length);
  const decoyScores = new Float64Array(manifest.decoys);
  const sums = new SourceSums(mostSegments(artifact.rows.occupation) + mostSegments(artifact.rows.task));

  const anatomy = (occupation: number): Anatomy => {
    let known = anatomies.get(occupation);
    if (known === undefined) {
      known = anatomyOf(artifact.standard(occupation));
      anatomies.set(occupation, known);
    }
    return known;
  };

  const wording = (occupation: number): OccupationWording => {
    let known = wordings.get(occupation);
    if (known === undefined) {
      const sources = listSources(artifact.standard(occupation));
      known = wordingOf(anatomy(occupation), sources, { analyzer, idf: sections.idf, fold });
      wordings.set(occupation, known);
    }
    return known;
  };

  const queryOf = ({ text, title = '', kind }: AnyText): Query =>
    queries.build({ text, title, reading: readText(text, kind) });

  const readable = (query: Query, { text, title = '' }: AnyText): ReadableQuery =>
    new ReadableQuery(query, { text, title }, artifact.printed);

  const occupationRow = (unit: number): WeighedRow => ({ rows: artifact.rows.occupation, unit, weights });

  /** What the sources of a unit add, in memory that the next call uses again. */
  const sumsOf = (rows: readonly WeighedRow[], query: Query): SourceSums => {
    sums.clear();
    for (const row of rows) sumRow(row, query, queries.probeOf, sums);
    return sums;
  };

  const holdings = (occupation: number, query: Query, { text, title = '' }: AnyText): Holdings =>
    holdingsOf(
      anatomy(occupation),
      wording(occupation),
      new SaidWords(query, { text, title }, { ...tables, printed: artifact.printed, fold }),
    );

  /** The score of every occupation but for rounding, in memory that the next call uses again. */
  const scoreAll = (query: Query): Float64Array => {
    scores.fill(0);
    addScores(query, columns.occupation, scores);
    return scores;
  };

  const isCurrent = (occupation: number): boolean => !occupations[occupation]!.superseded;

  const rankOccupations = (query: Query, limit: number, allowed: (occupation: number) => boolean): Best => {
    scoreAll(query);
    const best = new Best(limit);
    for (const unit of contenders(scores, limit, allowed))
      best.offer(unit, sumsOf([occupationRow(unit)], query).total);
    return best;
  };

  const rivalOf = (query: Query): number => {
    decoyScores.fill(0);
    addScores(query, columns.decoy, decoyScores);
    return decoyScores.reduce((a, b) => Math.max(a, b), 0);
  };

  const signalsOf = (query: Query, { unit, score: ranked }: Best): Signals => {
    const [first] = unit;
    const [score = 0, second = 0] = ranked;
    const words = query.words.term.length;
    const foreign = manifest.decoys / (manifest.decoys + manifest.standards);
    if (first === undefined) {
      return { score, lead: 0, coverage: 0, named: 0, rival: 0, foreign, words, titled: false };
    }
    const { named, titled } = namesOf(sumsOf([occupationRow(first)], query), anatomy(first));
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

  const explainOccupation = (unit: number, query: Query, read: ReadableQuery): Partial<OccupationMatch> => {
    const rows = [occupationRow(unit)];
    const body = anatomy(unit);
    const parts = sumsOf(rows, query);
    return { ...byCompetency(parts, body, new UnitEvidence(read, body, rows)), ...byTask(parts, body) };
  };

  const explainTask = (task: number, query: Query, read: ReadableQuery): Partial<TaskMatch> => {
    const occupation = tasks.occupationOf(task);
    const rows = [tasks.own(task), tasks.context(occupation)];
    const body = anatomy(occupation);
    return byCompetency(sumsOf(rows, query), body, new UnitEvidence(read, body, rows));
  };

  return {
    index,
    fold,
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
      const read = readable(query, request);
      const allowed = (occupation: number): boolean => superseded || isCurrent(occupation);
      const best = rankOccupations(query, Math.max(limit, 2), allowed);
      const bestTasks = tasks.rank(query, queries.probeOf, limit, allowed);
      return {
        index,
        verdict: verdictOf(signalsOf(query, best), manifest.verdict),
        text: {
          characters: request.text.length,
          script: scriptOf(request.text, folding, simplified),
          ignored: query.ignored,
        },
        occupations: best.unit.slice(0, limit).map((unit, i) => ({
          ...summaryOf(occupations[unit]!),
          score: best.score[i]!,
          ...(explain ? explainOccupation(unit, query, read) : {}),
        })),
        tasks: bestTasks.unit.map((task, i): TaskMatch => {
          const occupation = tasks.occupationOf(task);
          return {
            occupation: occupations[occupation]!.id,
            ...anatomy(occupation).tasks[task - sections.firstTask[occupation]!]!.head,
            score: bestTasks.score[i]!,
            ...(explain ? explainTask(task, query, read) : {}),
          };
        }),
      };
    },
    gaps(request) {
      const occupation = unitOf.get(request.occupation);
      if (occupation === undefined) return undefined;
      const query = queryOf(request);
      return {
        index,
        occupation: summaryOf(occupations[occupation]!),
        verdict: verdictOf(signalsOf(query, rankOccupations(query, 2, isCurrent)), manifest.verdict),
        score: sumsOf([occupationRow(occupation)], query).total,
        ...holdings(occupation, query, request),
      };
    },
    compare(request) {
      const ad: AnyText = { ...request.ad, kind: 'ad' };
      const cv: AnyText = { ...request.cv, kind: 'cv' };
      const asked = queryOf(ad);
      const askedScores = scoreAll(asked).slice();
      const shown = queryOf(cv);
      const occupation =
        request.occupation === undefined
          ? bestForBoth(askedScores, scoreAll(shown), isCurrent)
          : unitOf.get(request.occupation);
      if (occupation === undefined) return undefined;
      return {
        index,
        occupation: summaryOf(occupations[occupation]!),
        ...sideBySide(holdings(occupation, asked, ad), holdings(occupation, shown, cv)),
      };
    },
    signals(request) {
      const query = queryOf(request);
      return signalsOf(query, rankOccupations(query, 2, isCurrent));
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

function summaryOf({ id, code, name, level }: OccupationEntry): OccupationSummary {
  return { id, ...(code === null ? {} : { code }), name, ...(level === null ? {} : { level }) };
}

function withDefaults({
  limit = MATCH_DEFAULTS.limit,
  explain = MATCH_DEFAULTS.explain,
  superseded = MATCH_DEFAULTS.superseded,
}: MatchRequest) {
  return { limit, explain, superseded };
}

function isHeld({ start }: { readonly start: Uint32Array }, term: number): boolean {
  return start[term + 1]! > start[term]!;
}

function holdsTerm(
  { text, title }: Artifact['columns']['occupation'],
  term: number,
  occupation: number,
): boolean {
  return holds(text, term, occupation) || holds(title, term, occupation);
}

/** What names add, the standard's own and what the lexica say of it, and whether a whole title is among them. */
function namesOf(sums: SourceSums, { sources }: Anatomy): Pick<Signals, 'named' | 'titled'> {
  let named = 0;
  let titled = false;
  for (let i = 0; i < sums.count; i++) {
    const { code, kind } = sources[sums.source[i]!]!;
    if (code === 'name') named += sums.sum[i]!;
    if (kind === 'aliasPhrase') titled = true;
  }
  return { named, titled };
}

/** Share of the words' squared weights that is held. */
function coverageOf({ term, weight }: Query['words'], held: (term: number) => boolean): number {
  let all = 0;
  let covered = 0;
  for (let i = 0; i < term.length; i++) {
    const square = weight[i]! * weight[i]!;
    all += square;
    if (held(term[i]!)) covered += square;
  }
  return all > 0 ? covered / all : 0;
}
