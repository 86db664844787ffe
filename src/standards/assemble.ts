import { readAttitudes } from './attitudes.ts';
import { checks } from './checks.ts';
import { isoDate } from './dates.ts';
import { uniqueAttitudes, uniqueDuties } from './duplicates.ts';
import { dutiesOf, textOf } from './duties.ts';
import { addFindings, type Finding, finding, omission } from './findings.ts';
import { tight } from './fold.ts';
import { itemsOf } from './items.ts';
import type { Draft, Piece, Value, VersionRow } from './layout.ts';
import { parseLevel } from './level.ts';
import type { Classification, Standard, Version } from './model.ts';
import { readRemarks } from './remarks.ts';
import type { Sections } from './sections.ts';
import { isSuperseded } from './superseded.ts';
import { saysNothing, tidy, trimSeparators } from './text.ts';
import type { ProfileLabel } from './vocabulary.ts';

/**
 * The one step in which every layout ends: joins what lines, cells and pages have split, resolves the codes, and
 * checks the whole. Null when no task or no name is in the document.
 */
export function assemble(
  draft: Draft,
  sections: Sections,
): { standard: Standard | null; findings: Finding[] } {
  const findings: Finding[] = draft.findings.slice();
  if (sections.second !== null) {
    const { number, text } = sections.second;
    const whole = [sections.second, ...sections.beyond].map(line => line.text).join('\n');
    const message = 'another standard begins here, and is not read: give one document at a time';
    findings.push(omission('second-standard', number, text, message, whole));
  }
  const profile = readProfile(draft, sections, findings);
  const table = readTable(draft, findings);
  if (profile.name === '') {
    findings.push(
      finding('no-name', 0, '', '職業 and 職類 are empty: give the document with its first page'),
    );
    return { standard: null, findings };
  }
  const tasks = table.duties.flatMap(duty => duty.tasks);
  if (!tasks.some(task => task.indicators.length + task.knowledge.length + task.skills.length > 0)) {
    findings.push(
      finding(
        'no-tasks',
        0,
        profile.name,
        'no task with indicators, knowledge or skills: give the whole document',
      ),
    );
    return { standard: null, findings };
  }
  const remarks = readRemarks(draft.remarks);
  const versions = draft.versions.map(row => readVersion(row, findings));
  const title = sections.title?.text ?? null;
  const standard: Standard = {
    source: null,
    documentTitle: title,
    ...profile,
    versions,
    duties: table.duties,
    attitudes: table.attitudes,
    prerequisites: remarks.prerequisites,
    notes: remarks.notes,
    superseded: isSuperseded({ code: profile.code, documentTitle: title, versions }),
  };
  const checked = checks(standard, { lineOf: table.lineOf, headings: sections.headings });
  return { standard, findings: findings.concat(checked) };
}

function readTable(draft: Draft, findings: Finding[]) {
  const cut = draft.strips.map(itemsOf);
  for (const { text, line } of cut.flatMap(strip => strip.loose)) {
    if (!saysNothing(text))
      findings.push(omission('unplaced-text', line, text, 'this cell has no code and goes on in no other'));
  }
  const levels = draft.levels.map(piece => ({
    kind: 'level' as const,
    code: '',
    raw: piece.text,
    line: piece.line,
    order: piece.row,
    followed: false,
  }));
  const items = [...cut.flatMap(strip => strip.items), ...levels];
  const table = dutiesOf(items, !draft.strips.some(strip => strip.flowing));
  const lines = new Map<string, readonly number[]>(table.lines);
  addFindings(findings, table.findings);

  // An attitude that stands under the table without its heading is an attitude all the same.
  const strays = items
    .filter(item => item.kind === 'attitude')
    .map(item => ({ text: `${item.code} ${textOf(item)}`, line: item.line, row: 0, fresh: true }));
  const attitudes = readAttitudes([...strays, ...draft.attitudes] satisfies Piece[]);
  for (const [code, found] of Map.groupBy(attitudes.found, entry => entry.attitude.code)) {
    lines.set(code, [...(lines.get(code) ?? []), ...found.map(entry => entry.line)]);
  }
  addFindings(findings, attitudes.findings);

  const lineOf = (code: string, time = 1) => lines.get(code)?.[time - 1] ?? lines.get(code)?.[0] ?? 0;
  const plain = table.duties.map(duty => ({
    code: duty.code,
    name: duty.name,
    tasks: duty.tasks.map(({ line: _line, group: _group, duty: _duty, ...task }) => task),
  }));
  const duties = uniqueDuties(plain, lineOf);
  const named = uniqueAttitudes(
    attitudes.found.map(entry => entry.attitude),
    lineOf,
  );
  addFindings(findings, duties.findings);
  addFindings(findings, named.findings);
  return { duties: duties.duties, attitudes: named.attitudes, lineOf };
}

