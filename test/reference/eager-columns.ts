import type { Artifact } from '../../src/artifact/read.ts';
import { isContext, SOURCE_KINDS, type SourceKind } from '../../src/artifact/sources.ts';
import { ENTRY_BITS, ENTRY_MASK } from '../../src/artifact/tables.ts';

/**
 * Eager sparse scoring as bm25s does it (Lù 2024, arXiv:2407.03618), re-written plainly: everything that a term can add
 * to a unit is worked out beforehand, so that a query is one pass over the postings of its terms into a dense array, and
 * the largest of that. Nothing is skipped and nothing is bounded. What is said of an occupation counts for each of its
 * tasks, and so stands in the columns of each of them. Weights have 32 bits, as in bm25s.
 */
export class EagerColumns {
  readonly #occupation: Channels;
  readonly #task: Channels;
  readonly #own: Readonly<Record<'text' | 'title', Lists>>;
  readonly #occupationScores: Float64Array;
  readonly #taskScores: Float64Array;
  readonly #askedText: Float64Array;
  readonly #askedTitle: Float64Array;

  constructor(artifact: Artifact) {
    const { manifest } = artifact;
    const { terms, weights } = manifest;
    const every = (): boolean => true;
    const occupations = (kinds: KindWeights, counts = every as (kind: SourceKind) => boolean) =>
      vectorsOf(artifact, 'occupation', kinds, counts);
    const tasks = (kinds: KindWeights) => vectorsOf(artifact, 'task', kinds, every);
    const folded = (kinds: KindWeights): Vector[] =>
      withContext(artifact, tasks(kinds), occupations(kinds, isContext));
    this.#occupation = {
      text: columnsOf(terms, occupations(weights.occupation.text)),
      title: columnsOf(terms, occupations(weights.occupation.title)),
    };
    this.#task = {
      text: columnsOf(terms, folded(weights.task.text)),
      title: columnsOf(terms, folded(weights.task.title)),
    };
    this.#own = { text: listsOf(tasks(weights.task.text)), title: listsOf(tasks(weights.task.title)) };
    this.#occupationScores = new Float64Array(manifest.standards);
    this.#taskScores = new Float64Array(manifest.tasks);
    this.#askedText = new Float64Array(terms);
    this.#askedTitle = new Float64Array(terms);
  }

  /** How many postings both tables have: what a query may have to read. */
  get postings(): number {
    const { text, title } = this.#occupation;
    const task = this.#task;
    return text.unit.length + title.unit.length + task.text.unit.length + task.title.unit.length;
  }

  rankOccupations(query: EagerQuery, limit: number): Scored[] {
    return top(score(this.#occupation, query, this.#occupationScores), limit, () => true);
  }

  /** A task counts only if a word of its own is asked for; whether one is, is looked up for those that would be ranked. */
  rankTasks(query: EagerQuery, limit: number): Scored[] {
    const { term, text, title } = query;
    for (let i = 0; i < term.length; i++) {
      this.#askedText[term[i]!] = text[i]!;
      this.#askedTitle[term[i]!] = title[i]!;
    }
    const best = top(
      score(this.#task, query, this.#taskScores),
      limit,
      task =>
        asksAny(this.#own.text, task, this.#askedText) || asksAny(this.#own.title, task, this.#askedTitle),
    );
    for (let i = 0; i < term.length; i++) {
      this.#askedText[term[i]!] = 0;
      this.#askedTitle[term[i]!] = 0;
    }
    return best;
  }
}

/** What is asked for of each term, in the text (with what words there stand for) and in the title. */
export interface EagerQuery {
  readonly term: Int32Array;
  readonly text: Float64Array;
  readonly title: Float64Array;
}

export interface Scored {
  readonly unit: number;
  readonly score: number;
}

type KindWeights = Readonly<Record<SourceKind, number>>;
/** Term → what it adds to one unit. */
type Vector = Map<number, number>;
type Channels = Readonly<Record<'text' | 'title', Postings>>;

interface Postings {
  readonly start: Uint32Array;
  readonly unit: Uint32Array;
  readonly weight: Float32Array;
}

/** The terms of each unit, one list after the other. */
interface Lists {
  readonly start: Uint32Array;
  readonly term: Uint32Array;
}

/** Σ over the fields of a unit: weight of the kind · v(t), as rows hold it. */
function vectorsOf(
  { rows: tables, sections }: Artifact,
  unit: 'occupation' | 'task',
  weights: KindWeights,
  counts: (kind: SourceKind) => boolean,
): Vector[] {
  const rows = tables[unit];
  return Array.from({ length: rows.start.length - 1 }, (_, u) => {
    const vector: Vector = new Map();
    for (let field = rows.start[u]!; field < rows.start[u + 1]!; field++) {
      const kind = SOURCE_KINDS[rows.kind[field]!]!;
      if (!counts(kind) || weights[kind] === 0) continue;
      const last = rows.entry[rows.segment[field + 1]!]!;
      for (let at = rows.entry[rows.segment[field]!]!; at < last; at++) {
        const term = rows.term[at]! >>> ENTRY_BITS;
        const part = sections.frequencyPart[rows.term[at]! & ENTRY_MASK]! * sections.termWeight[term]!;
        vector.set(term, (vector.get(term) ?? 0) + weights[kind] * rows.scale[field]! * part);
      }
    }
    return vector;
  });
}

function withContext(
  { sections }: Artifact,
  tasks: readonly Vector[],
  contexts: readonly Vector[],
): Vector[] {
  return contexts.flatMap((context, occupation) =>
    tasks.slice(sections.firstTask[occupation], sections.firstTask[occupation + 1]).map(own => {
      const sum = new Map(own);
      for (const [term, weight] of context) sum.set(term, (sum.get(term) ?? 0) + weight);
      return sum;
    }),
  );
}

function columnsOf(terms: number, vectors: readonly Vector[]): Postings {
  const start = new Uint32Array(terms + 1);
  for (const vector of vectors) for (const term of vector.keys()) start[term + 1]!++;
  for (let term = 0; term < terms; term++) start[term + 1]! += start[term]!;
  const next = start.slice();
  const unit = new Uint32Array(start[terms]!);
  const weight = new Float32Array(start[terms]!);
  vectors.forEach((vector, u) => {
    for (const [term, value] of vector) {
      unit[next[term]!] = u;
      weight[next[term]!++] = value;
    }
  });
  return { start, unit, weight };
}

function listsOf(vectors: readonly Vector[]): Lists {
  const start = new Uint32Array(vectors.length + 1);
  vectors.forEach(({ size }, u) => {
    start[u + 1] = start[u]! + size;
  });
  return { start, term: Uint32Array.from(vectors.flatMap(vector => [...vector.keys()])) };
}

function score({ text, title }: Channels, query: EagerQuery, scores: Float64Array): Float64Array {
  scores.fill(0);
  for (let i = 0; i < query.term.length; i++) {
    const term = query.term[i]!;
    if (query.text[i]! > 0) addColumn(text, term, query.text[i]!, scores);
    if (query.title[i]! > 0) addColumn(title, term, query.title[i]!, scores);
  }
  return scores;
}

function addColumn(
  { start, unit, weight }: Postings,
  term: number,
  asked: number,
  scores: Float64Array,
): void {
  const end = start[term + 1]!;
  for (let at = start[term]!; at < end; at++) scores[unit[at]!]! += asked * weight[at]!;
}

function top(scores: Float64Array, limit: number, counts: (unit: number) => boolean): Scored[] {
  const best: Scored[] = [];
  let floor = 0;
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit]!;
    if (score <= floor || !counts(unit)) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.score < score) at--;
    best.splice(at, 0, { unit, score });
    if (best.length > limit) best.pop();
    if (best.length === limit) floor = best[limit - 1]!.score;
  }
  return best;
}

function asksAny({ start, term }: Lists, unit: number, asked: Float64Array): boolean {
  for (let at = start[unit]!; at < start[unit + 1]!; at++) if (asked[term[at]!]! > 0) return true;
  return false;
}
