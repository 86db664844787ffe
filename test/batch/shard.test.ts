import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashSet } from '../../src/batch/duplicates.ts';
import { tableColumns, tableRow } from '../../src/batch/flatten.ts';
import { BATCH_DEFAULTS } from '../../src/batch/settings.ts';
import { createShardScorer, type Shard } from '../../src/batch/shard.ts';
import { Counter, NO_ROWS, type Outcome } from '../../src/batch/tally.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';

function shardOf(rows: readonly string[]): Shard {
  const parts = rows.map(row => Buffer.from(row));
  let end = 0;
  return {
    bytes: Buffer.concat(parts),
    ends: Uint32Array.from(parts, ({ length }) => {
      end += length;
      return end;
    }),
    lines: Float64Array.from(parts, (_, i) => i + 1),
    problems: new Map(),
  };
}

describe('a shard', () => {
  const matcher = createMatcher(goldenArtifact());

  it('loses one row, and not itself, to a fault of the matcher, and tells nothing of the text', () => {
    const { score } = createShardScorer({
      matcher: {
        match(request) {
          if (request.text.includes('bad')) throw new Error(`cannot bear ${request.text}`);
          return matcher.match(request);
        },
      },
      settings: { ...BATCH_DEFAULTS, keep: ['n'] },
      options: {},
    });
    const rows = score(
      shardOf(['{"id":"a","text":"業務"}', '{"id":"b","text":"bad S3CR3T","n":1}', '{"text":"業務"}']),
    );
    expect(rows.map(({ answer }) => answer.status)).toEqual(['ok', 'rejected', 'ok']);
    expect(rows[1]!.answer).toMatchObject({
      id: 'b',
      line: 2,
      error: { code: 'internal-error' },
      kept: { n: 1 },
    });
    expect(JSON.stringify(rows)).not.toContain('S3CR3T');
  });

  it('as a table has a cell for each column, whatever the answer', () => {
    const settings = { ...BATCH_DEFAULTS, limit: 7, explain: true };
    const { score } = createShardScorer({ matcher, settings, options: { limit: 7, explain: true } });
    const columns = tableColumns(settings, ['x', 'id']);
    for (const { answer } of score(shardOf(['{"text":"業務"}', '', '{"text":"開發新客戶、報價"}']))) {
      expect(tableRow(answer, settings, ['x', 'id'])).toHaveLength(columns.length);
    }
  });
});

describe('the set of hashes', () => {
  it('knows what it was given, as a Set does', () => {
    const hashes = fc.array(
      fc.uint8Array({ minLength: 16, maxLength: 16 }).map(hash => hash.fill(7, 0, 14)),
      {
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(hashes, values => {
        const ours = new HashSet();
        const plain = new Set<string>();
        for (const value of values) {
          const known = Buffer.from(value.map((byte, i) => (i === 15 ? byte | 1 : byte))).toString('hex');
          expect(ours.add(value)).toBe(!plain.has(known));
          plain.add(known);
        }
        expect(ours.size).toBe(plain.size);
      }),
    );
  });

  it('grows', () => {
    const set = new HashSet();
    const hash = (i: number): Uint8Array => {
      const view = new DataView(new ArrayBuffer(16));
      view.setUint32(0, Math.imul(i, 2654435761));
      view.setUint32(4, i);
      return new Uint8Array(view.buffer);
    };
    for (let i = 0; i < 100_000; i++) expect(set.add(hash(i))).toBe(true);
    for (let i = 0; i < 100_000; i += 7) expect(set.add(hash(i))).toBe(false);
  });
});

describe('a tally', () => {
  it('goes on from an earlier one', () => {
    const outcomes: Outcome[] = ['clear', 'none', 'invalid-json', 'clear', 'empty-text', 'invalid-json'];
    const [whole, first] = [new Counter(), new Counter()];
    for (const outcome of outcomes) whole.add(outcome);
    for (const outcome of outcomes.slice(0, 3)) first.add(outcome);
    const second = new Counter(first.tally);
    for (const outcome of outcomes.slice(3)) second.add(outcome);
    expect(second.tally).toEqual(whole.tally);
    expect(whole.tally).toMatchObject({ rows: 6, ok: 3, rejected: { 'invalid-json': 2 } });
    expect(NO_ROWS.rejected).toEqual({});
  });
});
