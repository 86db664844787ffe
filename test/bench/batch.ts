import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import { type Artifact, openArtifact } from '../../src/artifact/read.ts';
import { listSources } from '../../src/artifact/sources.ts';
import { BATCH_DEFAULTS } from '../../src/batch/settings.ts';
import { mulberry32 } from '../../src/evaluation/bootstrap.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { fileInput } from '../../src/platform/node/batch/input.ts';
import { runBatch } from '../../src/platform/node/batch/run.ts';
import { CORPORA } from '../helpers/golden-index.ts';
import { loadJieba } from '../helpers/jieba.ts';
import { type Bench, median, type Table } from './harness.ts';
import { benchStandards } from './material.ts';
import { ownTexts } from './texts.ts';

/**
 * What does a batch job cost beside the matching calls alone, what does a second worker bring, and how do well-known parts do
 * the same job? Distinct texts of 600 characters, NDJSON in and out, ten occupations and ten tasks a row. Rounds alternate, for
 * the machine is not ours alone; the second half of a round is measured, when the workers are warm as they are in a job of
 * millions. Processor time beside the clock: where others use the cores too it tells what two of them would bring, which is
 * bounded by what the one thread that reads, cuts and writes needs.
 */
export const batch: Bench<readonly Table[]> = {
  name: 'batch',
  parts: () => [{ name: 'all', processes: 1 }],
  async measure({ smoke }) {
    const { standards, from } = benchStandards();
    const bytes = buildIndex(standards, { corpora: CORPORA }).bytes;
    const artifact = openArtifact(bytes);
    const folder = mkdtempSync(join(tmpdir(), 'icap-bench-'));
    try {
      const rows = smoke ? 300 : 40_000;
      const job = {
        artifact,
        bytes,
        input: join(folder, 'in.ndjson'),
        out: join(folder, 'out.ndjson'),
        rows,
      };
      writeFileSync(job.input, [...postings(rows)].map(row => `${JSON.stringify(row)}\n`).join(''));
      return [await ours(job, from, smoke), peers(job, from, smoke)];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  report: samples => samples.get('all')![0]!,
};

interface Job {
  readonly artifact: Artifact;
  readonly bytes: Uint8Array;
  readonly input: string;
  readonly out: string;
  readonly rows: number;
}

/** Our own texts, cut anywhere. */
function* postings(count: number): Generator<{ id: string; text: string }> {
  const all = ownTexts().join('\n');
  const random = mulberry32(1);
  for (let i = 0; i < count; i++) {
    const from = Math.floor(random() * (all.length - 600));
    yield { id: `r${i}`, text: `${i} ${all.slice(from, from + 600)}`.slice(0, 600) };
  }
}

interface Round {
  /** Milliseconds a row, by the clock and of processor time. */
  readonly clock: number;
  readonly processor: number;
  /** The part of it that the thread needs which reads, hands out and writes. */
  readonly thread: number;
}

async function ours(job: Job, from: string, smoke: boolean): Promise<Table> {
  const contenders: readonly { readonly name: string; run(): Promise<Round> }[] = [
    { name: 'the matching calls alone', run: async () => matchingAlone(job) },
    { name: 'the job, one worker', run: () => theJob(job, 1) },
    { name: 'the job, two workers', run: () => theJob(job, 2) },
  ];
  const rounds = contenders.map((): Round[] => []);
  for (let round = 0; round < (smoke ? 1 : 3); round++) {
    const order = [...contenders.keys()];
    if (round % 2 === 1) order.reverse();
    for (const i of order) rounds[i]!.push(await contenders[i]!.run());
  }
  const middle = (i: number, what: keyof Round): number => median(rounds[i]!.map(round => round[what]));
  return {
    title: `batch of ${job.rows} rows of 600 characters against ${from}`,
    columns: [
      'what',
      'rows/s',
      'time of matching',
      'processor time of matching',
      'rows/s of one worker',
      'first thread, ms a row',
      'ms a row',
    ],
    rows: contenders.map(({ name }, i) => [
      name,
      (1000 / middle(i, 'clock')).toFixed(0),
      `${(middle(i, 'clock') / middle(0, 'clock')).toFixed(2)}×`,
      `${(middle(i, 'processor') / middle(0, 'processor')).toFixed(2)}×`,
      `${(middle(1, 'clock') / middle(i, 'clock')).toFixed(2)}×`,
      middle(i, 'thread').toFixed(3),
      rounds[i]!.map(({ clock }) => clock.toFixed(3)).join(' '),
    ]),
  };
}

/** Measures from when half is done. */
function stopwatch(rows: number): { done(count: number): void; round(): Round } {
  const from = Math.floor(rows / 2);
  let clock = 0;
  let processor = process.cpuUsage();
  let thread = process.threadCpuUsage();
  let started = 0;
  return {
    done(count) {
      if (started > 0 || count < from) return;
      started = count;
      clock = performance.now();
      processor = process.cpuUsage();
      thread = process.threadCpuUsage();
    },
    round() {
      const measured = rows - started;
      const each = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000 / measured;
      return {
        clock: (performance.now() - clock) / measured,
        processor: each(process.cpuUsage(processor)),
        thread: each(process.threadCpuUsage(thread)),
      };
    },
  };
}

function matchingAlone({ artifact, input, rows }: Job): Round {
  const texts = readRows(input);
  const matcher = createMatcher(artifact);
  const watch = stopwatch(rows);
  texts.forEach(({ text }, i) => {
    matcher.match({ text, limit: 10, explain: false });
    watch.done(i + 1);
  });
  return watch.round();
}

async function theJob({ artifact, bytes, input, out, rows }: Job, workers: number): Promise<Round> {
  const { signal } = new AbortController();
  const watch = stopwatch(rows);
  let round: Round | undefined;
  await runBatch(
    {
      input: fileInput(input, null, 'utf-8', signal),
      out: { kind: 'file', path: out },
      artifact,
      artifactBytes: bytes,
      settings: BATCH_DEFAULTS,
      workers,
      resume: false,
      checkpointEvery: 5000,
      signal,
    },
    {
      began: () => {},
      wrote({ rows: done }) {
        watch.done(done);
        if (done === rows) round = watch.round();
      },
    },
  );
  return round!;
}

/** The same rows by well-known parts, occupations only, in one thread: jieba's words, and a ranking. */
function peers(job: Job, from: string, smoke: boolean): Table {
  const { artifact } = job;
  const jieba = loadJieba([]);
  const ids = artifact.occupations.map(({ id }) => id);
  const words = (text: string): string[] => jieba.cut(text, true).filter(word => word.trim() !== '');
  const printed = (occupation: number): string =>
    listSources(artifact.standard(occupation))
      .map(({ text }) => text)
      .join('\n');
  const tfidf = new TfIdf();
  for (const occupation of ids.keys()) tfidf.addDocument(words(printed(occupation)));
  const search = new MiniSearch<{ id: string; text: string }>({
    fields: ['text'],
    tokenize: words,
    processTerm: term => term,
  });
  search.addAll(ids.map((id, o) => ({ id, text: printed(o) })));
  const contenders = [
    {
      name: 'nodejieba + natural',
      sample: smoke ? 2 : 40,
      rank: (text: string) => {
        const asked = words(text);
        const scores = ids.map((_, document) => tfidf.tfidf(asked, document));
        return [...ids.keys()]
          .sort((a, b) => scores[b]! - scores[a]!)
          .slice(0, 10)
          .map(o => ({ id: ids[o]!, score: scores[o]! }));
      },
    },
    {
      name: 'nodejieba + MiniSearch',
      sample: smoke ? 5 : 300,
      rank: (text: string) =>
        search
          .search(text, { combineWith: 'OR' })
          .slice(0, 10)
          .map(({ id, score }) => ({ id: id as string, score })),
    },
  ];
  return {
    title: `the same job by others, occupations only, against ${from}`,
    columns: ['what', 'rows/s', 'rows'],
    rows: contenders.map(({ name, sample, rank }) => {
      const texts = readRows(job.input).slice(0, sample);
      for (const { text } of texts.slice(0, 5)) rank(text);
      const began = performance.now();
      const lines = texts.map(({ id, text }) => JSON.stringify({ id, occupations: rank(text) }));
      writeFileSync(job.out, lines.join('\n'));
      return [name, ((1000 * sample) / (performance.now() - began)).toFixed(1), String(sample)];
    }),
  };
}

function readRows(input: string): { id: string; text: string }[] {
  return readFileSync(input, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
}
