import { type Finding, finding } from './findings.ts';
import type { Standard, Task } from './model.ts';
import type { Heading } from './sections.ts';

export interface Evidence {
  /** Where a code was first printed; 0 when unknown. */
  readonly lineOf: (code: string) => number;
  readonly headings: ReadonlySet<Heading>;
}

/** What is missing from a standard or does not agree with itself. */
export function checks(standard: Standard, evidence: Evidence): Finding[] {
  const tasks = standard.duties.flatMap(duty => duty.tasks);
  return [
    ...missingParts(standard, evidence),
    ...tasks.flatMap(task => missingInTask(task, evidence)),
    ...emptyTexts(standard, evidence),
    ...names(tasks, evidence),
    ...sequences(standard, evidence),
    ...levels(standard, tasks, evidence),
    ...identicalIndicators(tasks, evidence),
    ...codeCase(standard),
    ...versionNames(standard),
  ];
}

function missingParts(standard: Standard, { headings }: Evidence): Finding[] {
  const found: Finding[] = [];
  const missing = (when: boolean, code: Finding['code'], message: string) => {
    if (when) found.push(finding(code, 0, '', message));
  };
  const attitudes = headings.has('attitudes');
  missing(standard.code === null, 'no-code', 'there is no 職能基準代碼; the name serves as id');
  missing(standard.versions.length === 0, 'no-version-table', 'there is no table of versions');
  missing(standard.level === null, 'no-level', 'there is no usable 基準級別');
  missing(
    !attitudes && standard.attitudes.length === 0,
    'no-attitudes',
    'there is no section 職能內涵 (A=attitude 態度): is the document whole?',
  );
  missing(
    attitudes && standard.attitudes.length === 0,
    'empty-attitudes',
    'the section of attitudes holds none',
  );
  missing(
    !headings.has('remarks') && standard.prerequisites.length === 0,
    'no-remarks',
    'there is no section 說明與補充事項: is the document whole?',
  );
  return found;
}

function missingInTask(task: Task, { lineOf }: Evidence): Finding[] {
  const found: Finding[] = [];
  const missing = (when: boolean, code: Finding['code'], what: string) => {
    if (when)
      found.push(
        finding(code, lineOf(base(task.code)), `${task.code} ${task.name}`, `${task.code} has no ${what}`),
      );
  };
  missing(task.level === null, 'no-task-level', 'usable level of its own');
  missing(task.indicators.length === 0, 'no-indicators', 'indicators');
  missing(task.knowledge.length + task.skills.length === 0, 'no-competencies', 'knowledge and skills');
  return found;
}

function emptyTexts(standard: Standard, { lineOf }: Evidence): Finding[] {
  const entries: { code: string; text: string }[] = [];
  for (const duty of standard.duties) {
    // A duty that is not printed at all is its own finding.
    if (lineOf(base(duty.code)) > 0) entries.push({ code: duty.code, text: duty.name });
    for (const task of duty.tasks) {
      entries.push({ code: task.code, text: task.name }, ...task.outputs, ...task.indicators);
      for (const { code, name } of [...task.knowledge, ...task.skills]) entries.push({ code, text: name });
    }
  }
  for (const { code, name } of standard.attitudes) entries.push({ code, text: name });
  return entries
    .filter(entry => entry.text === '')
    .map(({ code }) => finding('empty-text', lineOf(base(code)), code, `${code} has no name or text`));
}

/** One code with two names, one name with two codes, over all tasks. */
function names(tasks: readonly Task[], { lineOf }: Evidence): Finding[] {
  const byCode = new Map<string, Map<string, string[]>>();
  const byName = new Map<string, Set<string>>();
  for (const task of tasks) {
    for (const { code, name } of [...task.knowledge, ...task.skills]) {
      if (name === '') continue;
      const named = byCode.get(code) ?? new Map<string, string[]>();
      byCode.set(code, named.set(name, [...(named.get(name) ?? []).slice(0, 20), task.code]));
      const key = code[0] + name.replace(/\s/g, '');
      byName.set(key, (byName.get(key) ?? new Set()).add(code));
    }
  }
  const found: Finding[] = [];
  for (const [code, named] of byCode) {
    if (new Set([...named.keys()].map(name => name.replace(/\s/g, ''))).size < 2) continue;
    const message = [...named].map(([name, where]) => `${name} (${where.join(', ')})`).join(' and ');
    found.push(
      finding(
        'two-names',
        lineOf(code),
        `${code} ${[...named.keys()].join(' / ')}`,
        `${code} is named ${message}`,
      ),
    );
  }
  for (const [key, codes] of byName) {
    if (codes.size < 2) continue;
    const list = [...codes].join(', ');
    found.push(
      finding(
        'two-codes',
        lineOf([...codes][1]!),
        `${key.slice(1)} ${list}`,
        `${key.slice(1)} has the codes ${list}`,
      ),
    );
  }
  return found;
}

