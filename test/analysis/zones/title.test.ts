import { describe, expect, it } from 'vitest';
import { sectionOf, title } from './reader.ts';

describe('the title', () => {
  it.each([
    ['職稱：烘焙助理\n內容：揉麵', '烘焙助理'],
    ['公司：好吃麵包\n職務名稱：門市人員（晚班）\n薪資：面議', '門市人員（晚班）'],
    ['Position: Sales Engineer\nYou will visit customers.', 'Sales Engineer'],
    ['應徵職務：會計\n我做過三年帳', '會計'],
    ['希望職務：倉管人員、司機\n學歷：高職', '倉管人員、司機'],
    ['【誠徵】美髮助理一名', '美髮助理'],
    ['小吃店徵洗碗工讀生 2 名，供餐', '洗碗工讀生'],
    ['誠徵證券營業員', '證券營業員'],
    ['急徵有駕照的送貨司機', '送貨司機'],
    ['We are looking for a Data Analyst to join us.', 'Data Analyst'],
    ['證券營業員', '證券營業員'],
    ['行政助理（內勤）\n接電話、打字', '行政助理（內勤）'],
    ['資深 UI 設計師\n畫介面，開會', '資深 UI 設計師'],
    ['職稱\n出納人員\n工作內容\n點鈔', '出納人員'],
    ['職稱：生管助理 工作內容：排程、追料 上班地點：台中', '生管助理'],
    ['<h1>園藝技師</h1><p>修剪樹木、種花</p>', '園藝技師'],
  ])('%j is %s', (text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it.each([
    '自傳\n我叫阿明',
    '個人履歷表\n姓名：王小明',
    '王小明\n做過水電',
    '好吃食品股份有限公司\n賣便當',
    '負責客戶開發、報價。',
    '我是業務助理，做了五年',
    '不用帶人，專心做業務',
    '分公司擴編，誠徵 3 名！',
    '應徵者請先看完說明',
    '徵信調查與催收',
    '工作內容\n收銀',
    '',
    '\n\n',
  ])('is none in %j', text => {
    expect(title(text)).toBeNull();
  });

  it('is a zone of its own', () => {
    expect(sectionOf('職稱：烘焙助理\n內容：揉麵', '烘焙助理')).toBe('title');
    expect(sectionOf('職稱：烘焙助理\n內容：揉麵', '揉麵')).toBe('duties');
  });
});
