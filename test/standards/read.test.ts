import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/standards/findings.ts';
import { readStandard } from '../../src/standards/read.ts';
import { comparable, seeds } from './golden.ts';

const five = seeds();

describe('the five seeds', () => {
  test.each(five)('$name agrees with its golden record in every field', ({ text, golden }) => {
    expect(comparable(readStandard(text).standard)).toEqual(comparable(golden));
  });

  test.each(five)('$name is the current version and carries its title', ({ text, golden }) => {
    const { standard } = readStandard(text);
    expect(standard?.superseded).toBe(false);
    expect(standard?.documentTitle).toBe(golden.documentTitle);
  });

  test('nothing in them is lost but a stray letter', () => {
    const unplaced = five.flatMap(({ text }) =>
      readStandard(text).findings.filter(found => found.code === 'unplaced-text'),
    );
    expect(unplaced.map(found => found.excerpt)).toEqual(['I']);
  });
});

/** By the layout of the seeds in the order of their names: what the golden records list and a machine can see. */
const ANOMALIES: readonly (readonly [FindingCode, number, string])[][] = [
  [
    ['continued-row', 23, 'P1.1.2'],
    ['continued-row', 29, 'O2.2.2'],
    ['codes-not-consecutive', 20, 'K01, K02, K08, K09, K13, K14'],
    ['codes-not-consecutive', 37, 'A08, A09, A12, A13'],
  ],
  [
    ['two-names', 84, 'S09 顧客導向 / 客戶導向'],
    ['two-names', 86, 'S14 問題分析 / 問題解決'],
    ['two-codes', 472, '問題分析 S14, S13'],
    ['identical-indicators', 318, '即時了解與掌握'],
    ['continued-row', 104, 'O1.1.2'],
    ['codes-not-consecutive', 486, 'A03, A05, A06, A09'],
  ],
  [
    ['two-names', 19, 'S05 基本企劃書撰寫技巧 / 基本企劃書撰寫能力'],
    ['code-case', 0, 'KPS3322-002V2'],
    ['version-names-differ', 0, '批發業務人員 / 零售與批發業務人員'],
    ['task-above-standard', 33, 'T2.4'],
    ['continued-row', 23, '退貨紀錄)'],
  ],
  [
    ['no-code', 0, ''],
    ['no-version-table', 0, ''],
    ['continued-row', 19, '關係'],
  ],
  [
    ['garbled-mark', 19, '^{【註} 11'],
    ['garbled-header', 25, '十 邢 映 圭'],
    ['unplaced-text', 14, 'I'],
    ['dots-for-commas', 19, ''],
    ['continued-row', 50, '售報告文'],
    ['task-above-standard', 27, 'T1.2'],
  ],
];

test.each(five.map((seed, at) => ({ ...seed, anomalies: ANOMALIES[at]! })))(
  '$name: what is odd in it is found, with its line',
  ({ text, anomalies }) => {
    const { findings } = readStandard(text);
    for (const [code, line, excerpt] of anomalies) {
      const found = findings.filter(finding => finding.code === code && finding.line === line);
      expect(
        found.map(finding => finding.excerpt),
        `${code} in line ${line}`,
      ).toContainEqual(expect.stringContaining(excerpt));
    }
    expect(findings.filter(finding => finding.severity === 'error')).toEqual([]);
  },
);
