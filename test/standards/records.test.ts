import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readStandard } from '../../src/standards/read.ts';
import { readRecords } from '../../src/standards/schema.ts';
import { comparable, seeds } from './golden.ts';

const record = {
  code: 'ABC1234-001v1',
  name: '測量人員',
  duties: [
    {
      code: 'T1',
      name: '量測',
      tasks: [{ code: 'T1.1', name: '準備', level: 3, indicators: [{ code: 'P1.1.1', text: '備妥。' }] }],
    },
  ],
};

describe('records of standards', () => {
  test('come through as golden has them, unknown keys dropped', () => {
    const { standards, findings } = readRecords(
      seeds()
        .map(({ golden }) => JSON.stringify(golden))
        .join('\n'),
    );
    expect(findings).toEqual([]);
    expect(standards.map(comparable)).toEqual(seeds().map(({ golden }) => comparable(golden)));
    expect(standards[0]).not.toHaveProperty('anomalies');
    expect(standards[0]!.superseded).toBe(false);
  });

  test('are what readStandard gives, after a round trip', () => {
    for (const { text } of seeds()) {
      const { standard } = readStandard(text);
      expect(readRecords(JSON.stringify(standard)).standards).toEqual([standard]);
    }
  });

  test('that are no record are findings with their line, and the rest go on', () => {
    const good = JSON.stringify(record);
    const { standards, findings } = readRecords(
      `\ufeff${good}\r\n\r\n{"name":"x"}\r\n[]\r\n${good}\r\n${good.slice(0, 40)}`,
    );
    expect(standards).toHaveLength(2);
    expect(findings.map(finding => [finding.code, finding.line])).toEqual([
      ['refused-record', 3],
      ['refused-record', 4],
      ['invalid-json', 6],
    ]);
  });

  test('may leave out what says nothing', () => {
    const [standard] = readRecords(JSON.stringify(record)).standards;
    expect(standard).toMatchObject({
      source: null,
      documentTitle: null,
      kind: 'occupation',
      attitudes: [],
      versions: [],
      superseded: false,
    });
    expect(standard!.duties[0]!.tasks[0]).toMatchObject({ outputs: [], knowledge: [], skills: [] });
  });

  test.each([34, 45, 0, 2.5, '3–4'])('with a level of %j have none, and the printed one is found', level => {
    const odd = {
      ...record,
      level,
      duties: [{ ...record.duties[0], tasks: [{ code: 'T1.1', name: '準備', level }] }],
    };
    const { standards, findings } = readRecords(JSON.stringify(odd));
    expect(standards[0]!.level).toBeNull();
    expect(standards[0]!.duties[0]!.tasks[0]!.level).toBeNull();
    expect(findings.map(finding => finding.excerpt)).toEqual([`ABC1234-001v1: ${level}`, `T1.1: ${level}`]);
  });

  test('with a code that comes twice keep both', () => {
    const [task] = record.duties[0]!.tasks;
    const twice = {
      ...record,
      duties: [
        { ...record.duties[0], tasks: [task, { ...task, name: '收拾' }, { ...task, code: 't１.２' }] },
      ],
    };
    const { standards, findings } = readRecords(JSON.stringify(twice));
    const tasks = standards[0]!.duties[0]!.tasks;
    expect(tasks.map(found => found.code)).toEqual(['T1.1', 'T1.1~2', 'T1.2']);
    expect(findings.map(finding => finding.code)).toContain('duplicate-code');
    expect(readRecords(JSON.stringify(standards[0])).standards).toEqual(standards);
  });
});

// The catalogue is not part of the repository; where it lies beside the checkout it must come through whole.
const CATALOGUE = new URL('../../../shared/catalogue/standards.jsonl.gz', import.meta.url);

test.skipIf(!existsSync(CATALOGUE))('all 891 records of the catalogue come through', () => {
  const { standards, findings } = readRecords(gunzipSync(readFileSync(CATALOGUE)).toString('utf8'));
  expect(standards).toHaveLength(891);
  expect(findings.filter(finding => finding.severity === 'error')).toEqual([]);
  for (const standard of standards) {
    const codes = standard.duties.flatMap(duty => [duty.code, ...duty.tasks.map(task => task.code)]);
    expect(new Set(codes).size).toBe(codes.length);
  }
});
