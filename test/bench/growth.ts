import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openArtifact } from '../../src/artifact/read.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { chart } from './chart.ts';
import { type Bench, type BenchOptions, median, race, type Table, type Timing, times } from './harness.ts';
import { collectGarbage, residentMemory } from './processes.ts';
import { adTexts } from './texts.ts';

/**
 * How do time and memory grow with the number of standards? At each size one process builds the index, and others open
 * it and match the same texts: ranking only, and with every contribution of the ten best of each (evidence is lazy and
 * not read). Sizes beyond the catalogue are filled with changed copies (catalogues.ts), many of which come nearly as
 * close to a text as the original does: harder to rank than as many different standards would be.
 *
 * Memory is what is resident after the collector ran: with the index open, and after all matches. With three sizes or
 * more it draws growth.svg.
 */
export const growth: Bench<Built | Matched> = {
  name: 'growth',
  parts: options =>
    sizesOf(options).flatMap(size => [
      { name: `build ${size}`, processes: 1, heap: 15_000 },
      { name: `match ${size}`, processes: options.smoke ? 1 : 3 },
    ]),
  measure({ part, folder, ...how }) {
    const size = Number(part.split(' ').at(-1));
    const file = join(folder, `growth-${size}.icap`);
    return part.startsWith('build') ? build(size, file) : match(file, how);
  },
  report(samples, options) {
    const points = sizesOf(options).map((size): Point => {
      const [built] = samples.get(`build ${size}`) as Built[];
      return { built: built!, matched: samples.get(`match ${size}`) as Matched[] };
    });
    if (!options.smoke && points.length > 2) writeFileSync(CHART, draw(points));
    return [matchTable(points), sizeTable(points)];
  },
};

const CHART = join(import.meta.dirname, 'growth.svg');

interface Built {
  readonly standards: number;
  readonly tasks: number;
  readonly terms: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly peak: number;
}

interface Matched {
  readonly texts: number;
  readonly opened: number;
  readonly residentOpen: number;
  readonly residentAfter: number;
  readonly timings: readonly Timing[];
}

interface Point {
  readonly built: Built;
  readonly matched: readonly Matched[];
}

function sizesOf({ smoke, sizes }: BenchOptions): readonly number[] {
  return sizes ?? (smoke ? [5, 10] : [100, 891]);
}

async function build(size: number, file: string): Promise<Built> {
  // imported here, so that a process that only matches does not carry the builder
  const [{ buildIndex }, { CORPORA }, { catalogueOf }, { benchStandards }] = await Promise.all([
    import('../../src/indexing/build.ts'),
    import('../helpers/golden-index.ts'),
    import('./catalogues.ts'),
    import('./material.ts'),
  ]);
  const standards = catalogueOf(benchStandards().standards, size);
  const began = performance.now();
  const { bytes, tasks, terms } = buildIndex(standards, { corpora: CORPORA });
  const seconds = (performance.now() - began) / 1e3;
  writeLarge(file, bytes);
  return { standards: size, tasks, terms, bytes: bytes.length, seconds, peak: residentMemory('self').peak };
}

async function match(file: string, how: { smoke: boolean; reversed: boolean }): Promise<Matched> {
  const bytes = readLarge(file);
  const began = performance.now();
  const matcher = createMatcher(openArtifact(bytes));
  const opened = performance.now() - began;
  await collectGarbage();
  const residentOpen = residentMemory('self').now;
  const texts = adTexts().texts.slice(0, how.smoke ? 3 : 40);
  const timings = race(
    texts,
    [
      {
        name: 'ranking only',
        run: text => matcher.match({ text, explain: false }).occupations.length,
      },
      { name: 'every contribution', run: text => matcher.match({ text }).occupations.length },
    ],
    how,
  );
  await collectGarbage();
  return {
    texts: texts.length,
    opened,
    residentOpen,
    residentAfter: residentMemory('self').now,
    timings,
  };
}

function matchTable(points: readonly Point[]): Table {
  const base = points.find(({ built }) => built.standards === 891) ?? points[0]!;
  return {
    title: `a match as the index grows, beside ${base.built.standards} standards`,
    columns: ['standards', 'ranking only', 'every contribution', 'µs', 'µs', 'at best', 'at best'],
    rows: points.map(point => [
      `${point.built.standards}`,
      ...[0, 1].map(which => times(micros(point, which, 'median') / micros(base, which, 'median'))),
      ...[0, 1].map(which => micros(point, which, 'median').toFixed(0)),
      ...[0, 1].map(which => micros(point, which, 'minimum').toFixed(0)),
    ]),
  };
}

function sizeTable(points: readonly Point[]): Table {
  return {
    title: 'what an index of that size takes',
    columns: [
      'standards',
      'tasks',
      'terms',
      'MB',
      'opened in',
      'resident',
      'after matches',
      'built in',
      'peak',
    ],
    rows: points.map(({ built, matched }) => [
      `${built.standards}`,
      `${built.tasks}`,
      `${built.terms}`,
      (built.bytes / 1e6).toFixed(1),
      `${median(matched.map(({ opened }) => opened)).toFixed(0)} ms`,
      `${median(matched.map(({ residentOpen }) => residentOpen)).toFixed(0)} MB`,
      `${median(matched.map(({ residentAfter }) => residentAfter)).toFixed(0)} MB`,
      `${built.seconds.toFixed(1)} s`,
      `${built.peak.toFixed(0)} MB`,
    ]),
  };
}

/** Microseconds a text: the median over processes. */
function micros({ matched }: Point, which: number, of: 'median' | 'minimum'): number {
  return median(matched.map(({ timings, texts }) => (timings[which]![of] / texts) * 1e3));
}

function draw(points: readonly Point[]): string {
  const line = (name: string, y: (point: Point) => number) => ({
    name,
    points: points.map(point => ({ x: point.built.standards, y: y(point) })),
  });
  return chart('Time of a match and memory by the number of standards', [
    {
      title: 'a match, µs',
      lines: [
        line('every contribution', point => micros(point, 1, 'median')),
        line('ranking only', point => micros(point, 0, 'median')),
      ],
    },
    {
      title: 'memory, MB',
      lines: [
        line('resident, index open', ({ matched }) =>
          median(matched.map(({ residentOpen }) => residentOpen)),
        ),
        line('index file', ({ built }) => built.bytes / 1e6),
      ],
    },
  ]);
}

/** Node reads and writes at most 2 GiB at a time. */
const PIECE = 1 << 30;

function writeLarge(file: string, bytes: Uint8Array): void {
  const to = openSync(file, 'w');
  for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes.subarray(at, at + PIECE));
  closeSync(to);
}

function readLarge(file: string): Uint8Array {
  const from = openSync(file, 'r');
  const bytes = new Uint8Array(fstatSync(from).size);
  for (let at = 0; at < bytes.length; ) at += readSync(from, bytes.subarray(at, at + PIECE));
  closeSync(from);
  return bytes;
}