function sequences(standard: Standard, { lineOf }: Evidence): Finding[] {
  return leftOutCodes(standard).map(({ missing, last }) => {
    const shown = `${missing.slice(0, 12).join(', ')}${missing.length > 12 ? ' …' : ''}`;
    return finding('codes-not-consecutive', lineOf(base(last)), shown, `not printed: ${shown}`);
  });
}

/** Codes that are left out, for each sequence that a form counts through and that lacks some, with its last code. */
export function leftOutCodes(standard: Standard): { readonly missing: string[]; readonly last: string }[] {
  const tasks = standard.duties.flatMap(duty => duty.tasks);
  const codes = (list: readonly { code: string }[]) => list.map(entry => entry.code);
  const sequencesFound = [
    codes(standard.duties),
    ...standard.duties.map(duty => codes(duty.tasks)),
    ...tasks.flatMap(task => [ownCodes(task, task.outputs), ownCodes(task, task.indicators)]),
    codes(tasks.flatMap(task => task.knowledge)),
    codes(tasks.flatMap(task => task.skills)),
    codes(standard.attitudes),
  ];
  return sequencesFound.flatMap(list => {
    const missing = leftOut(list);
    return missing.length === 0 ? [] : [{ missing, last: list.at(-1)! }];
  });
}

/** Outputs and indicators of another task, which a shared cell holds, are counted there. */
function ownCodes(task: Task, items: readonly { code: string }[]): string[] {
  return items
    .map(item => item.code)
    .filter(code => code.startsWith(`${code[0]}${base(task.code).slice(1)}.`));
}

function leftOut(codes: readonly string[]): string[] {
  const numbers = new Set<number>();
  let prefix = '';
  let width = 1;
  for (const code of codes) {
    const match = /^(.*?)(\d+)$/.exec(base(code));
    if (match === null) continue;
    prefix = match[1]!;
    width = /^[KSA]$/.test(prefix) ? 2 : 1;
    numbers.add(Number(match[2]));
  }
  const missing: string[] = [];
  for (let number = 1; number < Math.min(999, Math.max(0, ...numbers)); number++) {
    if (!numbers.has(number)) missing.push(prefix + String(number).padStart(width, '0'));
  }
  return missing;
}

function levels(standard: Standard, tasks: readonly Task[], { lineOf }: Evidence): Finding[] {
  const own = standard.level;
  if (own === null) return [];
  return tasks
    .filter(task => task.level !== null && task.level > own)
    .map(task => {
      const message = `${task.code} has level ${task.level}, the standard ${own}`;
      return finding('task-above-standard', lineOf(base(task.code)), `${task.code} ${task.name}`, message);
    });
}

function identicalIndicators(tasks: readonly Task[], { lineOf }: Evidence): Finding[] {
  const byText = new Map<string, Set<string>>();
  for (const { code, text } of tasks.flatMap(task => task.indicators)) {
    const key = text.replace(/[\s。.]/g, '');
    if (key !== '') byText.set(key, (byText.get(key) ?? new Set()).add(code));
  }
  return [...byText]
    .filter(([, codes]) => codes.size > 1)
    .map(([text, codes]) =>
      finding(
        'identical-indicators',
        lineOf([...codes][1]!),
        text,
        `${[...codes].join(' and ')} have the same text`,
      ),
    );
}

/** Codes of standards in the version table, its notes included, that agree but for case. */
function codeCase(standard: Standard): Finding[] {
  const printed = standard.versions.flatMap(version => [
    version.code,
    ...(version.note.match(/[A-Za-z]{2,4}\d{4}-\d{3}v\d+/gi) ?? []),
  ]);
  if (standard.code !== null) printed.unshift(standard.code);
  const first = new Map<string, string>();
  const found = new Map<string, Finding>();
  for (const code of printed) {
    const known = first.get(code.toLowerCase());
    if (known === undefined) first.set(code.toLowerCase(), code);
    else if (known !== code)
      found.set(code, finding('code-case', 0, code, `${code} is printed as ${known} elsewhere`));
  }
  return [...found.values()];
}

function versionNames(standard: Standard): Finding[] {
  const printed = new Set(standard.versions.map(version => version.name.replace(/\s/g, '')));
  if (printed.size < 2) return [];
  return [finding('version-names-differ', 0, [...printed].join(' / '), 'the versions carry different names')];
}

/** The code as printed: without the ~2 of a duplicate. */
function base(code: string): string {
  return code.replace(/~\d+$/, '');
}
