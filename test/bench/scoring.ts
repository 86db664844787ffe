import { readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import { expandFolding } from '../../src/analysis/characters.ts';
import { type Artifact, openArtifact } from '../../src/artifact/read.ts';
import { isContext, SOURCE_KINDS } from '../../src/artifact/sources.ts';
import { ENTRY_BITS } from '../../src/artifact/tables.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { Ranker } from '../../src/matching/ranker.ts';
import { EagerColumns, type EagerQuery, type Scored } from '../reference/eager-columns.ts';
import { type Bench, middle, race, type Timing, times } from './harness.ts';
import { benchStandards, indexFile } from './material.ts';
import { adTexts } from './texts.ts';

/**
 * What does scoring alone cost, from the same terms with the same weights: the ten best occupations and the ten best
 * tasks? Beside bm25s' eager sparse columns re-written plainly (which must give the same twenty, or nothing is timed),
 * and, for a few queries, beside natural's TfIdf and MiniSearch over the tasks, which get the same terms as tokens, rank
 * tasks alone and weigh by formulas of their own.
 *
 * Ours ranks the query that it asked last, so asking is timed alone, and with ranking, in turns: scoring is the
 * difference. The eager columns are timed in the same way, because reading a text takes the nearest caches for itself, as
 * it does in every match; how fast they are when nothing else uses the caches is one more row. They get their queries
 * ready made. So do the peers, for which caches make no difference.
 */
export const scoring: Bench<Sample> = {
  name: 'scoring',
  parts: ({ smoke }) => [{ name: 'all', processes: smoke ? 1 : 5 }],
  measure(world) {
    const artifact = openArtifact(readFileSync(indexFile(world.folder, 'bench')));
    const eager = new EagerColumns(artifact);
    const ads = adTexts().texts;
    const queries = queriesOf(artifact, world.smoke ? ads.slice(0, 8) : ads);
    const everyOne = new Uint8Array(artifact.occupations.length).fill(1);
    const ranker = new Ranker(artifact, expandFolding(artifact.sections.folding));
    const ask = ({ text }: Query) => ranker.ask({ text, title: '', kind: undefined });
    const ours = (query: Query): Record<'occupations' | 'tasks', readonly Scored[]> => {
      const asked = ask(query);
      return {
        occupations: scored(ranker.rankOccupations(asked, TOP, everyOne)),
        tasks: scored(ranker.rankTasks(asked, TOP, everyOne)),
      };
    };
    for (const query of queries) {
      const { occupations, tasks } = ours(query);
      mustAgree(occupations, eager.rankOccupations(query.eager, TOP));
      mustAgree(tasks, eager.rankTasks(query.eager, TOP));
    }
    const asking = { name: 'ask', run: (query: Query) => ask(query).probes.count };
    const occupations = {
      name: 'ask and rank occupations',
      run: (query: Query) => ranker.rankOccupations(ask(query), TOP, everyOne).unit.length,
    };
    const ranking = {
      name: 'ask and rank',
      run: (query: Query) => {
        const asked = ask(query);
        return (
          ranker.rankOccupations(asked, TOP, everyOne).unit.length +
          ranker.rankTasks(asked, TOP, everyOne).unit.length
        );
      },
    };
    const eagerOccupations = (query: Query): number => eager.rankOccupations(query.eager, TOP).length;
    const eagerBoth = (query: Query): number =>
      eagerOccupations(query) + eager.rankTasks(query.eager, TOP).length;
    const few = queries.filter((_, i) => i % Math.ceil(queries.length / FEW) === 0);
    const documents = tokensOfTasks(artifact);
    const peers = [naturalOver(documents), miniSearchOver(documents)];
    return {
      from: `${benchStandards().from} and ${artifact.manifest.tasks} tasks`,
      terms: queries.reduce((sum, { eager }) => sum + eager.term.length, 0) / queries.length,
      postings: eager.postings,
      queries: queries.length,
      few: few.length,
      all: race(
        queries,
        [
          asking,
          ranking,
          occupations,
          {
            name: 'ask, then eager occupations',
            run: query => ask(query).probes.count + eagerOccupations(query),
          },
          { name: 'ask, then eager columns', run: query => ask(query).probes.count + eagerBoth(query) },
          { name: 'eager columns and nothing else', run: eagerBoth },
        ],
        world,
      ),
      some: race(few, [asking, ranking, ...peers], world),
    };
  },
  report(samples) {
    const all = samples.get('all')!;
    const { from, terms, postings, queries, few } = all[0]!;
    // the time of contender `at`, without that of contender `less`
    const row = (name: string, of: 'all' | 'some', at: number, less?: number): string[] => {
      const count = of === 'all' ? queries : few;
      const value = (sample: Sample, which: 'median' | 'minimum'): number =>
        sample[of][at]![which] - (less === undefined ? 0 : sample[of][less]![which]);
      return [
        name,
        middle(
          all.map(sample => value(sample, 'median') / oursAlone(sample[of], 'median')),
          times,
        ),
        middle(
          all.map(sample => value(sample, 'minimum') / oursAlone(sample[of], 'minimum')),
          times,
        ),
        middle(
          all.map(sample => (value(sample, 'median') / count) * 1e3),
          µs => µs.toFixed(µs < 100 ? 1 : 0),
        ),
      ];
    };
    const columns = ['what', 'time of ours', 'at best', 'µs a query'];
    return [
      {
        title: `scoring alone: ${queries} ads against ${from}, ${terms.toFixed(0)} terms a query, ${postings} eager postings`,
        columns,
        rows: [
          row('icap-match', 'all', 1, 0),
          row('  occupations', 'all', 2, 0),
          row('  tasks', 'all', 1, 2),
          row('eager columns (bm25s), plainly', 'all', 4, 0),
          row('  occupations', 'all', 3, 0),
          row('  tasks', 'all', 4, 3),
          row('  with no text read in between', 'all', 5),
          row('for scale: reading the text into a query', 'all', 0),
        ],
      },
      {
        title: `the same for ${few} of them, tasks alone for the peers`,
        columns,
        rows: [row('icap-match', 'some', 1, 0), ...PEERS.map((name, i) => row(name, 'some', i + 2))],
      },
    ];
  },
};

interface Sample {
  readonly from: string;
  /** Terms a query, on average. */
  readonly terms: number;
  readonly postings: number;
  readonly queries: number;
  readonly few: number;
  readonly all: readonly Timing[];
  readonly some: readonly Timing[];
}

interface Query {
  readonly text: string;
  readonly eager: EagerQuery;
  readonly tokens: readonly string[];
}

const TOP = 10;
const FEW = 8;
const PEERS = ['natural TfIdf', 'MiniSearch, OR'];

function oursAlone([ask, askAndRank]: readonly Timing[], which: 'median' | 'minimum'): number {
  return askAndRank![which] - ask![which];
}

function queriesOf(artifact: Artifact, texts: readonly string[]): Query[] {
  const matcher = createMatcher(artifact);
  return texts.map(text => {
    const inText = new Map<number, number>();
    const inTitle = new Map<number, number>();
    for (const probe of matcher.query({ text }).probes) {
      inText.set(probe.term, (inText.get(probe.term) ?? 0) + probe.text);
      inTitle.set(probe.term, (inTitle.get(probe.term) ?? 0) + probe.title);
    }
    return {
      text,
      eager: {
        term: Int32Array.from(inText.keys()),
        text: Float64Array.from(inText.values()),
        title: Float64Array.from(inTitle.values()),
      },
      tokens: Array.from(inText.keys(), token),
    };
  });
}

function scored({ unit, score }: { unit: readonly number[]; score: readonly number[] }): Scored[] {
  return unit.map((unit, i) => ({ unit, score: score[i]! }));
}

/** The same units in the same order, but for what rounding to 32 bits can turn round. */
function mustAgree(ours: readonly Scored[], theirs: readonly Scored[]): void {
  const same = (i: number): boolean =>
    ours[i]!.unit === theirs[i]!.unit || Math.abs(ours[i]!.score / theirs[i]!.score - 1) < 1e-6;
  if (ours.length !== theirs.length || !ours.every((_, i) => same(i))) {
    throw new Error(`rankings differ: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`);
  }
}

/** A term as a token that no property of an object is called. */
function token(term: number): string {
  return `t${term}`;
}

/** The terms of each task and of its occupation's context, as often as sources say them. */
function tokensOfTasks({ rows, sections: { firstTask }, manifest }: Artifact): string[][] {
  const tokens = (table: typeof rows.task, unit: number, counts: (kind: number) => boolean): string[] => {
    const list: string[] = [];
    for (let field = table.start[unit]!; field < table.start[unit + 1]!; field++) {
      if (!counts(table.kind[field]!)) continue;
      const last = table.entry[table.segment[field + 1]!]!;
      for (let at = table.entry[table.segment[field]!]!; at < last; at++)
        list.push(token(table.term[at]! >>> ENTRY_BITS));
    }
    return list;
  };
  return Array.from({ length: manifest.standards }, (_, occupation) => {
    const context = tokens(rows.occupation, occupation, kind => isContext(SOURCE_KINDS[kind]!));
    return Array.from({ length: firstTask[occupation + 1]! - firstTask[occupation]! }, (_, i) => [
      ...tokens(rows.task, firstTask[occupation]! + i, () => true),
      ...context,
    ]);
  }).flat();
}

function naturalOver(documents: readonly (readonly string[])[]) {
  const tfidf = new TfIdf();
  for (const tokens of documents) tfidf.addDocument(tokens);
  return {
    name: PEERS[0]!,
    run: ({ tokens }: Query) =>
      tfidf
        .tfidfs(tokens)
        .map((score, unit) => ({ unit, score }))
        .sort((a, b) => b.score - a.score)
        .slice(0, TOP).length,
  };
}

function miniSearchOver(documents: readonly (readonly string[])[]) {
  const search = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: text => text.split(' '),
    processTerm: term => term,
  });
  search.addAll(documents.map((tokens, id) => ({ id, text: tokens.join(' ') })));
  return {
    name: PEERS[1]!,
    run: ({ tokens }: Query) => search.search(tokens.join(' '), { combineWith: 'OR' }).slice(0, TOP).length,
  };
}
