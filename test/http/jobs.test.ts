import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../../src/batch/jobs/blobs.ts';
import { memoryBlobs } from '../../src/batch/jobs/memory.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { memoryJobs } from './jobs-parts.ts';
import { problemOf, streamed, testApp } from './parts.ts';

const artifact = goldenArtifact();
const KEY = 'a-key';
const NDJSON = 'application/x-ndjson';
const rows = ['處理客戶訂單與報價', '', '彙整銷售報表']
  .map((text, i) => `${JSON.stringify({ id: `r${i}`, text })}\n`)
  .join('');

function open(parts: Parameters<typeof testApp>[0] = {}, jobParts: Parameters<typeof memoryJobs>[1] = {}) {
  const made = memoryJobs(artifact, jobParts);
  const test = testApp({ artifact, jobs: made.jobs, apiKeys: [KEY], ...parts });
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
    test.app.request(path, { ...init, headers: { 'X-Api-Key': KEY, ...init.headers } });
  const submit = async (body: BodyInit, type = NDJSON, query = ''): Promise<Response> =>
    ask(`/v1/jobs${query}`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
      duplex: 'half',
    } as RequestInit);
  const place = async (...args: Parameters<typeof submit>): Promise<string> => {
    const response = await submit(...args);
    expect(response.status).toBe(202);
    return response.headers.get('Location')!;
  };
  return { ...made, ...test, ask, submit, place };
}

const keysOf = async (store: BlobStore): Promise<string[]> =>
  (await store.list('')).blobs.map(({ key }) => key);

