import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { openArtifact } from '../../src/artifact/read.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { type Served, serve } from '../helpers/server.ts';
import { type Bench, median, type Table, type World } from './harness.ts';
import { benchStandards, indexFile } from './material.ts';
import { ownTexts } from './texts.ts';

/**
 * What does a request cost beside the match and the JSON of its answer alone, and how many are answered? The server runs in
 * a process of its own, and so does who asks; costs are processor time of the server, which does not depend on who else
 * uses the machine. Texts of 600 characters, a whole explanation and the ranking alone.
 */
export const service: Bench<readonly Table[]> = {
  name: 'service',
  parts: () => [{ name: 'all', processes: 1 }],
  async measure(world) {
    const { from } = benchStandards();
    const index = indexFile(world.folder, 'bench');
    const matcher = createMatcher(openArtifact(readFileSync(index)));
    const server = await serve(['--index', index]);
    try {
      return [await costs(matcher, server, from, world), await loads(server, from, world)];
    } finally {
      server.child.kill('SIGKILL');
    }
  },
  report: samples => samples.get('all')!.flat(),
};

const KINDS = [
  { name: 'ranking only', explain: false },
  { name: 'explained', explain: true },
] as const;

/** Our own texts, one after the other, cut into pieces of 600 characters. */
const TEXTS = (
  ownTexts()
    .join('\n')
    .match(/[\s\S]{600}/g) ?? []
).slice(0, 40);
const bodies = (explain: boolean): string[] => TEXTS.map(text => JSON.stringify({ text, explain }));

/** Asked for in one round, at four connections: enough that asking for the processor time itself does not count. */
const REQUESTS = 400;

async function costs(matcher: Matcher, server: Served, from: string, { smoke }: World): Promise<Table> {
  const rows: string[][] = [];
  const amount = smoke ? 40 : REQUESTS;
  for (const { name, explain } of KINDS) {
    const inProcess = () => {
      for (const text of TEXTS) JSON.stringify(matcher.match({ text, explain }));
    };
    const overHttp = () =>
      autocannon({
        url: `${server.url}/v1/match`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        requests: bodies(explain).map(body => ({ body })),
        connections: 4,
        amount,
      });
    const rounds = smoke ? 1 : 9;
    const direct: number[] = [];
    const served: number[] = [];
    for (let round = smoke ? 1 : -3; round <= rounds; round++) {
      const before = process.cpuUsage();
      inProcess();
      const { user, system } = process.cpuUsage(before);
      const from = await processorSeconds(server.url);
      await overHttp();
      const seconds = (await processorSeconds(server.url)) - from;
      if (round < 1) continue; // warm
      direct.push((user + system) / 1000 / TEXTS.length);
      served.push((seconds * 1000) / amount);
    }
    rows.push([
      name,
      `${(median(served) / median(direct)).toFixed(2)}×`,
      median(direct).toFixed(2),
      median(served).toFixed(2),
    ]);
  }
  return {
    title: `processor time of a request, ${from}`,
    columns: ['what', 'ratio', 'match + JSON, ms', 'request, ms'],
    rows,
  };
}

async function loads(server: Served, from: string, { smoke }: World): Promise<Table> {
  const rows: string[][] = [];
  for (const { name, explain } of KINDS) {
    for (const connections of [1, 16]) {
      const { latency, requests, non2xx, errors } = await autocannon({
        url: `${server.url}/v1/match`,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-encoding': 'br' },
        requests: bodies(explain).map(body => ({ body })),
        connections,
        duration: smoke ? 1 : 10,
        workers: 1,
      });
      rows.push([
        name,
        String(connections),
        requests.average.toFixed(0),
        `${latency.p50}`,
        `${latency.p99}`,
        String(non2xx + errors),
      ]);
    }
  }
  return {
    title: `requests at one worker, brotli, ${from}`,
    columns: ['what', 'connections', 'requests/s', 'p50, ms', 'p99, ms', 'not 200'],
    rows,
  };
}

async function processorSeconds(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)![1]);
}
