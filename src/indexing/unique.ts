import { type Standard, standardId } from '../standards/model.ts';
import { replacedStandards } from './versions.ts';

/**
 * What an index is made of: one record for each id, and of several versions of one standard only the newest that is not
 * superseded. A notice says what was chosen.
 */
export function uniqueStandards(standards: readonly Standard[]): { kept: Standard[]; notices: string[] } {
  const { kept, notices } = onePerId(standards);
  const replaced = replacedStandards(kept).filter(({ old }) => !old.superseded);
  const old = new Set(replaced.map(one => one.old));
  return {
    kept: kept.map(standard => (old.has(standard) ? { ...standard, superseded: true } : standard)),
    notices: [
      ...notices,
      ...replaced.map(
        ({ old, by }) =>
          `${standardId(old)}: superseded by ${standardId(by)}, which is here too; ranked only on request (--superseded)`,
      ),
    ],
  };
}

/**
 * Of two records that share an id, the fuller stays (more tasks, then more text, then the one that sorts last), whatever order they
 * came in, and a notice says so. Two that say the same, such as the PDF and the ODT of one document, go without a word.
 */
export function onePerId(standards: readonly Standard[]): { kept: Standard[]; notices: string[] } {
  const byId = new Map<string, Standard>();
  const doubled = new Set<string>();
  for (const standard of standards) {
    const id = standardId(standard);
    const known = byId.get(id);
    if (known === undefined) byId.set(id, standard);
    else if (saidBy(known) === saidBy(standard)) {
      if (copyOrder(standard) < copyOrder(known)) byId.set(id, standard); // one of two copies, always the same
    } else {
      doubled.add(id);
      if (fuller(standard, known)) byId.set(id, standard);
    }
  }
  return {
    kept: [...byId.values()],
    notices: [...doubled].map(id => `${id}: several different records; the fullest one is used`),
  };
}

/** What a record says, without where it came from, how its file is titled, and white space, which formats keep differently. */
export function saidBy(standard: Standard): string {
  const plain = { ...standard, source: null, documentTitle: null };
  return JSON.stringify(plain, (_, value: unknown) =>
    typeof value === 'string' ? value.replace(/\s+/g, '') : value,
  );
}

function copyOrder(standard: Standard): string {
  return `${standard.source ?? ''}\0${JSON.stringify(standard)}`;
}

function fuller(a: Standard, b: Standard): boolean {
  const tasks = (s: Standard): number => s.duties.reduce((sum, duty) => sum + duty.tasks.length, 0);
  const difference = tasks(a) - tasks(b) || saidBy(a).length - saidBy(b).length;
  return difference !== 0 ? difference > 0 : saidBy(a) > saidBy(b);
}
