import { createExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../../src/batch/jobs/blobs.ts';
import { bucketBlobs } from '../../src/platform/worker/jobs/blobs.ts';
import { sendingQueue } from '../../src/platform/worker/jobs/queue.ts';
import { blobStoreContract } from '../contract/blob-store.ts';
import { messageQueueContract } from '../contract/message-queue.ts';
import { bindings, isolate } from './workerd.ts';

const { JOBS, SHARDS } = bindings;
const bucket = bucketBlobs(JOBS!);

/** A corner of the bucket, as a store of its own. */
let corners = 0;
function corner(): BlobStore {
  const folder = `corner-${++corners}/`;
  const inside = <Info extends { readonly key: string }>(info: Info): Info => ({
    ...info,
    key: info.key.slice(folder.length),
  });
  return {
    head: async key => {
      const info = await bucket.head(folder + key);
      return info === null ? null : inside(info);
    },
    read: (key, ...rest) => bucket.read(folder + key, ...rest),
    put: async (key, ...rest) => inside(await bucket.put(folder + key, ...rest)),
    putIfAbsent: (key, ...rest) => bucket.putIfAbsent(folder + key, ...rest),
    putStream: async (key, pieces) => inside(await bucket.putStream(folder + key, pieces)),
    async list(prefix, next) {
      const page = await bucket.list(folder + prefix, next);
      return { blobs: page.blobs.map(inside), next: page.next };
    },
    delete: keys => bucket.delete(keys.map(key => folder + key)),
  };
}

blobStoreContract('R2 in workerd', corner);

messageQueueContract('Queues in workerd', () => {
  const taken: { n: number; text?: string }[] = [];
  return {
    queue: sendingQueue({
      async sendBatch(messages) {
        // the queue refuses what the real one refuses; to the consumer a note is a job that is gone
        await SHARDS!.sendBatch(
          messages.map(({ body, ...rest }) => ({
            ...rest,
            body: { kind: 'remove', job: 'none', ...(body as object) },
          })),
        );
        taken.push(...messages.map(({ body }) => body as { n: number }));
      },
    }),
    arrived: async () => taken,
  };
});

describe('a job in workerd, from the request through queue and bucket to its results', () => {
  const KEY = 'a-key-of-tests-only';
  const { ASSETS, RATE_LIMITER } = bindings;
  const { ask: askWorker } = isolate({
    ASSETS,
    JOBS: JOBS!,
    SHARDS: SHARDS!,
    ...(RATE_LIMITER === undefined ? {} : { RATE_LIMITER }),
    ICAP_SERVE_API_KEYS: KEY,
  });
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    askWorker(path, { ...init, headers: { 'X-Api-Key': KEY, ...init.headers } });
  const finished = async (at: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const progress = (await (await ask(at)).json()) as Record<string, unknown>;
      if (progress.state !== 'running') return progress;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  const rows = Array.from({ length: 2500 }, (_, i) =>
    JSON.stringify(i % 100 === 7 ? { id: i } : { id: `r${i}`, text: `協助業務處理訂單 ${i}` }),
  );

  it('gives what /v1/batch gives, and is removed', async () => {
    const body = `${rows.join('\n')}\n`;
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const submitted = await ask('/v1/jobs?limit=1', { method: 'POST', headers, body });
    expect(submitted.status).toBe(202);
    const at = submitted.headers.get('Location')!;
    expect(await finished(at)).toMatchObject({
      state: 'done',
      rows: 2500,
      ok: 2475,
      rejected: 25,
      shards: { found: 3, done: 3, failed: 0 },
    });
    const results = await (await ask(`${at}/results`)).text();
    const batch = await (await ask('/v1/batch?limit=1', { method: 'POST', headers, body })).text();
    expect(results === batch).toBe(true);
    expect((await ask(at, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(at)).status).toBe(404);
    expect((await bucket.list(at.slice('/v1/'.length))).blobs).toEqual([]);
  });

  it('reads CSV in Big5, of an object that was uploaded', async () => {
    const big5 = Uint8Array.of(
      ...[...'id,text\na,"'].map(letter => letter.charCodeAt(0)),
      ...[0xad, 0x71, 0xb3, 0xe6, 0x0a, 0x22, 0x22], // 訂單, a line feed and a doubled quote
      ...[...'"\nb,x,y\n'].map(letter => letter.charCodeAt(0)),
    );
    await bucket.put('uploads/ads.csv', big5);
    const submitted = await ask('/v1/jobs?encoding=big5&limit=1', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key: 'uploads/ads.csv' }),
    });
    const at = submitted.headers.get('Location')!;
    expect(await finished(at)).toMatchObject({ state: 'done', ok: 1, problems: { 'column-count': 1 } });
    const [first, second] = (await (await ask(`${at}/results`)).text()).trim().split('\n');
    expect(JSON.parse(first!)).toMatchObject({ id: 'a', status: 'ok' });
    expect(JSON.parse(second!)).toMatchObject({ id: '4', line: 4, status: 'rejected' });
  });
});

describe('a batch of messages', () => {
  it('is answered message by message: done, failed and for another index', async () => {
    const { service, log } = isolate({ ASSETS: bindings.ASSETS, JOBS: JOBS!, SHARDS: SHARDS! });
    const told: string[] = [];
    const deliver = (name: string, body: unknown) => ({
      body,
      attempts: 1,
      ack: () => void told.push(`${name} ack`),
      retry: (options?: { delaySeconds: number }) =>
        void told.push(`${name} retry ${options?.delaySeconds ?? 'soon'}`),
    });
    const id = '0'.repeat(32);
    const settings = {
      ...{ from: 'ndjson', encoding: 'utf-8', keep: [], limit: 1, explain: false, superseded: false },
      columns: { id: 'id', text: 'text', title: 'title', kind: 'kind' },
    };
    const input = { key: 'uploads/x', size: 1, version: 'x' };
    const job = { id, index: 'another', input, settings };
    await bucket.put(`jobs/${id}/job`, new TextEncoder().encode(JSON.stringify(job)));
    const shard = {
      ...{ kind: 'shard', job: id, index: 'another', shard: 0, from: 0, to: 1 },
      ...{ line: 1, rows: 1, header: 0, tooLong: false },
    };
    const messages = [
      deliver('gone', { ...shard, job: '1'.repeat(32) }),
      deliver('foreign', { S3CR3T: 1 }),
      deliver('other', shard),
    ];
    await service.queue({ queue: 'icap-match-shards', messages }, bound(), createExecutionContext());
    expect(told).toEqual(['gone ack', 'foreign retry soon', 'other retry 60']);
    told.length = 0;
    await service.queue({ queue: 'icap-match-shards-dead', messages }, bound(), createExecutionContext());
    expect(told).toEqual(['gone ack', 'foreign ack', 'other ack']);
    expect((await bucket.head(`jobs/${id}/ended`))?.meta).toEqual({ why: 'index-changed' });
    expect(JSON.stringify(log)).not.toContain('S3CR3T');
  });
});

function bound(): Parameters<ReturnType<typeof isolate>['service']['queue']>[1] {
  return { ASSETS: bindings.ASSETS, JOBS: JOBS!, SHARDS: SHARDS! };
}