describe('/v1/jobs', () => {
  it('takes rows, tells how far they are, and gives what /v1/batch gives', async () => {
    const { ask, submit, run, records } = open();
    const response = await submit(rows, NDJSON, '?limit=2');
    expect(response.status).toBe(202);
    const { id, ...begun } = (await response.json()) as Record<string, unknown>;
    expect(response.headers.get('Location')).toBe(`/v1/jobs/${id}`);
    expect(begun).toMatchObject({ state: 'running', rows: 0, cut: false });
    expect(await (await ask(`/v1/jobs/${id}`)).json()).toEqual({ id, ...begun });
    await run();
    const done = await (await ask(`/v1/jobs/${id}`)).json();
    expect(done).toMatchObject({
      state: 'done',
      rows: 3,
      answered: 3,
      ok: 2,
      rejected: 1,
      problems: { 'empty-text': 1 },
    });
    const results = await ask(`/v1/jobs/${id}/results`);
    expect(results.headers.get('Content-Type')).toBe(NDJSON);
    expect(results.headers.get('Cache-Control')).toBe('no-store');
    expect(results.headers.get('Link')).toBeNull();
    const batch = await ask('/v1/batch?limit=2', {
      method: 'POST',
      headers: { 'Content-Type': NDJSON },
      body: rows,
    });
    expect(await results.text()).toBe(await batch.text());
    expect(records.map(({ route }) => route)).toContain('/v1/jobs/:id/results');
    expect(JSON.stringify(records)).not.toContain(id);
  });

  it('takes CSV with columns of any name, in other encodings, and keeps what is asked for', async () => {
    const { ask, place, run } = open();
    const table = Buffer.from('n,job,city\n1,"處理客戶訂單,\n與報價",台北\n2,x\n', 'utf16le');
    const query =
      '?encoding=utf-16le&textColumn=job&idColumn=n&keep=city&keep=n&explain=true&limit=1&superseded=true';
    const at = await place(table, 'text/csv', query);
    await run();
    const lines = (await (await ask(`${at}/results`)).text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        id: '1',
        status: 'ok',
        kept: { city: '台北', n: '1' },
        occupations: [{ competencies: expect.any(Array) }],
      },
      { id: '4', line: 4, status: 'rejected', error: { code: 'column-count' } },
    ]);
  });

  it('takes an object that is there already, and says when it is not', async () => {
    const { store, ask, submit, run } = open();
    await store.put('uploads/a/rows.CSV', new TextEncoder().encode('text\n處理訂單\n'));
    const named = (value: unknown): Promise<Response> => submit(JSON.stringify(value), 'application/json');
    const { id } = (await (await named({ key: 'uploads/a/rows.CSV' })).json()) as { id: string };
    await run();
    expect(await (await ask(`/v1/jobs/${id}`)).json()).toMatchObject({ state: 'done', ok: 1 });
    for (const value of [
      { key: 'uploads/none' },
      { key: `jobs/${id}/job` },
      { key: '' },
      { key: 7 },
      { key: `uploads/${'x'.repeat(1024)}` },
      {},
      [],
    ]) {
      const response = await named(value);
      expect(response.status).toBe(422);
      const text = JSON.stringify(await problemOf(response));
      expect(text).toContain('invalid-values');
      expect(text).not.toContain(id);
    }
  });

  it('is removed with all that it has, done or not, and then unknown', async () => {
    const { ask, place, run, store } = open();
    const [one, two] = [await place(rows), await place(rows)];
    expect((await ask(one, { method: 'DELETE' })).status).toBe(204);
    await run();
    expect((await ask(two, { method: 'DELETE' })).status).toBe(204);
    await run();
    expect(await keysOf(store)).toEqual([]);
    for (const path of [one, `${one}/results`, `${two}/results?from=3`, '/v1/jobs/x', '/v1/jobs/%2e%2e%2f']) {
      const response = await ask(path);
      expect(response.status, path).toBe(404);
      expect(await problemOf(response)).toMatchObject({ code: 'unknown-job' });
    }
    expect((await ask(one, { method: 'DELETE' })).status).toBe(404);
  });

  it('asks for a key, and where none are set refuses whoever comes and says why', async () => {
    const { app, store } = open();
    const refused = await app.request('/v1/jobs', {
      method: 'POST',
      headers: { 'Content-Type': NDJSON },
      body: rows,
    });
    expect(refused.status).toBe(401);
    const without = open({ apiKeys: [] });
    for (const init of [{ method: 'POST', headers: { 'Content-Type': NDJSON }, body: rows }, {}]) {
      const response = await without.app.request(init.method === 'POST' ? '/v1/jobs' : '/v1/jobs/x', init);
      expect(response.status).toBe(403);
      expect(await problemOf(response)).toMatchObject({
        code: 'keys-not-set',
        detail: expect.stringContaining('keys'),
      });
    }
    expect([...(await keysOf(store)), ...(await keysOf(without.store))]).toEqual([]);
  });

  it('is not there where a service has no jobs', async () => {
    const { app } = testApp({ artifact });
    for (const path of ['/v1/jobs', '/v1/jobs/x', '/v1/jobs/x/results']) {
      expect((await app.request(path, { method: path === '/v1/jobs' ? 'POST' : 'GET' })).status).toBe(404);
    }
    const { paths } = (await (await app.request('/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths).filter(path => path.includes('jobs'))).toEqual([]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['superseded=yes', 'superseded'],
    ['explain=1', 'explain'],
    ['encoding=latin1', 'encoding'],
    ['from=xml', 'from'],
    ['textColumn=', 'textColumn'],
    ['text-column=內容', ''],
    [`keep=${'x'.repeat(201)}`, 'keep.0'],
    [Array.from({ length: 51 }, () => 'keep=a').join('&'), 'keep'],
  ])('refuses ?%s before it takes a byte', async (query, parameter) => {
    const { submit, store, records } = open();
    const response = await submit(streamed(rows), NDJSON, `?${query}`);
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors).toMatchObject([{ parameter }]);
    expect(records[0]!.requestBytes).toBe(0);
    expect(await keysOf(store)).toEqual([]);
  });

  it('refuses what is neither rows nor a key, packed bodies and too many bytes', async () => {
    const { submit, ask, store } = open({}, { sizes: { input: 100 } });
    expect((await submit(rows, 'text/plain')).status).toBe(415);
    expect((await submit('{"key":', 'application/json')).status).toBe(400);
    const packed = { 'Content-Type': NDJSON, 'Content-Encoding': 'gzip' };
    expect((await ask('/v1/jobs', { method: 'POST', headers: packed, body: rows })).status).toBe(415);
    const large = await submit(streamed(rows, rows, rows));
    expect(large.status).toBe(413);
    expect(await problemOf(large)).toMatchObject({ code: 'body-too-large' });
    expect(await keysOf(store)).toEqual([]);
  });

  it('has nothing of a body that breaks off or stalls', async () => {
    const { submit, store, run, records } = open({ body: { bytes: 1000, time: 30 } });
    let pulled = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled++ === 0) controller.enqueue(new TextEncoder().encode(rows));
        else controller.error(new Error('S3CR3T'));
      },
    });
    expect((await submit(broken)).status).toBe(400);
    const stalled = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(new TextEncoder().encode(rows)),
    });
    expect((await submit(stalled)).status).toBe(408);
    await run();
    expect(await keysOf(store)).toEqual([]);
    expect(JSON.stringify(records)).not.toContain('S3CR3T');
  });
});

