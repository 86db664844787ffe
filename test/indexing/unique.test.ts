import { describe, expect, it } from 'vitest';
import { uniqueStandards } from '../../src/indexing/unique.ts';
import type { Standard } from '../../src/standards/model.ts';
import { goldenStandards } from '../helpers/golden-index.ts';

const [, , base] = goldenStandards() as [Standard, Standard, Standard];
const standard = (code: string | null, name: string, more: Partial<Standard> = {}): Standard => ({
  ...base,
  versions: [],
  ...more,
  code,
  name,
});
const row = (code: string): Standard['versions'][number] => ({
  version: 'V1',
  code,
  name: '',
  status: '歷史版本',
  note: '',
  date: '2020-01-01',
});
/** Which are ranked only on request. */
const superseded = (...standards: Standard[]): (string | null)[] =>
  uniqueStandards(standards)
    .kept.filter(one => one.superseded)
    .map(({ code }) => code)
    .toSorted();

describe('of several versions of one standard', () => {
  it('the newest is ranked, the others on request, whatever order they came in, and a notice says so', () => {
    const all = ['ABC1234-001v2', 'ABC1234-001v10', 'ABC1234-001v1'].map(code => standard(code, '測量人員'));
    expect(superseded(...all)).toEqual(['ABC1234-001v1', 'ABC1234-001v2']);
    expect(superseded(...all.toReversed())).toEqual(['ABC1234-001v1', 'ABC1234-001v2']);
    const { kept, notices } = uniqueStandards(all);
    expect(kept).toHaveLength(3);
    expect(notices).toEqual([
      expect.stringMatching(/^ABC1234-001v2: superseded by ABC1234-001v10/),
      expect.stringMatching(/^ABC1234-001v1: superseded by ABC1234-001v10/),
    ]);
  });

  it('an older one is known by the table of a newer one too, under another name or number', () => {
    const old = standard('ABC1234-001v1', '量測員');
    const moved = standard('XYZ1234-009v1', '量測助理');
    const newer = standard('ABC1234-001v2', '測量人員', {
      versions: [row('abc1234-001V1'), row('XYZ1234-009v1')],
    });
    const newest = standard('ABC1234-001v3', '測量人員');
    expect(superseded(newest, old, newer, moved)).toEqual([
      'ABC1234-001v1',
      'ABC1234-001v2',
      'XYZ1234-009v1',
    ]);
  });

  it('a number that was given to another occupation is none of them', () => {
    expect(superseded(standard('ABC1234-001v1', '保全人員'), standard('ABC1234-001v3', '測量人員'))).toEqual(
      [],
    );
  });

  it('nothing is said of what the document itself calls superseded', () => {
    const old = standard('ABC1234-001v1', '測量人員', { superseded: true });
    const { notices } = uniqueStandards([old, standard('ABC1234-001v2', '測量人員')]);
    expect(notices).toEqual([]);
  });

  it('a code without a version, or none at all, is no version of anything', () => {
    expect(
      superseded(
        standard('ABC1234', '測量人員'),
        standard('ABC1234-001v2', '測量人員'),
        standard(null, '測量人員 '),
      ),
    ).toEqual([]);
  });

  it('tables that list each other do not go in a circle', () => {
    const a = standard('ABC1234-001v1', '甲', { versions: [row('ABC1234-001v2')] });
    const b = standard('ABC1234-001v2', '乙', { versions: [row('ABC1234-001v1'), row('ABC1234-001v2')] });
    expect(superseded(a, b)).toEqual(['ABC1234-001v1']);
  });
});

describe('of several records with one id', () => {
  const short = standard('ABC1234-001v1', '測量人員', { description: '量 測', source: 'a.pdf' });
  const copy = { ...short, description: '量測', source: 'b.odt', documentTitle: 'other' };
  const fuller = { ...short, description: '量測產品', source: 'c.txt' };

  it('the fullest is used, whatever order they came in, and a notice says so', () => {
    for (const order of [
      [short, copy, fuller],
      [fuller, copy, short],
      [copy, fuller, short],
    ]) {
      expect(uniqueStandards(order)).toEqual({
        kept: [fuller],
        notices: ['ABC1234-001v1: several different records; the fullest one is used'],
      });
    }
  });

  it('those that differ in white space only are copies: one is used without a word, always the same', () => {
    for (const order of [
      [short, copy],
      [copy, short],
    ]) {
      expect(uniqueStandards(order)).toEqual({ kept: [short], notices: [] });
    }
  });
});
