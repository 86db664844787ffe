import type { CompetencyShare, Evidence, MatchAnswer, Remainder } from './answer.ts';

/**
 * An answer as JSON: what JSON.stringify gives, in half the time. One piece of evidence counts for five or six
 * competencies, and is written once; and the whole, a megabyte or two, is copied once.
 */
export function writeAnswer({ occupations, tasks, ...head }: MatchAnswer): string {
  const json: string[] = [open(head)];
  const writeShare = shareWriter(json);
  writeList(
    json,
    ',"occupations":',
    occupations,
    ({ competencies, remainder, tasks, tasksRemainder, ...unit }) => {
      json.push(open(unit));
      if (competencies !== undefined) writeList(json, ',"competencies":', competencies, writeShare);
      if (remainder !== undefined) writeList(json, ',"remainder":', remainder, writeShare);
      if (tasks !== undefined) json.push(',"tasks":', JSON.stringify(tasks));
      if (tasksRemainder !== undefined) json.push(',"tasksRemainder":', JSON.stringify(tasksRemainder));
      json.push('}');
    },
  );
  writeList(json, ',"tasks":', tasks, ({ competencies, remainder, ...unit }) => {
    json.push(open(unit));
    if (competencies !== undefined) writeList(json, ',"competencies":', competencies, writeShare);
    if (remainder !== undefined) writeList(json, ',"remainder":', remainder, writeShare);
    json.push('}');
  });
  json.push('}');
  return json.join('');
}

function shareWriter(json: string[]): (share: CompetencyShare | Remainder) => void {
  const written = new Map<Evidence, string>();
  return share => {
    json.push(open(headOf(share)));
    writeList(json, ',"evidence":', share.evidence, one => {
      let evidence = written.get(one);
      if (evidence === undefined) {
        evidence = JSON.stringify(one);
        written.set(one, evidence);
      }
      json.push(evidence);
    });
    json.push('}');
  };
}

/** All but the evidence, in the order of toJSON. */
function headOf(share: CompetencyShare | Remainder): object {
  if ('part' in share) return { part: share.part, contribution: share.contribution };
  const { code, kind, name, names, contribution } = share;
  return { code, kind, name, names, contribution }; // JSON leaves out what is undefined
}

function writeList<One>(json: string[], name: string, list: readonly One[], write: (one: One) => void): void {
  json.push(name, '[');
  list.forEach((one, i) => {
    if (i > 0) json.push(',');
    write(one);
  });
  json.push(']');
}

/** An object of at least one field, still open at its end. */
function open(head: object): string {
  return JSON.stringify(head).slice(0, -1);
}