describe('/v1/jobs/{id}/results', () => {
  const many = Array.from(
    { length: 12 },
    (_, i) => `${JSON.stringify({ id: `r${i}`, text: '訂單' })}\n`,
  ).join('');
  const sizes = { shardRows: 2, cutShards: 2, resultShards: 4 };

  it('comes in parts that Link leads through', async () => {
    const { ask, place, run } = open({}, { sizes });
    let next: string | null = `${await place(many)}/results`;
    await run();
    const ids: string[] = [];
    let parts = 0;
    while (next !== null) {
      const response: Response = await ask(next);
      expect(response.status).toBe(200);
      const text = await response.text();
      ids.push(
        ...text
          .trim()
          .split('\n')
          .map(line => JSON.parse(line).id as string),
      );
      next = /^<(.+)>; rel="next"$/.exec(response.headers.get('Link') ?? '')?.[1] ?? null;
      parts++;
    }
    expect([parts, ids]).toEqual([2, Array.from({ length: 12 }, (_, i) => `r${i}`)]);
  });

  it('is 409 while the job runs, or the beginning for whoever asks for that', async () => {
    const { ask, place, jobs } = open({}, { sizes });
    const at = await place(many);
    const id = at.split('/').at(-1)!;
    await jobs.handle({ kind: 'cut', job: id, part: 0, from: 0, line: 1, shard: 0, header: 0 });
    const early = await ask(`${at}/results`);
    expect(early.status).toBe(409);
    expect(early.headers.get('Retry-After')).toBe('10');
    expect(await problemOf(early)).toMatchObject({
      code: 'job-not-done',
      detail: expect.stringContaining('0 of at least 2 shards'),
    });
    const part = await ask(`${at}/results?partial=true`);
    expect([part.status, await part.text()]).toEqual([200, '']);
  });

  it('is 409 of a job that was given up, and tells why', async () => {
    const { ask, place, run } = open();
    const at = await place('', 'text/csv');
    await run();
    const response = await ask(`${at}/results`);
    expect(response.status).toBe(409);
    expect(await problemOf(response)).toMatchObject({
      code: 'job-failed',
      detail: expect.stringContaining('line of column names'),
    });
    expect((await ask(`${at}/results?partial=true`)).status).toBe(200);
  });

  it.each(['from=7', 'from=-1', 'from=x', 'partial=maybe'])('refuses ?%s', async query => {
    const { ask, place, run } = open({}, { sizes });
    const at = await place(many);
    await run();
    const response = await ask(`${at}/results?${query}`);
    expect(response.status).toBe(422);
    expect(await problemOf(response)).toMatchObject({ errors: [{ parameter: query.split('=')[0] }] });
  });

  it('ends with a line that says so when the job is removed while it is read, or the storage fails', async () => {
    for (const [failure, code] of [
      [null, 'unknown-job'],
      [new Error('S3CR3T'), 'internal-error'],
    ] as const) {
      const blobs = memoryBlobs();
      let isBroken = false;
      const store: BlobStore = {
        ...blobs,
        async read(key, ...rest) {
          if (isBroken && key.includes('/results/0000002')) {
            if (failure === null) return null;
            throw failure;
          }
          return blobs.read(key, ...rest);
        },
      };
      const { ask, place, run, records } = open({}, { sizes, store });
      const at = await place(many);
      await run();
      isBroken = true;
      const text = await (await ask(`${at}/results`)).text();
      const lines = text
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line));
      expect(lines).toHaveLength(5);
      expect(lines.at(-1)).toMatchObject({ status: 'aborted', error: { code } });
      expect(text).not.toContain('S3CR3T');
      expect(JSON.stringify(records)).not.toContain('S3CR3T');
    }
  });

  it('stops reading when the client goes away', async () => {
    const { ask, place, run, records } = open({}, { sizes });
    const at = await place(many);
    await run();
    const reader = (await ask(`${at}/results`)).body!.getReader();
    await reader.read();
    await reader.cancel();
    await Promise.resolve();
    expect(records.at(-1)).toMatchObject({ route: '/v1/jobs/:id/results', status: 200, ended: 'aborted' });
  });
});
