import { expandFolding, foldText } from '../analysis/characters.ts';
import { scriptOf } from '../analysis/script.ts';
import type { OccupationEntry } from '../artifact/format.ts';
import type { Artifact } from '../artifact/read.ts';
import { listSources } from '../artifact/sources.ts';
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
import { Explainer } from './explain.ts';
import { type Holdings, holdingsOf } from './gaps.ts';
import { createLabels } from './labels.ts';
import { type Probe, ReadableQuery } from './probes.ts';
import type { Query } from './query.ts';
import { Ranker } from './ranker.ts';
import { SaidWords } from './said.ts';
import { type Signals, verdictOf } from './verdict.ts';
import { type OccupationWording, wordingOf } from './wording.ts';

/** Ranks the occupations and tasks of one index for a text. Holds no text after it has answered. */
export interface Matcher {
  readonly index: IndexSummary;
  match(request: MatchRequest): MatchAnswer;
  /** Undefined when the index has no such occupation. */
  gaps(request: GapsRequest): GapsAnswer | undefined;
  /** Undefined when the index has no such occupation, or none to compare through. */
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
  const { sections, manifest, occupations } = artifact;
  const folding = expandFolding(sections.folding);
  const fold = (text: string): string => foldText(text, folding);
  const simplified = new Set(sections.simplified);
  const ranker = new Ranker(artifact, folding);
  const explainer = new Explainer(sections, sections.firstTask);
  const labelsOf = createLabels(artifact);
  const wordings = new Map<number, OccupationWording>();
  const unitOf = new Map(occupations.map(({ id }, unit) => [id, unit]));
  const index = { digest: artifact.digest, standards: manifest.standards, tasks: manifest.tasks };

  const current = Uint8Array.from(occupations, ({ superseded }) => (superseded ? 0 : 1));
  const every = new Uint8Array(occupations.length).fill(1);
  const allowedBy = (superseded: boolean, only: MatchRequest['only']): Uint8Array => {
    const among = superseded ? every : current;
    return only === undefined
      ? among
      : among.map((allowed, o) => (allowed === 1 && only(occupations[o]!) ? 1 : 0));
  };
  const ask = ({ text, title = '', kind }: AnyText): Query => ranker.ask({ text, title, kind });
  const readable = (request: AnyText): ReadableQuery => {
    const { text, title = '' } = request;
    return new ReadableQuery(() => ask(request), { text, title }, artifact.printed);
  };

  const explainOccupation = (occupation: number, query: ReadableQuery): Partial<OccupationMatch> => {
    const labels = labelsOf(occupation);
    const rows = [ranker.occupation(occupation)];
    const sums = ranker.sums(rows);
    const evidence = new UnitEvidence({ artifact, query, occupation, labels }, rows);
    const { competencies, remainder } = explainer.byCompetency(sums, occupation, labels, evidence);
    const { tasks, tasksRemainder } = explainer.byTask(sums, occupation, labels);
    return { competencies, remainder, tasks, tasksRemainder };
  };

  const explainTask = (task: number, occupation: number, query: ReadableQuery): Partial<TaskMatch> => {
    const rows = [ranker.tasks.own(task), ranker.tasks.context(occupation)];
    const labels = labelsOf(occupation);
    const evidence = new UnitEvidence({ artifact, query, occupation, labels }, rows);
    return explainer.byCompetency(ranker.sums(rows), occupation, labels, evidence);
  };

  const wordingFor = (occupation: number): OccupationWording => {
    let known = wordings.get(occupation);
    if (known === undefined) {
      known = wordingOf(labelsOf(occupation), listSources(artifact.standard(occupation)), {
        analyzer: ranker.analyzer,
        termWeight: sections.termWeight,
        fold,
      });
      if (wordings.size === WORDINGS) wordings.delete(wordings.keys().next().value!);
      wordings.set(occupation, known);
    }
    return known;
  };

  const saidIn = (query: Query, { text, title = '' }: AnyText): SaidWords =>
    new SaidWords(
      query,
      { text, title },
      { ...sections, words: manifest.words, printed: artifact.printed, fold },
    );

  const holdings = (occupation: number, said: SaidWords): Holdings =>
    holdingsOf(
      {
        labels: labelsOf(occupation),
        wording: wordingFor(occupation),
        anatomy: sections,
        firstTask: sections.firstTask[occupation]!,
      },
      said,
    );

  return {
    index,
    fold,
    query(request) {
      return { probes: readable(request).probes(), ignored: ask(request).ignored };
    },
    match(request) {
      const { limit, explain, superseded } = withDefaults(request);
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
        throw new RangeError(`limit: a whole number from 1 to ${MAX_LIMIT} is expected`);
      }
      const allowed = allowedBy(superseded, request.only); // before the text is asked: `only` may do what it likes
      const query = ask(request);
      const read = explain ? readable({ ...request }) : null;
      const best = ranker.rankOccupations(query, Math.max(limit, 2), allowed);
      const bestTasks = ranker.rankTasks(query, limit, allowed);
      return {
        index,
        verdict: verdictOf(ranker.signals(query, best), manifest.verdict),
        text: {
          characters: request.text.length,
          script: scriptOf(request.text, folding, simplified),
          ignored: query.ignored,
        },
        occupations: best.unit.slice(0, limit).map(
          (unit, i): OccupationMatch => ({
            ...summaryOf(occupations[unit]!),
            score: best.score[i]!,
            ...(read === null ? {} : explainOccupation(unit, read)),
          }),
        ),
        tasks: bestTasks.unit.map((task, i): TaskMatch => {
          const occupation = ranker.tasks.occupationOf(task);
          return {
            occupation: occupations[occupation]!.id,
            ...labelsOf(occupation).tasks[task - sections.firstTask[occupation]!]!,
            score: bestTasks.score[i]!,
            ...(read === null ? {} : explainTask(task, occupation, read)),
          };
        }),
      };
    },
    gaps(request) {
      const occupation = unitOf.get(request.occupation);
      if (occupation === undefined) return undefined;
      const query = ask(request);
      return {
        index,
        occupation: summaryOf(occupations[occupation]!),
        verdict: verdictOf(
          ranker.signals(query, ranker.rankOccupations(query, 2, current)),
          manifest.verdict,
        ),
        score: ranker.score(ranker.occupation(occupation)),
        ...holdings(occupation, saidIn(query, request)),
      };
    },
    compare(request) {
      const adQuery = ask({ ...request.ad, kind: 'ad' });
      const asked = saidIn(adQuery, request.ad);
      const adScores = ranker.scoreAll(adQuery).slice();
      const cvQuery = ask({ ...request.cv, kind: 'cv' });
      const shown = saidIn(cvQuery, request.cv);
      const occupation =
        request.occupation === undefined
          ? bestForBoth(adScores, ranker.scoreAll(cvQuery), current)
          : unitOf.get(request.occupation);
      if (occupation === undefined) return undefined;
      return {
        index,
        occupation: summaryOf(occupations[occupation]!),
        ...sideBySide(holdings(occupation, asked), holdings(occupation, shown)),
      };
    },
    signals(request) {
      const query = ask(request);
      return ranker.signals(query, ranker.rankOccupations(query, 2, current));
    },
  };
}

/** How many occupations' wordings are kept: some 25 kilobytes each, and two milliseconds to read again. */
const WORDINGS = 64;

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
