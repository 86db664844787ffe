import { compact, fold } from './fold.ts';
import type { Line } from './lines.ts';

/**
 * The words that the published forms print around the content: headings of tables and sections, labels of the profile.
 * All in the form of `compact`: half-width, lower case, no white space.
 */
export interface HeaderWords {
  /** Longest first where one begins another. */
  readonly words: readonly string[];
  /** It begins with a word of the first of these sets of which it has any: a broken name above it may end in another. */
  readonly first: readonly (readonly string[])[];
  /** Whether nothing is missing: a broken name below it may begin with one of its words. */
  readonly complete: (found: ReadonlySet<string>) => boolean;
  /** Whether the words found make it this header, and not content that happens to use one of them. */
  readonly enough: (found: ReadonlySet<string>) => boolean;
}

const KNOWLEDGE_WORDS = [
  '(k=knowledge知識)',
  '(k=knowledge)',
  'k=knowledge知識',
  'k=knowledge',
  '(k知識)',
  '(知識)',
  '(k)',
];
const SKILL_WORDS = [
  '(s=skills技能)',
  '(s=skill技能)',
  '(s=skills)',
  '(s=skill)',
  's=skills技能',
  's=skills',
  '(s技能)',
  '(技能)',
  '(s)',
];
const TASK_WORDS = ['工作任務', '工作活動', '工作職責', '工作項目'];
const DUTY_WORDS = ['主要工作職責', '主要職責'];

/** 主要職責 工作任務 工作產出 行為指標 職能級別 職能內涵 (K=knowledge 知識) 職能內涵 (S=skills 技能) */
export const TASK_HEADER: HeaderWords = {
  words: [
    ...[
      ...DUTY_WORDS,
      ...TASK_WORDS,
      '(依需要分層)',
      '工作產出',
      '行為指標',
      '職能級別',
      '職能內涵',
      '職能',
      '級別',
    ],
    ...[...KNOWLEDGE_WORDS, '(k=knowledge', '知識)', ...SKILL_WORDS, '(s=skills', '技能)'],
  ],
  first: [DUTY_WORDS, TASK_WORDS],
  complete: found =>
    (found.has('級別') || found.has('職能級別')) &&
    [KNOWLEDGE_WORDS, SKILL_WORDS].every(words => words.some(word => found.has(word))),
  enough: found =>
    (found.has('行為指標') && (found.has('工作產出') || TASK_WORDS.some(word => found.has(word)))) ||
    (KNOWLEDGE_WORDS.some(word => found.has(word)) && SKILL_WORDS.some(word => found.has(word))),
};

/** 版本 職能基準代碼 職能基準名稱 狀態 更新說明 發展更新日期 */
export const VERSION_HEADER: HeaderWords = {
  words: [
    ...['版本', '職能基準代碼', '職能模型代碼', '職能基準名稱', '職能模型名稱', '狀態'],
    ...['更新說明', '說明', '發展/更新日期', '發展更新日期', '更新日期', '發展日期', '日期'],
  ],
  first: [['版本']],
  complete: () => false,
  enough: found => found.has('版本') && found.has('狀態'),
};

/** A header is at most this many lines, however it is broken. */
const HEADER_LINES = 18;

/** The index after the header that starts at line `at` and may be broken over lines anywhere; `at` when there is none. */
export function afterHeader(lines: readonly Line[], at: number, header: HeaderWords): number {
  let joined = '';
  let end = at;
  for (let next = at; next < Math.min(lines.length, at + HEADER_LINES); next++) {
    const line = lines[next]!.text;
    if (line.length > 300) break;
    joined += compact(line);
    const found = spell(joined, header.words);
    if (found === null) break;
    const first = header.first.find(words => words.some(word => found.words.has(word)));
    const begins = first === undefined || first.some(word => joined.startsWith(word));
    if (!found.whole || !begins || !header.enough(found.words)) continue;
    end = next + 1;
    if (header.complete(found.words)) break;
  }
  return end;
}

/** Reads `text` as a chain of `words`, each at most twice; null when it is none, not `whole` when it ends within a word. */
function spell(text: string, words: readonly string[]): { words: Set<string>; whole: boolean } | null {
  const found = new Set<string>();
  const twice = new Set<string>();
  for (let at = 0; at < text.length; ) {
    const word = words.find(candidate => text.startsWith(candidate, at));
    if (word === undefined) {
      const rest = text.slice(at);
      return words.some(candidate => candidate.startsWith(rest)) ? { words: found, whole: false } : null;
    }
    if (twice.has(word)) return null;
    if (found.has(word)) twice.add(word);
    found.add(word);
    at += word.length;
  }
  return { words: found, whole: true };
}

