import { type Finding, finding } from './findings.ts';
import type { Attitude, CodedText, Duty, Task } from './model.ts';

/**
 * Makes the codes of one standard unique: the second T3.7 is kept as `T3.7~2`. What tasks of one cell share is no
 * duplicate: an output or indicator with the same code and text under a task of another code keeps its code.
 */
export function uniqueDuties(
  duties: readonly Duty[],
  lineOf: LineOf,
): { duties: Duty[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const names = new Names(lineOf, findings);
  const shared = new Map<string, { code: string; owner: string }>();
  const unique = (items: readonly CodedText[], owner: string): CodedText[] => {
    const seenHere = new Set<string>();
    return items.map(item => {
      const key = `${item.code} ${item.text.replace(/\s/g, '')}`;
      const other = shared.get(key);
      if (other !== undefined && other.owner !== owner && !seenHere.has(key))
        return { ...item, code: other.code };
      seenHere.add(key);
      const code = names.next(item.code, item.text);
      shared.set(key, { code, owner });
      return { ...item, code };
    });
  };
  const found = duties.map(duty => ({
    ...duty,
    code: names.next(duty.code, duty.name),
    tasks: duty.tasks.map(
      (task): Task => ({
        ...task,
        code: names.next(task.code, task.name),
        outputs: unique(task.outputs, task.code),
        indicators: unique(task.indicators, task.code),
      }),
    ),
  }));
  return { duties: found, findings };
}

export function uniqueAttitudes(
  attitudes: readonly Attitude[],
  lineOf: LineOf,
): { attitudes: Attitude[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const names = new Names(lineOf, findings);
  return {
    attitudes: attitudes.map(attitude => ({ ...attitude, code: names.next(attitude.code, attitude.name) })),
    findings,
  };
}

/** The line of a code, the first or the nth time that it is printed. */
export type LineOf = (code: string, time?: number) => number;

/** Which codes are taken. */
class Names {
  readonly #times = new Map<string, number>();
  readonly #taken = new Set<string>();
  readonly #lineOf: LineOf;
  readonly #findings: Finding[];

  constructor(lineOf: LineOf, findings: Finding[]) {
    this.#lineOf = lineOf;
    this.#findings = findings;
  }

  next(code: string, text: string): string {
    let times = (this.#times.get(code) ?? 0) + 1;
    let name = times === 1 ? code : `${code}~${times}`;
    while (this.#taken.has(name)) name = `${code}~${++times}`;
    this.#times.set(code, times);
    this.#taken.add(name);
    if (name !== code) {
      const message = `${code} comes again; it is kept as ${name}`;
      this.#findings.push(finding('duplicate-code', this.#lineOf(code, times), `${code} ${text}`, message));
    }
    return name;
  }
}
