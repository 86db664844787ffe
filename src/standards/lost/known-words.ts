import { PROFILE_LABELS, TASK_HEADER, VERSION_HEADER } from '../vocabulary.ts';
import { significant } from './significant.ts';

const SECTIONS = [
  ...['職能內涵', 'a=attitudes態度', 'a=attitude態度', 'a=attitudes', 'a=attitude', '態度'],
  ...['說明與補充事項', '說明及補充事項', '說明和補充事項', '說明與補充說明'],
  ...['其他補充說明', '其它補充說明', '其他補充事項', '其它補充事項', '其他補充', '其它補充'],
  ...['職能基準', '職能模型', '續上頁', '接上頁', '續'],
];

/** 建議擔任此職類職業之學歷經歷或能力條件 */
const PREREQUISITES =
  /(?:建議)?擔任(?:此|本)?(?:職類|職業|職務|工作)[之的或與及和其所需應具備此職類業務學歷經驗能力資格]{0,40}?條件/g;
/** 無, alone or behind a code */
const NOTHING = /^(?:[opks]\d{1,7})?(?:沒有|無|na)$/;
/** 註1 before a footnote */
const NOTE = /註\d{0,3}/g;

const WORDS = [
  ...TASK_HEADER.words,
  ...VERSION_HEADER.words,
  ...Object.values(PROFILE_LABELS).flat(),
  ...SECTIONS,
]
  .map(word => significant(word).text)
  .filter(word => word !== '')
  .sort((a, b) => b.length - a.length);

const FORMS = [PREREQUISITES, NOTE, new RegExp(WORDS.join('|'), 'g')];
/** The (K) of a header is one only beside other words. */
const SAFE_FORMS = [PREREQUISITES, NOTE, new RegExp(WORDS.filter(word => word.length > 1).join('|'), 'g')];

const LABEL = new RegExp(
  `(?<=^|\\s)(?:${Object.values(PROFILE_LABELS)
    .flat()
    .sort((a, b) => b.length - a.length)
    .map(label => label.replace(/[()]/g, '\\$&'))
    .join('|')})(?=[\\s:：]|$)`,
  'g',
);

const WANTED =
  /(?:建議)?擔任(?:此|本)?(?:職類|職業|職務|工作)[/、,.;之的或與及和其所需應具備此職類業務學歷經驗能力資格]{0,40}?條件/g;

/** 無 as the whole of an item, behind its bullet or the colon of a heading: 其他補充說明：● 無。 */
const NO_ITEM = /(?<=[:：•·‧●⚫◆◇■□▪○\ue000-\uf8ff-]\s{0,3})無[。.]?(?=\s{0,3}$|[^\S\n\v]{0,3}[\n\v])/g;

/**
 * A line without the labels and headings that stand in it beside what they announce (職業 批發業務人員), and could be taken
 * for a part of it; and without an item that says that there is none.
 */
export function withoutLabels(printed: string): string {
  const blank = (label: string) => ' '.repeat(label.length);
  return printed.replace(LABEL, blank).replace(WANTED, blank).replace(NO_ITEM, blank);
}

/**
 * Whether a text (its significant characters) is made of what forms print around the content, and nobody misses in a
 * record, or says that there is nothing.
 */
export function isKnown(text: string): boolean {
  return NOTHING.test(text) || FORMS.reduce((rest, form) => rest.replace(form, ''), text) === '';
}

/** The stretches of a text that are such words. */
export function knownWithin(text: string): { start: number; end: number }[] {
  return SAFE_FORMS.flatMap(form =>
    [...text.matchAll(form)].map(({ 0: word, index }) => ({ start: index, end: index + word.length })),
  );
}
