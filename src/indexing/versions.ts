import type { Standard } from '../standards/model.ts';

/** A standard, and the newest version of it among the others. */
export interface Replaced {
  readonly old: Standard;
  readonly by: Standard;
}

/**
 * Which standards are older versions of another one that is here too. A code ends in its version (`FSI3311-001v3`); the
 * number alone proves nothing, for some are given again to other occupations. So the higher version must have the same number and
 * name, or list the older code in its table of versions.
 */
export function replacedStandards(standards: readonly Standard[]): Replaced[] {
  const versioned = standards.flatMap(standard => {
    const code = versionOf(standard.code);
    return code === null ? [] : [{ standard, ...code }];
  });
  const byClue = new Map<string, typeof versioned>();
  for (const entry of versioned) {
    for (const clue of clues(entry.standard, entry.number)) {
      const known = byClue.get(clue);
      if (known === undefined) byClue.set(clue, [entry]);
      else known.push(entry);
    }
  }
  const next = new Map<Standard, Standard>();
  for (const { standard, number, version } of versioned) {
    const candidates = [
      ...(byClue.get(nameClue(number, standard.name)) ?? []),
      ...(byClue.get(tableClue(standard.code!)) ?? []),
    ].filter(candidate => candidate.version > version);
    const newest = candidates.sort(
      (a, b) => b.version - a.version || (a.number < b.number ? -1 : a.number > b.number ? 1 : 0),
    )[0];
    if (newest !== undefined) next.set(standard, newest.standard);
  }
  return [...next].map(([old, by]) => ({ old, by: last(by, next) }));
}

/** `FSI3311-001v3` → number FSI3311-001, version 3; null for a code without a version, and for none. */
export function versionOf(code: string | null): { number: string; version: number } | null {
  const match = /^(.+?)v(\d{1,4})$/i.exec(code ?? '');
  return match === null ? null : { number: match[1]!.toUpperCase(), version: Number(match[2]) };
}

/** By what an older version would find this one. */
function clues(standard: Standard, number: string): string[] {
  return [nameClue(number, standard.name), ...new Set(standard.versions.map(({ code }) => tableClue(code)))];
}

const nameClue = (number: string, name: string): string => `${number}\t${name.replace(/\s/g, '')}`;
const tableClue = (code: string): string => code.replace(/\s/g, '').toUpperCase();

/** Versions only rise along the way, so there is an end. */
function last(standard: Standard, next: ReadonlyMap<Standard, Standard>): Standard {
  let newest = standard;
  for (let newer = next.get(newest); newer !== undefined; newer = next.get(newest)) newest = newer;
  return newest;
}
