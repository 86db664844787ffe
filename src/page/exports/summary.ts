import type { MatchView } from '../engine/view.ts';
export const summaryText = (v: MatchView, l: string): string => l + v.verdict;
