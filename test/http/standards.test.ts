import { describe, expect, it } from 'vitest';
import { goldenArtifact, goldenStandards } from '../helpers/golden-index.ts';
import { testApp } from './parts.ts';

const artifact = goldenArtifact();
const { app } = testApp({ artifact });
const list = async (query: Record<string, string>) => {
  const response = await app.request(`/v1/standards?${new URLSearchParams(query)}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { standards: { id: string }[] }).standards;
};
const ids = async (query: Record<string, string>) => (await list(query)).map(({ id }) => id);

describe('GET /v1/standards', () => {
  it('lists every standard, with what it has', async () => {
    const response = await app.request('/v1/standards');
    expect(await response.json()).toEqual({
      index: { digest: artifact.digest, standards: 5, tasks: 33 },
      standards: expect.arrayContaining([
        {
          id: 'FSI3311-001v3',
          code: 'FSI3311-001v3',
          name: '證券業-受託買賣業務人員',
          level: 3,
          category: '金融財務 / 證券及投資',
          tasks: 7,
          superseded: false,
        },
        {
          id: '機械設備行銷業務人員',
          name: '機械設備行銷業務人員',
          level: 3,
          category: '工商業銷售代表 (含業務員)',
          tasks: expect.any(Number),
          superseded: false,
        },
      ]),
    });
    expect(await list({})).toHaveLength(5);
  });

  it('counts tasks as the index does', async () => {
    const tasks = (await list({})) as unknown as { tasks: number }[];
    expect(tasks.reduce((sum, row) => sum + row.tasks, 0)).toBe(33);
  });

  it.each([
    ['證券', ['FSI2412-006v4', 'FSI3311-001v3']],
    ['证券', ['FSI2412-006v4', 'FSI3311-001v3']],
    ['ｆｓｉ３３１１', ['FSI3311-001v3']],
    ['業務 批發', ['KPS3322-002v2']],
    ['沒有這種職業', []],
  ])('finds %s in id, code and name, whatever the width, case or script', async (q, expected) => {
    expect((await ids({ q })).sort()).toEqual(expected);
  });

  it('filters by category and level, and an empty parameter filters nothing', async () => {
    expect((await ids({ category: '金融財務/證券及投資' })).sort()).toEqual([
      'FSI2412-006v4',
      'FSI3311-001v3',
    ]);
    expect((await ids({ level: '2' })).sort()).toEqual(['FSI2412-006v4', 'KPS4999-001v3']);
    expect(await ids({ q: '證券', level: '2' })).toEqual(['FSI2412-006v4']);
    expect(await ids({ q: '', category: '', level: '' })).toHaveLength(5);
  });

  it('refuses a level that is none and a search that is too long, and repeats neither', async () => {
    const response = await app.request(`/v1/standards?level=CANARY&q=${'CANARY'.repeat(40)}`);
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(JSON.parse(text).errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual([
      'q',
      'level',
    ]);
    expect(text).not.toContain('CANARY');
  });
});

describe('GET /v1/standards/:id', () => {
  it('gives the record as the index holds it', async () => {
    for (const standard of goldenStandards()) {
      const id = standard.code ?? standard.name;
      const response = await app.request(`/v1/standards/${encodeURIComponent(id)}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('Index-Digest')).toBe(artifact.digest);
      expect(await response.json()).toMatchObject({ code: standard.code, name: standard.name });
    }
  });

  it.each(['nope', 'FSI3311', '%E4%B8', '%00', '..%2f..%2fetc', '__proto__', 'constructor'])(
    'answers 404 to %s',
    async id => {
      const response = await app.request(`/v1/standards/${id}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'unknown-standard' });
    },
  );
});
