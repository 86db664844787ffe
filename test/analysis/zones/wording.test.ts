import { describe, expect, it } from 'vitest';
import { inSection, sectionOf } from './reader.ts';

describe('sections by wording', () => {
  it('find a list of benefits without a heading', () => {
    const text = '在廚房備料、洗菜。\n三節獎金、員工旅遊、生日禮金、團保。';
    expect(inSection(text, 'benefits')).toEqual(['三節獎金、員工旅遊、生日禮金、團保。']);
    expect(sectionOf(text, '備料')).toBe('body');
  });

  it('find contact lines', () => {
    expect(sectionOf('每天遛狗。意者請電洽 0912-345-678 林小姐。', '0912')).toBe('contact');
    expect(sectionOf('每天遛狗。履歷寄至 dog@example.com', '履歷')).toBe('contact');
  });

  it('find hours and places', () => {
    expect(sectionOf('幫客人洗頭。早班 09:00-18:00，月休八天。', '09:00')).toBe('logistics');
  });

  it('find what a company says of itself', () => {
    expect(
      sectionOf('本公司成立於民國六十年，秉持誠信，是業界領先的豆腐廠。\n工作是切豆腐。', '民國六十年'),
    ).toBe('company');
  });

  it('find family and hobbies in a CV', () => {
    const text = '我家中排行老三，父親務農，母親是家庭主婦。畢業後在車行修車五年。平常興趣是釣魚。';
    expect(sectionOf(text, '父親務農')).toBe('personal');
    expect(sectionOf(text, '釣魚')).toBe('personal');
    expect(sectionOf(text, '修車五年')).toBe('body');
  });

  it('leave work alone that speaks of pay, bonuses or telephones', () => {
    for (const text of [
      '負責三節獎金、年終獎金發放與勞健保加退保作業。',
      '接聽客戶電話、收發 email 並登記。',
      '規劃員工旅遊與尾牙，辦理福委會活動。',
      '協助櫃檯安排面試、聯絡應徵者。',
      '撰寫公司官網與粉絲專頁文案。',
      '計算員工薪資、加班費與勞退提撥。',
      '管理早班、晚班人員排班。',
      '輔導企業股票上市與公開發行。',
    ]) {
      expect([text, sectionOf(text, text)]).toEqual([text, 'body']);
    }
  });

  it('leave a numbered list of duties alone even where it is full of benefits', () => {
    const text = '工作內容：\n1. 三節禮金、生日禮金、婚喪補助\n2. 福委會帳務';
    expect(sectionOf(text, '婚喪補助')).toBe('duties');
  });

  it('set aside what trails behind the duties', () => {
    const text = '工作內容：\n顧攤、炸雞排\n薪 32K~38K，年終看業績\n意者請電洽老闆';
    expect(sectionOf(text, '炸雞排')).toBe('duties');
    expect(sectionOf(text, '32K')).toBe('benefits');
    expect(sectionOf(text, '電洽')).toBe('contact');
  });
});
