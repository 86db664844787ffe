import { isHan } from '../../src/analysis/characters.ts';

/** The runs that segmentation will see, cut by the same rule. */
export function hanRuns(folded: string): string[] {
  const runs: string[] = [];
  let start = -1;
  for (let i = 0; i <= folded.length; i++) {
    const han = i < folded.length && isHan(folded.charCodeAt(i));
    if (han && start < 0) start = i;
    if (!han && start >= 0) {
      runs.push(folded.slice(start, i));
      start = -1;
    }
  }
  return runs;
}
