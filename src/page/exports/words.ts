import type { CompetencyKind, GapStatus, Verdict } from '../../matching/answer.ts';
import type { Language } from '../places.ts';

/** What summaries and tables say, in one language. */
export interface ExportWords {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly kinds: Readonly<Record<CompetencyKind | 'task', string>>;
  readonly statuses: Readonly<Record<GapStatus, string>>;
  readonly heading: (verdict: string) => string;
  readonly among: (standards: number) => string;
  readonly nothing: (standards: number) => string;
  readonly level: (level: number) => string;
  readonly because: (words: string) => string;
  readonly tasks: string;
  readonly index: (digest: string) => string;
  readonly disclaimer: string;
  /** Round a pasted word; between it and what it stands for; between words. */
  readonly quotes: readonly [string, string];
  readonly equals: string;
  readonly comma: string;
  readonly brackets: readonly [string, string];
  /** Of tables. */
  readonly columns: Readonly<
    Record<
      | 'list'
      | 'rank'
      | 'occupation'
      | 'code'
      | 'kind'
      | 'name'
      | 'level'
      | 'score'
      | 'words'
      | 'status'
      | 'tasks'
      | 'ad'
      | 'cv'
      | 'adWords'
      | 'cvWords'
      | 'index',
      string
    >
  >;
  readonly lists: Readonly<Record<'occupation' | 'task', string>>;
}

export const EXPORT_WORDS: Readonly<Record<Language, ExportWords>> = {
  zh: {
    verdicts: { clear: '很像', unclear: '不確定', none: '這些職能基準都不像' },
    kinds: { knowledge: '知識', skill: '技能', attitude: '態度', task: '工作任務' },
    statuses: { covered: '有提到', partly: '部分提到', missing: '沒有提到' },
    heading: verdict => `職能比對：${verdict}`,
    among: standards => `在 ${standards} 份職能基準中，最接近的是：`,
    nothing: standards => `在 ${standards} 份職能基準中，沒有任何字句相符。`,
    level: level => `第 ${level} 級`,
    because: words => `依據：${words}`,
    tasks: '最接近的工作任務：',
    index: digest => `索引版本：${digest}`,
    disclaimer: '排名只說明文字與職能基準用字的相似之處，供人參考；它不是符合率，也不能用來決定錄用。',
    quotes: ['「', '」'],
    equals: '≈',
    comma: '、',
    brackets: ['（', '）'],
    columns: {
      list: '類別',
      rank: '名次',
      occupation: '職能基準',
      code: '代碼',
      kind: '種類',
      name: '名稱',
      level: '級別',
      score: '分數（不是符合率）',
      words: '依據的字句',
      status: '狀態',
      tasks: '相關工作任務',
      ad: '徵才廣告',
      cv: '履歷',
      adWords: '徵才廣告的字句',
      cvWords: '履歷的字句',
      index: '索引版本',
    },
    lists: { occupation: '職業', task: '工作任務' },
  },
  en: {
    verdicts: { clear: 'a clear match', unclear: 'not sure', none: 'none of these standards fits' },
    kinds: { knowledge: 'knowledge', skill: 'skill', attitude: 'attitude', task: 'task' },
    statuses: { covered: 'covered', partly: 'partly', missing: 'not mentioned' },
    heading: verdict => `Occupational standards: ${verdict}`,
    among: standards => `Closest among ${standards} standards:`,
    nothing: standards => `No words in common with any of ${standards} standards.`,
    level: level => `level ${level}`,
    because: words => `because of ${words}`,
    tasks: 'Closest tasks:',
    index: digest => `Index: ${digest}`,
    disclaimer:
      'The order says how alike the wording of the text and of the standards is. It is for people to consider, is no match rate, and cannot decide whom to hire.',
    quotes: ['“', '”'],
    equals: ' ≈ ',
    comma: ', ',
    brackets: [' (', ')'],
    columns: {
      list: 'List',
      rank: 'Rank',
      occupation: 'Standard',
      code: 'Code',
      kind: 'Kind',
      name: 'Name',
      level: 'Level',
      score: 'Score (no match rate)',
      words: 'Words it rests on',
      status: 'Status',
      tasks: 'Tasks that require it',
      ad: 'Job ad',
      cv: 'CV',
      adWords: 'Words of the job ad',
      cvWords: 'Words of the CV',
      index: 'Index',
    },
    lists: { occupation: 'Occupation', task: 'Task' },
  },
};