function readVersion(row: VersionRow, findings: Finding[]): Version {
  const date = isoDate(row.date);
  if (date === null && row.date.trim() !== '')
    findings.push(finding('odd-date', row.line, row.date, 'this date is kept as printed'));
  return {
    version: tight(row.version),
    code: tight(row.code),
    name: tidy(row.name),
    status: tidy(row.status).replace(/\s/g, ''),
    note: tidy(row.note),
    date: date ?? tight(row.date),
  };
}

type Profile = Pick<Standard, 'code' | 'name' | 'kind' | 'classification' | 'description' | 'level'>;

function readProfile(draft: Draft, sections: Sections, findings: Finding[]): Profile {
  const values = (label: ProfileLabel) =>
    (draft.profile.get(label) ?? []).filter(value => tidy(value.text) !== '');
  const text = (label: ProfileLabel) =>
    values(label)
      .map(value => tidy(value.text))
      .join('、');
  const code = tight(text('code'));
  const kind = text('occupation') === '' && text('family') !== '' ? 'family' : 'occupation';
  const name = text(kind) || text('nameHeading');
  if (code !== '' && !/^[A-Za-z]{2,4}\d{4}-\d{3}(?:v\d+)?$/i.test(code)) {
    findings.push(
      finding(
        'odd-code',
        values('code')[0]!.line,
        code,
        'a code usually looks like ABC1234-001v1; kept as printed',
      ),
    );
  }
  if (kind === 'occupation' && text('family') !== '') addFindings(findings, unused(values('family')));
  if (name !== text('nameHeading')) addFindings(findings, unused(values('nameHeading')));
  addFindings(findings, unused([...values('choice'), ...values('group')]));
  addFindings(
    findings,
    sections.front.map(line =>
      omission('unplaced-text', line.number, line.text, 'this stands before the first heading'),
    ),
  );
  addFindings(
    findings,
    sections.running.map(line =>
      omission('running-line', line.number, line.text, 'this comes again on every page'),
    ),
  );
  return {
    code: code === '' || saysNothing(code) ? null : code,
    name: name.replace(/^[\s：:]+/, ''),
    kind,
    classification: classification(text),
    description: text('description'),
    level: readLevel(values('level'), findings),
  };
}

function unused(values: readonly Value[]): Finding[] {
  return values.map(value =>
    omission('unplaced-text', value.line, value.text, 'this part of the form holds no value as a rule'),
  );
}

function classification(text: (label: ProfileLabel) => string): Classification {
  const entry = (name: ProfileLabel, code: ProfileLabel) => ({
    name: trimSeparators(text(name)) || null,
    code: text(code).replace(/\s/g, '') || null,
  });
  return {
    category: entry('category', 'categoryCode'),
    occupation: entry('occupationClass', 'occupationClassCode'),
    industry: entry('industry', 'industryCode'),
  };
}

function readLevel(values: readonly Value[], findings: Finding[]): number | null {
  const printed = values.map(value => tidy(value.text)).join(' ');
  const level = parseLevel(printed);
  if (level === null && printed !== '') {
    findings.push(
      omission(
        'level-out-of-range',
        values[0]!.line,
        printed,
        "the standard's level is not one integer from 1 to 6",
      ),
    );
  }
  return level;
}
