import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArtifact } from '../../src/artifact/read.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { type Bench, median, middle, type Table, times } from './harness.ts';
import { benchStandards, catalogueFile, indexFile } from './material.ts';
import { residentMemory } from './processes.ts';
import { adTexts, dataFolder, ownTexts } from './texts.ts';

/**
 * How long until the first answer, and what stays in memory?
 *
 * - open: in a fresh process, with the bytes in memory, everything for the first time: opening (checksums and views), a
 *   matcher, its first match; and opening once more, when the code is warm.
 * - command: `icap-match match` of one text as a process, from start to exit, beside a Node that does nothing; in turns,
 *   after two runs that fill whatever the command line keeps (the seeds' index, compiled code).
 * - serve: resident memory of a server with the index loaded, before and after 50 requests with whole explanations.
 * - index: `icap-match index` of the catalogue from JSON Lines as a process, after one run that leaves the dictionary
 *   compiled.
 */
export const opening: Bench<Sample> = {
  name: 'opening',
  parts({ smoke }) {
    const of = dataFolder() === undefined || smoke ? ['seeds'] : ['seeds', 'bench'];
    return [
      ...of.map(which => ({ name: `open ${which}`, processes: smoke ? 1 : 9 })),
      ...of.map(which => ({ name: `command ${which}`, processes: 1 })),
      ...of.map(which => ({ name: `serve ${which}`, processes: smoke ? 1 : 3 })),
      ...(of.length > 1 ? [{ name: 'index', processes: 1 }] : []),
    ];
  },
  async measure({ part, folder, smoke }) {
    delete process.env.NODE_COMPILE_CACHE; // for the commands: they keep compiled code as they themselves see fit
    const [what, of] = part.split(' ') as [string, 'seeds' | 'bench' | undefined];
    if (what === 'index') return { index: await indexing(folder) };
    const file = indexFile(folder, of!);
    if (what === 'open') return { open: openOnce(file) };
    if (what === 'command')
      return { command: commands(of === 'seeds' ? [] : ['--index', file], folder, smoke) };
    return { serve: await serve(file, smoke ? 5 : 50) };
  },
  report(samples) {
    return [openTable(samples), commandTable(samples), serveTable(samples), ...indexTable(samples)];
  },
};

interface Sample {
  readonly open?: Readonly<Record<(typeof STEPS)[number][0], number>>;
  readonly command?: { readonly node: readonly number[]; readonly match: readonly number[] };
  readonly serve?: { readonly idle: number; readonly after: number; readonly peak: number };
  readonly index?: readonly { readonly seconds: number; readonly peak: number }[];
}
type Samples = ReadonlyMap<string, readonly Sample[]>;

const STEPS = [
  ['open', 'opening the artifact'],
  ['matcher', 'making a matcher'],
  ['match', 'the first match'],
  ['again', 'opening once more'],
] as const;
const OF = [
  ['seeds', 'the five seeds'],
  ['bench', 'the catalogue'],
] as const;

function openOnce(file: string): NonNullable<Sample['open']> {
  const bytes = new Uint8Array(readFileSync(file));
  const text = adTexts().texts[0]!;
  const start = performance.now();
  const artifact = openArtifact(bytes);
  const opened = performance.now();
  const matcher = createMatcher(artifact);
  const made = performance.now();
  matcher.match({ text });
  const matched = performance.now();
  const again = Array.from({ length: 9 }, () => {
    const from = performance.now();
    openArtifact(bytes);
    return performance.now() - from;
  });
  return { open: opened - start, matcher: made - opened, match: matched - made, again: median(again) };
}

const MAIN = join(import.meta.dirname, '../../src/cli/icap-match.js');

