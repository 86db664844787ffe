import { fold } from './fold.ts';

/** 3 · ３ · 3級 · 第3級 · Level 3 → 3; anything but one integer from 1 to 6 is null. */
export function parseLevel(printed: string): number | null {
  const text = fold(printed).replace(/\s+/g, ' ').trim();
  const match = /^(?:(?:level|lv\.?|l|第) ?)?(\d+) ?級?$/i.exec(text);
  const level = match === null ? Number.NaN : Number(match[1]);
  return level >= 1 && level <= 6 ? level : null;
}

/** Whether a cell of the table looks like a level, a wrong one included. */
export function isLevelCell(printed: string): boolean {
  return /^(?:(?:level|lv\.?|l|第)\s?)?[1-9]\d?\s?級?$/i.test(fold(printed).trim());
}