/** Whether a cell holds words of the task table's header and nothing else. */
export function isHeaderCell(cell: string): boolean {
  const text = compact(cell);
  return text.length > 1 && text.length < 80 && spell(text, TASK_HEADER.words)?.whole === true;
}

/** Whether a text is a cell of a header, or begins one: a cell whose lines are read one after the other. */
export function headerCell(text: string, header: HeaderWords): 'whole' | 'begun' | null {
  const found = spell(compact(text), header.words);
  return found === null ? null : found.whole ? 'whole' : 'begun';
}

export type Section = 'attitudes' | 'remarks';

const SECTIONS: readonly Section[] = ['attitudes', 'remarks'];

const SECTION_HEADINGS: Readonly<Record<Section, RegExp>> = {
  attitudes: /^(?:職能內涵|職能)?\(?a=attitudes?(?:態度)?\)?:?$|^職能內涵\(?(?:a)?態度\)?:?$/,
  remarks: /^說明(?:與|及|和)?補充(?:事項|說明)?:?$/,
};

/** The same headings with content after them on the line (a table whose heading is a cell of the row). */
const SECTION_OPENINGS: Readonly<Record<Section, RegExp>> = {
  attitudes: /^\s*職\s*能\s*內\s*涵\s*\(\s*a\s*=\s*attitudes?\s*(?:態\s*度)?\s*\)\s*:?/i,
  remarks: /^\s*說\s*明\s*[與及]\s*補\s*充\s*事\s*項\s*:?/,
};

/** The section whose heading starts at line `at`: how many lines it takes, and what else stands on its last line. */
export function sectionAt(
  lines: readonly Line[],
  at: number,
): { section: Section; end: number; rest: string } | null {
  let joined = '';
  let found: { section: Section; end: number; rest: string } | null = null;
  for (let next = at; next < Math.min(lines.length, at + 5); next++) {
    joined += compact(lines[next]!.text.slice(0, 60));
    if (joined.length > 40) break;
    const section = SECTIONS.find(candidate => SECTION_HEADINGS[candidate].test(joined));
    if (section !== undefined) found = { section, end: next + 1, rest: '' };
  }
  if (found !== null) return found;
  const text = lines[at]!.text;
  const opening = fold(text.slice(0, 80));
  for (const section of SECTIONS) {
    const match = SECTION_OPENINGS[section].exec(opening);
    if (match) return { section, end: at + 1, rest: text.slice(match[0].length) };
  }
  return null;
}

/** 建議擔任此職類/職業之學歷/經歷/或能力條件 */
export const PREREQUISITES =
  /^(?:建議)?擔任(?:此|本)?(?:職類|職業|職務|工作)[/、,.;之的或與及和其所需應具備此職類業務學歷經驗能力資格]{0,40}?條件(?=[:：]|$|[^:：]{0,80}$)/;

/** The labels of the profile, in printed order. A heading has no value of its own. */
export const PROFILE_LABELS = {
  code: ['職能基準代碼', '職能模型代碼'],
  nameHeading: ['職能基準名稱', '職能基準項目', '職能模型名稱', '職能模型項目'],
  choice: ['(擇一填寫)', '擇一填寫'],
  family: ['職類'],
  occupation: ['職業'],
  group: ['所屬類別', '所屬', '類別'],
  category: ['職類別'],
  categoryCode: ['職類別代碼'],
  occupationClass: ['職業別'],
  occupationClassCode: ['職業別代碼'],
  industry: ['行業別'],
  industryCode: ['行業別代碼'],
  description: ['工作描述'],
  level: ['基準級別', '模型級別', '職能級別'],
} as const satisfies Record<string, readonly string[]>;

export type ProfileLabel = keyof typeof PROFILE_LABELS;

const PROFILE_OPENING =
  /^\s*(?:職\s?能\s?(?:基\s?準|模\s?型)\s?(?:代\s?碼|名\s?稱|項\s?目)|\(\s?擇一填寫\s?\)|職類別?|職業別?|所屬(?:\s?類別)?|工作描述|(?:基準|模型)級別)(?=[\s:(A-Z]|$)/;

/** Whether the profile of the standard begins with this line. */
export function opensProfile(line: string): boolean {
  return PROFILE_OPENING.test(fold(line.slice(0, 40)));
}
