/** What can be taken home from the page; one door, so that it comes as one file when it is first used. */
export { answerCsv, compareCsv, gapsCsv } from './csv.ts';
export { type Judgement, judgedLines, judgedRow } from './judged.ts';
export { FILE_NAMES, saveFile } from './save.ts';
export { summaryText } from './summary.ts';
export { EXPORT_WORDS } from './words.ts';
