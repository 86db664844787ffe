import { describe, expect, it } from 'vitest';
import { expandFolding, foldText } from '../../src/analysis/characters.ts';
import { scriptOf } from '../../src/analysis/script.ts';
import { makeFoldingPairs, simplifiedOnly } from '../../src/indexing/folding.ts';

const pairs = makeFoldingPairs();
const folding = expandFolding(pairs);
const fold = (text: string): string => foldText(text, folding);

describe('folding', () => {
  it('makes width, radicals, accents and case alike', () => {
    expect(fold('ＫＹＣ　ｅ－ｍａｉｌ Résumé ⾦融 Ｔ１．１')).toBe('kyc e-mail resume 金融 t1.1');
  });

  it('makes Traditional Simplified, character by character and never by phrase', () => {
    expect(fold('證券期貨業務指標軟體客戶')).toBe('证券期货业务指标软体客户');
  });

  it('gives one unit for every unit, and folding twice changes nothing more', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join('');
    const once = fold(units);
    expect(once.length).toBe(units.length);
    const changed = [...once].filter((_, unit) => fold(once[unit] ?? '') !== once[unit]);
    expect(changed.length).toBeLessThan(60); // a handful of characters that opencc maps in two steps
  });

  it('leaves surrogate pairs as they are', () => {
    expect(fold('𠮷😀')).toBe('𠮷😀');
  });
});

describe('script', () => {
  const script = (text: string): string => scriptOf(text, folding, new Set(simplifiedOnly(pairs)));

  it('tells Traditional, Simplified and mixed text apart', () => {
    expect(script('負責客戶開發與報價')).toBe('hant');
    expect(script('负责客户开发与报价')).toBe('hans');
    expect(script('負責客戶開發，负责客户开发与报价')).toBe('mixed');
    expect(script('Sales assistant, 3 years')).toBe('none');
    expect(script('')).toBe('none');
  });

  it('takes Chinese that is the same in both for Traditional, and characters that Taiwan uses too', () => {
    expect(script('工作')).toBe('hant');
    expect(script('後台、里長、皇后、台北')).toBe('hant');
  });
});
