import { type Analyzer, createAnalyzer } from '../analysis/analyzer.ts';
import type { FoldTable } from '../analysis/characters.ts';
import { STOP_TERM } from '../analysis/tokens.ts';
import type { Artifact } from '../artifact/read.ts';
import { isLexiconKind, SOURCE_KINDS } from '../artifact/sources.ts';
import type { ChannelColumns } from '../artifact/tables.ts';
import { type Query, QueryBuilder, type QueryInput } from './query.ts';
import { addScores, Best, contenders, holds } from './rank.ts';
import { createReader } from './reading.ts';
import {
  type KindWeights,
  kindWeights,
  mostSegments,
  type RowTable,
  rowTable,
  SourceSums,
  scoreRow,
  sumRow,
  type WeighedRow,
} from './rows.ts';
import { TaskRanker } from './tasks.ts';
import type { Signals } from './verdict.ts';

/**
 * The arithmetic of a match: asks, ranks, adds up. Works in memory of its own: a query and all that was ranked for it are
 * good until the next one is asked.
 */
export class Ranker {
  readonly analyzer: Analyzer;
  readonly tasks: TaskRanker;
  readonly #artifact: Artifact;
  readonly #queries: QueryBuilder;
  readonly #rows: RowTable;
  readonly #weights: KindWeights;
  readonly #scores: Float64Array;
  readonly #decoyScores: Float64Array;
  readonly #sums: SourceSums;

  constructor(artifact: Artifact, folding: FoldTable) {
    const { sections, manifest, columns, rows } = artifact;
    this.#artifact = artifact;
    this.analyzer = analyzerOf(artifact, folding);
    this.#queries = new QueryBuilder(
      this.analyzer,
      createReader(artifact.zones, folding, manifest.sections),
      {
        words: manifest.words,
        terms: manifest.terms,
        termWeight: sections.termWeight,
        neighbourStart: sections.neighbourStart,
        neighbourTerm: sections.neighbourTerm,
        neighbourWeight: sections.neighbourWeight,
        held: heldTerms(columns.occupation, manifest.terms),
        titleShare: manifest.titleShare,
        neighbourShare: manifest.neighbourShare,
      },
    );
    this.#weights = kindWeights(manifest.weights.occupation.text, manifest.weights.occupation.title);
    this.#rows = rowTable(rows.occupation);
    this.tasks = new TaskRanker(artifact, this.#rows);
    this.#scores = new Float64Array(artifact.occupations.length);
    this.#decoyScores = new Float64Array(manifest.decoys);
    this.#sums = new SourceSums(mostSegments(rows.occupation) + mostSegments(rows.task));
  }

  ask(input: QueryInput): Query {
    return this.#queries.build(input);
  }

  occupation(unit: number): WeighedRow {
    return { rows: this.#rows, unit, weights: this.#weights };
  }

  /** The score of a unit, to the last bit. */
  score(row: WeighedRow): number {
    return scoreRow(row, this.#artifact.sections.frequencyPart, this.#queries.asked);
  }

  /** What the sources of a unit add, in memory that the next call uses again. */
  sums(rows: readonly WeighedRow[]): SourceSums {
    const sums = this.#sums;
    sums.clear();
    for (const row of rows) sumRow(row, this.#artifact.sections.frequencyPart, this.#queries.asked, sums);
    return sums;
  }

  /** The score of every occupation, but for rounding. */
  scoreAll({ probes }: Query): Float64Array {
    this.#scores.fill(0);
    addScores(probes, this.#artifact.columns.occupation, this.#scores);
    return this.#scores;
  }

  /** `allowed` is 1 for each occupation that may be ranked. */
  rankOccupations(query: Query, limit: number, allowed: Uint8Array): Best {
    const best = new Best(limit);
    for (const unit of contenders(this.scoreAll(query), limit, allowed)) {
      best.offer(unit, this.score(this.occupation(unit)));
    }
    return best;
  }

  rankTasks(query: Query, limit: number, allowed: Uint8Array): Best {
    return this.tasks.rank(query, this.#queries.asked, limit, allowed);
  }

  signals(query: Query, { unit, score: ranked }: Best): Signals {
    const { manifest, columns } = this.#artifact;
    const [first] = unit;
    const [score = 0, second = 0] = ranked;
    const words = query.words.count;
    const foreign = manifest.decoys / (manifest.decoys + manifest.standards);
    if (first === undefined) {
      return { score, lead: 0, coverage: 0, named: 0, rival: 0, foreign, words, titled: false };
    }
    const { named, titled } = namesOf(this.sums([this.occupation(first)]));
    return {
      score,
      lead: (score - second) / score,
      coverage: heldShareOf(query.words, columns.occupation, first),
      named,
      rival: this.#rivalOf(query),
      foreign,
      words,
      titled,
    };
  }

  #rivalOf({ probes }: Query): number {
    const scores = this.#decoyScores.fill(0);
    addScores(probes, this.#artifact.columns.decoy, scores);
    let best = 0;
    for (let decoy = 0; decoy < scores.length; decoy++) best = Math.max(best, scores[decoy]!);
    return best;
  }
}

function analyzerOf(artifact: Artifact, folding: FoldTable): Analyzer {
  const { terms, stops } = artifact;
  return createAnalyzer({
    folding,
    automaton: artifact.automaton,
    automatonTerm: artifact.sections.automatonTerm,
    phrases: artifact.phrases,
    phraseTerm: artifact.sections.phraseTerm,
    // a word that none of the lines is gives -1, which is UNKNOWN_TERM
    termOf: text => (stops.find(text) >= 0 ? STOP_TERM : terms.find(text)),
  });
}

function heldTerms({ text, title }: ChannelColumns, terms: number): Uint8Array {
  const held = new Uint8Array(terms);
  for (let term = 0; term < terms; term++) {
    if (text.start[term + 1]! > text.start[term]! || title.start[term + 1]! > title.start[term]!)
      held[term] = 1;
  }
  return held;
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

/** Share of the words' squared weights that an occupation holds. */
function heldShareOf(
  { count, term, weight }: Query['words'],
  { text, title }: ChannelColumns,
  occupation: number,
): number {
  let all = 0;
  let covered = 0;
  for (let i = 0; i < count; i++) {
    const square = weight[i]! * weight[i]!;
    all += square;
    if (holds(text, term[i]!, occupation) || holds(title, term[i]!, occupation)) covered += square;
  }
  return all > 0 ? covered / all : 0;
}