function commands(args: readonly string[], folder: string, smoke: boolean): NonNullable<Sample['command']> {
  const text = join(folder, 'text.txt');
  writeFileSync(text, ownTexts()[0]!);
  const timed = (...command: readonly string[]): number => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, command, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${command.join(' ')}: status ${status}`);
    return performance.now() - start;
  };
  const match = (): number => timed(MAIN, 'match', text, ...args);
  const nothing = (): number => timed('-e', '0');
  for (let i = 0; i < (smoke ? 1 : 2); i++) match();
  const rounds = Array.from({ length: smoke ? 1 : 21 }, () => ({ node: nothing(), match: match() }));
  return { node: rounds.map(({ node }) => node), match: rounds.map(({ match }) => match) };
}

async function serve(file: string, requests: number): Promise<NonNullable<Sample['serve']>> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--index', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  const { now: idle } = residentMemory(child.pid!);
  const { texts } = adTexts();
  for (let i = 0; i < requests; i++) {
    const response = await fetch(`${url}/v1/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: texts[i % texts.length] }),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    await response.arrayBuffer();
  }
  const { now: after, peak } = residentMemory(child.pid!);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { idle, after, peak };
}

async function indexing(folder: string): Promise<NonNullable<Sample['index']>> {
  const out = join(folder, 'indexed.icap');
  const args = [MAIN, 'index', '--standards', catalogueFile(dataFolder()!), '--out', out];
  const runs: { seconds: number; peak: number }[] = [];
  for (let i = 0; i < 4; i++) {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMemory(child.pid!).peak || 0);
    }, 25);
    const [status] = await once(child, 'exit');
    clearInterval(watch);
    if (status !== 0) throw new Error(`index: status ${status}`);
    if (i === 0) continue; // warm
    runs.push({ seconds: (performance.now() - start) / 1e3, peak });
  }
  return runs;
}

function openTable(samples: Samples): Table {
  const columns = OF.filter(([of]) => samples.has(`open ${of}`));
  return {
    title: 'opening, in fresh processes, milliseconds',
    columns: ['what', ...columns.map(([, name]) => name)],
    rows: STEPS.map(([step, name]) => [
      name,
      ...columns.map(([of]) =>
        middle(
          samples.get(`open ${of}`)!.map(({ open }) => open![step]),
          ms => ms.toFixed(1),
        ),
      ),
    ]),
  };
}

function commandTable(samples: Samples): Table {
  return {
    title: '`icap-match match` as a process',
    columns: ['index', 'time of `node -e 0`', 'median', 'at best', '`node -e 0`'],
    rows: OF.flatMap(([of, name]) =>
      (samples.get(`command ${of}`) ?? []).map(({ command }) => {
        const { node, match } = command!;
        return [
          name,
          times(median(match) / median(node)),
          `${median(match).toFixed(0)} ms`,
          `${Math.min(...match).toFixed(0)} ms`,
          `${median(node).toFixed(0)} ms`,
        ];
      }),
    ),
  };
}

function serveTable(samples: Samples): Table {
  return {
    title: 'resident memory of `icap-match serve`, MB',
    columns: ['index', 'listening', 'after the requests', 'at the peak'],
    rows: OF.flatMap(([of, name]) => {
      const all = samples.get(`serve ${of}`)?.map(({ serve }) => serve!);
      if (all === undefined) return [];
      const cell = (which: 'idle' | 'after' | 'peak'): string =>
        middle(
          all.map(sample => sample[which]),
          mb => mb.toFixed(0),
        );
      return [[name, cell('idle'), cell('after'), cell('peak')]];
    }),
  };
}

function indexTable(samples: Samples): Table[] {
  const [sample] = samples.get('index') ?? [];
  if (sample === undefined) return [];
  return [
    {
      title: `\`icap-match index\` of ${benchStandards().from} from JSON Lines`,
      columns: ['dictionary compiled already', 'seconds', 'peak, MB'],
      rows: [
        [
          `${sample.index!.length} runs`,
          middle(
            sample.index!.map(({ seconds }) => seconds),
            value => value.toFixed(1),
          ),
          middle(
            sample.index!.map(({ peak }) => peak),
            value => value.toFixed(0),
          ),
        ],
      ],
    },
  ];
}
