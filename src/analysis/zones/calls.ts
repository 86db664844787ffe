/** Words that call for somebody. What follows a `loud` one is a title; a `quiet` one needs a title's word behind it; an `end` ends a title. */
export type Call = 'loud' | 'quiet' | 'none' | 'end';

const LOUD = '誠徵 急徵 誠聘 急聘 高薪聘請 高薪誠徵'.split(' ');
const LOUD_LATIN = [
  'now hiring',
  'looking for a',
  'looking for an',
  'hiring a',
  'hiring an',
  'seeking a',
  'seeking an',
];
const QUIET = '徵 徵求 招聘 招募 招 聘'.split(' ');

/** Hold one of the above and call for nobody: 應徵, 徵信. They stand in the list so that the longer match wins. */
const NONE = (
  '徵才 徵人 徵信 徵收 徵兆 徵候 徵文 徵稿 徵詢 徵集 徵服 徵選 徵調 徵地 徵婚 徵狀 徵象 徵件 應徵 特徵 象徵 表徵 體徵 長徵 ' +
  '招商 招牌 招待 招標 招生 招呼 招攬 招式 聘僱 聘雇 聘任 聘用 應聘 約聘'
).split(' ');

/** Data Analyst to join us */
const ENDS = ['to', 'who', 'with', 'for', 'in', 'at', 'based', 'that'];

export const CALLS: readonly (readonly [word: string, call: Call])[] = [
  ...[...LOUD, ...LOUD_LATIN].map(word => [word, 'loud'] as const),
  ...QUIET.map(word => [word, 'quiet'] as const),
  ...NONE.map(word => [word, 'none'] as const),
  ...ENDS.map(word => [word, 'end'] as const),
];
