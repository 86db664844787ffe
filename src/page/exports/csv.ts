import type { MatchView } from '../engine/view.ts';
export const answerCsv = async (v: MatchView): Promise<string> => v.verdict;
