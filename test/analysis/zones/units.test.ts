import { describe, expect, it } from 'vitest';
import { expandFolding, foldUnits } from '../../../src/analysis/characters.ts';
import { createTextReader } from '../../../src/analysis/zones/reader.ts';
import { makeFoldingPairs } from '../../../src/indexing/folding.ts';
import { reader, zoneLexica } from './reader.ts';

const folding = expandFolding(makeFoldingPairs());
const texts = [
  '誠徵店員一名\n工作內容：收銀，不需推銷。\n福利：供餐',
  '<h3>工作內容</h3><p>包便當&nbsp;寄 a@b.tw</p>',
  'What You’ll Do\nPack boxes. No sales.',
  `工作內容：\n${'煮湯、備料。\n'.repeat(3000)}福利：供餐`,
  '',
];

describe('units handed in', () => {
  it.each(texts)('lead to the same parts of %j', text => {
    expect(reader.read(text, foldUnits(text, folding))).toEqual(reader.read(text));
  });

  it.each(texts)('are not written to: %j', text => {
    const units = foldUnits(text, folding);
    reader.read(text, units);
    expect(units).toEqual(foldUnits(text, folding));
  });
});

describe('one reader', () => {
  it('keeps nothing of a text in the answer to another', () => {
    const alone = texts.map(text => createTextReader(zoneLexica(), folding).read(text));
    const inTurn = texts.map(text => reader.read(text));
    expect(inTurn).toEqual(alone);
  });

  it('does not disturb another', () => {
    const other = createTextReader(zoneLexica(), folding);
    const parts = reader.read(texts[0]!);
    const before = structuredClone(parts);
    other.read(texts[1]!);
    reader.read(texts[3]!);
    expect(parts).toEqual(before);
  });
});
