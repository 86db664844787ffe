import { compact, fold } from './fold.ts';
import type { Value } from './layout.ts';
import type { Line } from './lines.ts';
import { PROFILE_LABELS, type ProfileLabel } from './vocabulary.ts';

/** The profile of a standard as label → values, from cells or from running text; what has no label is `rest`. */
export interface Profile {
  readonly values: Map<ProfileLabel, Value[]>;
  readonly rest: readonly Line[];
}

const LABELS = Object.keys(PROFILE_LABELS) as ProfileLabel[];
const BY_WORD = new Map<string, ProfileLabel>(
  LABELS.flatMap(label => PROFILE_LABELS[label].map(word => [word, label] as const)),
);

/** A profile whose cells are set off by tabs. The cells after a label, up to the next label of the row, are one value. */
export function profileFromCells(lines: readonly Line[]): Profile {
  const values = new Map<ProfileLabel, Value[]>();
  const rest: Line[] = [];
  // Which label the cells of a column belonged to last: a row without label goes on in them.
  let owners = new Map<number, ProfileLabel>();
  for (const line of lines) {
    const cells = splitLabels(line.text.split('\t'));
    const next = new Map<number, ProfileLabel>();
    const continued: { label: ProfileLabel; text: string }[] = [];
    let current: ProfileLabel | null = null;
    for (const { column, text, label } of cells) {
      if (label !== null) {
        current = label;
        if (!values.has(label)) values.set(label, []);
        else values.get(label)!.push({ text: '', line: line.number });
        continue;
      }
      if (text === '') {
        if (current !== null) next.set(column, current);
        continue;
      }
      const owner: ProfileLabel | undefined = current ?? owners.get(column);
      if (owner === undefined) rest.push({ ...line, text });
      else if (current === null) continued.push({ label: owner, text });
      else append(values, owner, text, line.number, '');
      if (owner !== undefined) next.set(column, owner);
    }
    goOn(values, continued, line.number);
    owners = cells.some(cell => cell.label !== null) ? next : owners;
  }
  return { values, rest };
}

interface Cell {
  readonly column: number;
  readonly text: string;
  readonly label: ProfileLabel | null;
}

/** Cells with their labels; `工作描述：…` in one cell is a label and a value. */
function splitLabels(cells: readonly string[]): Cell[] {
  return cells.flatMap((cell, column): Cell[] => {
    const text = cell.trim();
    const words = compact(text).replace(/:$/, '');
    const label = BY_WORD.get(words) ?? BY_WORD.get(words.replace(/\(擇一填寫\)$/, ''));
    if (label !== undefined) return [{ column, text, label }];
    const colon = fold(text.slice(0, 20)).indexOf(':');
    const opening = colon < 0 ? undefined : BY_WORD.get(compact(text.slice(0, colon)));
    if (opening === undefined) return [{ column, text, label: null }];
    return [
      { column, text: text.slice(0, colon), label: opening },
      { column, text: text.slice(colon + 1).trim(), label: null },
    ];
  });
}

/** A row without labels goes on in the values above, unless it brings a name and a code: then it is a second entry. */
function goOn(
  values: Map<ProfileLabel, Value[]>,
  parts: readonly { label: ProfileLabel; text: string }[],
  line: number,
): void {
  const entry =
    parts.some(part => part.label.endsWith('Code')) && parts.some(part => CLASSES.has(part.label));
  for (const { label, text } of parts) {
    if (entry) values.get(label)?.push({ text, line });
    else append(values, label, text, line, '\n');
  }
}

const CLASSES: ReadonlySet<ProfileLabel> = new Set<ProfileLabel>(['category', 'occupationClass', 'industry']);

function append(
  values: Map<ProfileLabel, Value[]>,
  label: ProfileLabel,
  text: string,
  line: number,
  joint: string,
): void {
  const list = values.get(label) ?? [];
  values.set(label, list);
  const last = list.at(-1);
  if (last === undefined) list.push({ text, line });
  else
    list[list.length - 1] = {
      text: last.text === '' ? text : last.text + joint + text,
      line: last.line || line,
    };
}

/** Labels that may stand between others, wherever the form is broken. */
const FREE: ReadonlySet<ProfileLabel> = new Set<ProfileLabel>(['choice', 'group']);
const FIRST_CLASS = LABELS.indexOf('category');
const DESCRIPTION = LABELS.indexOf('description');

/** Longest first, so that 職類別代碼 is not read as 職類. A label may be broken over lines. */
const LABEL = new RegExp(
  `(?<=^|\\s)(?:${[...BY_WORD.keys()]
    .sort((a, b) => b.length - a.length)
    .map(word => [...word].map(letter => letter.replace(/[()]/, '\\$&')).join('\\s{0,2}'))
    .join('|')})(?=[\\s:]|$)`,
  'g',
);

/** A profile in running text: `職業別 財務及投資顧問 職業別代碼 2412`. Labels come in printed order, so a word like 職業 inside a later value is none. */
export function profileFromText(lines: readonly Line[]): Profile {
  const text = lines.map(line => line.text.replace(/\t/g, ' ').trim()).join('\n');
  const folded = fold(text);
  const values = new Map<ProfileLabel, Value[]>();
  const labels: { label: ProfileLabel; start: number; end: number }[] = [];
  let reached = -1;
  for (const match of folded.matchAll(LABEL)) {
    const label = BY_WORD.get(match[0].replace(/\s/g, ''))!;
    const rank = LABELS.indexOf(label);
    const classification = rank >= FIRST_CLASS && rank < DESCRIPTION;
    if (
      FREE.has(label)
        ? reached >= DESCRIPTION
        : !(rank > reached || (classification && reached < DESCRIPTION))
    )
      continue;
    if (!FREE.has(label)) reached = Math.max(reached, rank);
    labels.push({ label, start: match.index, end: match.index + match[0].length });
  }
  const lead = text.slice(0, labels[0]?.start ?? text.length);
  let line = 0;
  let counted = 0;
  labels.forEach(({ label, start, end }, at) => {
    line += text.slice(counted, start).split('\n').length - 1;
    counted = start;
    const value = text
      .slice(end, labels[at + 1]?.start ?? text.length)
      .replace(/^\s*[:：]/, '')
      .trim();
    const list = values.get(label) ?? [];
    list.push({ text: value, line: lines[line]?.number ?? 0 });
    values.set(label, list);
  });
  return { values, rest: lead.trim() === '' ? [] : lines.slice(0, lead.trimEnd().split('\n').length) };
}
