import { fold } from './fold.ts';

/** 2023/11/5 · 2023-11-05 · 2023年11月5日 · 112/11/15 (ROC: + 1911) → YYYY-MM-DD; null when it is no date. */
export function isoDate(printed: string): string | null {
  const text = fold(printed).replace(/\s+/g, '');
  const match = /^(?:民國)?(\d{2,4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const common = year < 1000 ? year + 1911 : year;
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(common, month, 0)).getUTCDate())
    return null;
  return `${common}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
