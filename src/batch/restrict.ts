import type { OccupationEntry } from '../artifact/format.ts';
import type { BatchSettings } from './settings.ts';

/** Which standards are ranked; undefined for all. Categories are compared as searching compares names. */
export function restriction(
  { category, level }: Pick<BatchSettings, 'category' | 'level'>,
  fold: (text: string) => string,
): ((occupation: OccupationEntry) => boolean) | undefined {
  if (category.length === 0 && level.length === 0) return undefined;
  const squeeze = (text: string): string => fold(text).replace(/\s+/g, '');
  const wanted = category.map(squeeze);
  const known = new Map<string, boolean>();
  const isWanted = (name: string): boolean => {
    let answer = known.get(name);
    if (answer === undefined) {
      const squeezed = squeeze(name);
      answer = wanted.some(part => squeezed.includes(part));
      known.set(name, answer);
    }
    return answer;
  };
  return occupation =>
    (level.length === 0 || (occupation.level !== null && level.includes(occupation.level))) &&
    (wanted.length === 0 || (occupation.category !== null && isWanted(occupation.category)));
}
