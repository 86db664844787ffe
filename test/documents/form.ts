/** A small standard as HTML, of which a test changes the part that it is about. */
export interface FormParts {
  readonly front?: string;
  readonly title?: string;
  readonly versions?: string;
  readonly profile?: string;
  readonly header?: string;
  readonly rows?: string;
  readonly attitudes?: string;
  readonly remarks?: string;
}

export function cells(...texts: readonly string[]): string {
  return `<tr>${texts.map(text => (text.startsWith('<td') ? text : `<td>${text}</td>`)).join('')}</tr>`;
}

export const HEADER = cells(
  ...['主要職責', '工作任務', '工作產出', '行為指標', '職能級別'],
  ...['職能內涵 (K=knowledge 知識)', '職能內涵 (S=skills 技能)'],
);

export const PROFILE = [
  cells('<td colspan="2">職能基準代碼</td>', '<td colspan="3">ABC1234-001v2</td>'),
  cells('<td rowspan="2">職能基準名稱<br>(擇一填寫)</td>', '職類', '<td colspan="3"></td>'),
  cells('職業', '<td colspan="3">測量人員</td>'),
  cells('<td rowspan="3">所屬<br>類別</td>', '職類別', '製造', '職類別代碼', 'MPM'),
  cells('職業別', '測量員', '職業別代碼', '3112'),
  cells('行業別', '製造業', '行業別代碼', 'C29'),
  cells('<td colspan="2">工作描述</td>', '<td colspan="3">測量產品。</td>'),
  cells('<td colspan="2">基準級別</td>', '<td colspan="3">3</td>'),
].join('');

export const ROW = cells(
  'T1 量測',
  'T1.1 準備',
  'O1.1.1 紀錄表',
  'P1.1.1 備妥儀器。',
  '3',
  'K01 量測學',
  'S01 校正',
);

export function form(parts: FormParts = {}): string {
  return [
    '<!doctype html><html><head><meta charset="utf-8"><title>網頁</title></head><body>',
    parts.front ?? '',
    parts.title ?? '<h1>測量人員職能基準</h1>',
    parts.versions ?? '',
    `<table>${parts.profile ?? PROFILE}</table>`,
    `<table>${parts.header ?? HEADER}${parts.rows ?? ROW}</table>`,
    parts.attitudes ?? '<p>職能內涵 (A=attitude 態度)</p><p>A01 謹慎細心：仔細。</p>',
    parts.remarks ?? '<p>說明與補充事項</p><p>● 建議擔任此職類/職業之學歷/經歷/或能力條件：無。</p>',
    '</body></html>',
  ].join('\n');
}
