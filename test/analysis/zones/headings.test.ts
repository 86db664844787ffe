import { describe, expect, it } from 'vitest';
import { inSection, sectionOf } from './reader.ts';

describe('sections by headings', () => {
  it('rule until the next heading, whatever adorns them', () => {
    for (const [duties, benefits] of [
      ['工作內容：', '福利制度：'],
      ['【工作內容】', '【福利制度】'],
      ['■ 工作內容', '■ 福利制度'],
      ['一、工作內容', '二、福利制度'],
      ['(1) 工作說明：', '(2) 公司福利：'],
      ['★工作內容★', '★員工福利★'],
      ['Job Description', 'Benefits:'],
      ['《職務說明》', '《薪資與福利》'],
    ]) {
      const text = `${duties}\n整理貨架、結帳\n幫客人找商品\n${benefits}\n生日當天放假\n節日發紅包`;
      expect([duties, sectionOf(text, '幫客人找商品'), sectionOf(text, '節日發紅包')]).toEqual([
        duties,
        'duties',
        'benefits',
      ]);
    }
  });

  it('are found inside a text pasted as one long line', () => {
    const text =
      '工作內容：烘焙麵包、顧爐、清潔機台 上班地點：花蓮市區 【福利制度】 供午餐、制服 應徵方式：帶照片到店裡找老闆娘 條件要求：會騎機車';
    expect(sectionOf(text, '顧爐')).toBe('duties');
    expect(sectionOf(text, '花蓮市區')).toBe('logistics');
    expect(sectionOf(text, '供午餐')).toBe('benefits');
    expect(sectionOf(text, '找老闆娘')).toBe('contact');
    expect(sectionOf(text, '會騎機車')).toBe('requirements');
  });

  it('are no headings in the middle of a sentence', () => {
    expect(inSection('我們的工作內容很有趣，福利也好談，歡迎多問。', 'duties')).toEqual([]);
    expect(sectionOf('每天整理員工福利的申請單，再寄給會計', '申請單')).toBe('body');
  });

  it('may have a few words before and behind them', () => {
    expect(sectionOf('本店工作內容如下：\n煮湯、備料', '備料')).toBe('duties');
    expect(sectionOf('我們的福利：包兩餐', '包兩餐')).toBe('benefits');
    expect(sectionOf('工作內容（請看完再投）：\n煮湯', '煮湯')).toBe('duties');
  });

  it('are items, not headings, in a list of duties', () => {
    const text = '工作內容：\n1. 招募面談\n2. 教育訓練\n3. 薪資福利\n4. 薪資：每月核算與發放\n5. 辦公室盤點';
    expect(sectionOf(text, '教育訓練')).toBe('duties');
    expect(sectionOf(text, '薪資福利')).toBe('duties');
    expect(sectionOf(text, '核算與發放')).toBe('duties');
    expect(sectionOf(text, '辦公室盤點')).toBe('duties');
  });

  it('may themselves be numbered', () => {
    const text = '1.工作內容：洗碗、備料\n2.上班時間：10:00-18:00\n3.工作地點：台東';
    expect(sectionOf(text, '備料')).toBe('duties');
    expect(sectionOf(text, '10:00-18:00')).toBe('logistics');
    expect(sectionOf(text, '台東')).toBe('logistics');
  });

  it('with a value beside them set aside that line only', () => {
    const text = '待遇：三萬五起\n每天到市場挑魚、殺魚、擺攤';
    expect(sectionOf(text, '三萬五起')).toBe('benefits');
    expect(sectionOf(text, '殺魚')).toBe('body');
  });

  it('that nobody knows end what would be set aside', () => {
    const text = '【福利】\n三節獎金\n【這裡的一天】\n幫狗洗澡、剪毛';
    expect(sectionOf(text, '三節獎金')).toBe('benefits');
    expect(sectionOf(text, '幫狗洗澡')).toBe('body');
  });

  it('divide a CV', () => {
    const text =
      '自傳\n我做事很快。\n工作經歷\n麵包店：揉麵、烤吐司\n學歷：某某高職餐飲科\n專長：拉花\n希望待遇：三萬二\n興趣：登山';
    expect(sectionOf(text, '我做事很快')).toBe('profile');
    expect(sectionOf(text, '烤吐司')).toBe('experience');
    expect(sectionOf(text, '餐飲科')).toBe('education');
    expect(sectionOf(text, '拉花')).toBe('skills');
    expect(sectionOf(text, '三萬二')).toBe('wishes');
    expect(sectionOf(text, '登山')).toBe('personal');
  });

  it('of remarks promise nothing, so the remark is judged by its words', () => {
    const text = '福利：\n勞健保\n備註：\n客人退貨也要幫忙登記';
    expect(sectionOf(text, '登記')).toBe('body');
  });
});

describe('markup', () => {
  it('is set apart with its exact spans', () => {
    const text = '<p>泡咖啡&nbsp;<b>洗杯子</b></p>見 https://example.com/a?b=1 或寄 a.b@example.com.tw';
    expect(inSection(text, 'markup')).toEqual([
      '<p>',
      '&nbsp;<b>',
      '</b></p>',
      'https://example.com/a?b=1',
      'a.b@example.com.tw',
    ]);
  });

  it('ends lines where HTML does', () => {
    const text = '<h3>工作內容</h3><ul><li>包便當</li><li>送便當</li></ul><h3>福利</h3>供餐<br/>年終';
    expect(sectionOf(text, '送便當')).toBe('duties');
    expect(sectionOf(text, '年終')).toBe('benefits');
  });

  it('is not what merely looks like it', () => {
    expect(inSection('a < b 且 c > d；＜工作＞ 掃地；<Role> 店長；R&D；vector<int>', 'markup')).toEqual([]);
  });

  it('takes comments, scripts and styles along', () => {
    expect(inSection('<!-- 工作 -->掃地<style>p{color:red}</style>拖地', 'markup')).toEqual([
      '<!-- 工作 -->',
      '<style>p{color:red}</style>',
    ]);
  });
});
