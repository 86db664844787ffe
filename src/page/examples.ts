export interface Example {
  readonly id: string;
  readonly kind: 'ad' | 'cv';
  readonly name: { readonly zh: string; readonly en: string };
  readonly title: string;
  readonly text: string;
  readonly first: string | null;
}
export const EXAMPLES: readonly Example[] = [
  {
    id: 'a',
    kind: 'ad',
    name: { zh: '業務助理', en: 'Sales assistant' },
    title: '業務助理',
    text: '誠徵業務助理\n工作內容：\n1. 協助業務處理客戶訂單、報價單製作與出貨安排\n2. 彙整每週銷售報表，維護客戶資料庫\n3. 接聽客戶來電，處理售後服務與客訴登記\n公司福利：三節獎金、員工旅遊、週休二日\n不需跑外務、無業績壓力',
    first: 'KPS4999-001v3',
  },
];
