/** A small document in the look of a table, of which a test changes the part that it is about. */
export interface Parts {
  readonly title?: string;
  readonly versions?: string;
  readonly profile?: string;
  readonly header?: string;
  readonly rows?: string;
  readonly attitudes?: string;
  readonly remarks?: string;
}

export const HEADER =
  '主要職責\t工作任務\t工作產出\t行為指標\t職能級別\t職能內涵 (K=knowledge 知識)\t職能內涵 (S=skills 技能)';

export const PROFILE = [
  '職能基準代碼\t\tABC1234-001v2',
  '職能基準名稱 (擇一填寫)\t\t職類\t\t',
  '\t\t職業\t測量人員\t',
  '所屬類別\t職類別\t製造\t職類別代碼\tMPM',
  '\t職業別\t測量員\t職業別代碼\t3112',
  '\t行業別\t製造業\t行業別代碼\tC29',
  '工作描述\t\t測量產品。',
  '基準級別\t\t3',
].join('\n');

export const ROW = 'T1 量測\tT1.1 準備\tO1.1.1 紀錄表\tP1.1.1 備妥儀器。\t3\tK01 量測學\tS01 校正';

export function document(parts: Parts = {}): string {
  return [
    parts.title ?? '測量人員職能基準',
    '',
    parts.versions ?? '',
    parts.profile ?? PROFILE,
    '',
    parts.header ?? HEADER,
    parts.rows ?? ROW,
    '',
    parts.attitudes ?? '職能內涵 (A=attitude 態度)\nA01 謹慎細心：仔細。',
    '',
    parts.remarks ?? '說明與補充事項\n- 建議擔任此職類/職業之學歷/經歷/或能力條件：無。',
  ].join('\n');
}
