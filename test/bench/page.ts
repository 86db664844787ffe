import { existsSync } from 'node:fs';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { serve } from '../helpers/server.ts';
import { type Bench, median } from './harness.ts';
import { benchStandards, indexFile } from './material.ts';
import { adTexts, dataFolder } from './texts.ts';

/**
 * What does a key cost in the page, with 1,000 characters in it? Work in the Web Worker, as it tells it itself (ranking,
 * explaining, making ready to cross), and work of the page's own thread, as Chromium counts it (scripts, style, layout; processor time);
 * beside what the same key costs in a bare text field. Painting is left out: it is the machine's, and here there is no GPU.
 */
export const page: Bench<Sample> = {
  name: 'page',
  parts: ({ smoke }) =>
    (smoke || dataFolder() === undefined ? ['seeds'] : ['seeds', 'bench']).map(name => ({
      name,
      processes: smoke ? 1 : 3,
    })),
  measure: ({ part, smoke, folder }) => measure(indexFile(folder, part as 'seeds' | 'bench'), smoke),
  report: samples => [
    {
      title: 'one key in a text of 1,000 characters (ms, medians)',
      columns: [
        'index',
        'in the worker',
        "the page's thread",
        'both',
        'a bare text field',
        'first answer after',
      ],
      rows: [...samples].flatMap(([part, taken]) => {
        const held = taken.filter(sample => sample !== null);
        if (held.length === 0) return [[part, 'no Chromium', '–', '–', '–', '–']];
        const of = (what: keyof NonNullable<Sample>): number => median(held.map(sample => sample[what]));
        return [
          [
            part === 'seeds' ? 'the five seeds' : benchStandards().from,
            ...[of('worker'), of('thread'), of('worker') + of('thread'), of('bare')].map(time =>
              time.toFixed(1),
            ),
            of('first').toFixed(0),
          ],
        ];
      }),
      note: 'the first answer: from opening the page, with nothing cached and a packed index that is ready',
    },
  ],
};

/** Milliseconds; null where there is no browser. */
type Sample = {
  readonly worker: number;
  readonly thread: number;
  readonly bare: number;
  readonly first: number;
} | null;

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const LENGTH = 1000;
const KEYS = 40;
/** Milliseconds between two keys: fast typing, and time enough for each answer. */
const BEAT = 80;

async function measure(index: string, smoke: boolean): Promise<Sample> {
  if (!existsSync(CHROMIUM)) return null;
  const server = await serve(['--index', index]);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await fetch(server.url).then(async answer => {
      const url = /"url":"([^"]+)"/.exec(await answer.text())![1]!;
      await (await fetch(server.url + url)).arrayBuffer(); // packed by now
    });
    const tab = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    const text = adTexts().texts.join('\n').slice(0, LENGTH);
    const began = performance.now();
    await tab.goto(server.url);
    await tab.fill('#text', text);
    await tab.waitForSelector('.row');
    const first = performance.now() - began;
    const keys = smoke ? 2 : KEYS;
    const worker: number[] = [];
    const thread = await work(tab, keys, async () => {
      const took = await tab.textContent('.took');
      worker.push(Number(/[\d.]+/.exec(took ?? '')?.[0]));
    });
    await tab.goto('about:blank');
    await tab.setContent(`<textarea id="text" rows="20" cols="60"></textarea>`);
    await tab.fill('#text', text);
    const bare = await work(tab, keys, async () => {});
    return { worker: median(worker), thread, bare, first };
  } finally {
    await browser.close();
    server.child.kill('SIGTERM');
    await server.exit();
  }
}

/** Milliseconds of scripts, style and layout per key. */
async function work(tab: Page, keys: number, after: () => Promise<void>): Promise<number> {
  const session = await tab.context().newCDPSession(tab);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' }); // processor time: other programs do not count
  await tab.focus('#text');
  await tab.keyboard.press('Control+End');
  await press(tab, Math.min(keys, 5), async () => {});
  const before = await counted(session);
  await press(tab, keys, after);
  return ((await counted(session)) - before) / keys;
}

async function press(tab: Page, keys: number, after: () => Promise<void>): Promise<void> {
  for (let key = 0; key < keys; key++) {
    await tab.keyboard.insertText(key % 2 === 0 ? '業' : '務');
    await tab.waitForTimeout(BEAT);
    await after();
  }
}

async function counted(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find(metric => metric.name === name)?.value ?? 0;
  return 1000 * (of('ScriptDuration') + of('RecalcStyleDuration') + of('LayoutDuration'));
}
