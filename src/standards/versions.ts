import { compact, fold } from './fold.ts';
import type { VersionRow } from './layout.ts';
import type { Line } from './lines.ts';

type Field = Exclude<keyof VersionRow, 'line'>;

const PRINTED_ORDER: readonly Field[] = ['version', 'code', 'name', 'status', 'note', 'date'];
const HEADINGS: Readonly<Record<Field, RegExp>> = {
  version: /^版本$/,
  code: /代碼$/,
  name: /名稱$/,
  status: /^狀態$/,
  note: /說明$/,
  date: /日期$/,
};

/** A version table whose cells are set off by tabs. A row that has no version goes on in the row above it. */
export function versionsFromCells(
  header: readonly Line[],
  lines: readonly Line[],
): { rows: VersionRow[]; rest: Line[] } {
  const fields = columns(header);
  const rows: Record<Field, string>[] = [];
  const numbers: number[] = [];
  const rest: Line[] = [];
  for (const line of lines) {
    const cells = line.text.split('\t');
    const row: Record<Field, string> = { version: '', code: '', name: '', status: '', note: '', date: '' };
    cells.forEach((cell, column) => {
      const field = fields[column];
      if (field !== undefined) row[field] += cell.trim();
      else if (cell.trim() !== '') rest.push({ ...line, text: cell.trim() });
    });
    const begins =
      /^[vV]?\s?\d/.test(fold(row.version).trim()) ||
      (row.version === '' && row.code !== '' && row.status !== '');
    if (begins) {
      rows.push(row);
      numbers.push(line.number);
    } else if (rows.length > 0) {
      const above = rows.at(-1)!;
      for (const field of PRINTED_ORDER) above[field] += row[field] === '' ? '' : `\n${row[field]}`;
    } else rest.push(line);
  }
  return { rows: rows.map((row, at) => ({ line: numbers[at]!, ...row })), rest };
}

/** The field of each column, by the header where it is printed cell by cell. */
function columns(header: readonly Line[]): (Field | undefined)[] {
  const cells = header.length === 1 ? header[0]!.text.split('\t').map(compact) : [];
  const fields = cells.map(cell => PRINTED_ORDER.find(field => HEADINGS[field].test(cell)));
  return fields.filter(field => field !== undefined).length === PRINTED_ORDER.length
    ? fields
    : [...PRINTED_ORDER];
}

const ROW_START = /(?<![A-Za-z0-9])[vV]\s?\d{1,2}(?:\.\d)?\s+(?=[A-Za-z]{2,4}\s{0,2}\d)/g;
const STATUS = /(?:最\s?新|歷\s?史|現\s?行|舊|廢\s?止|停\s?用)\s?(?:版\s?本|版)?/;
const DATE =
  /(?:民國\s?)?\d{2,4}\s{0,2}[/.\-年]\s{0,2}\d{1,2}\s{0,2}[/.\-月]\s{0,2}\d(?:\s?\d)?\s{0,2}日?\s*$/;
const CODE = /^\s*([A-Za-z]{2,4}(?:\s?[\dA-Za-z-]){4,14}?\s?[vV]\s?\d{1,2})(?![\dA-Za-z])/;

/** A version table in running text: `V4 FSI2412-006v4 名稱 最新版本 說明。 2023/11/15`, broken over lines anywhere. */
export function versionsFromText(lines: readonly Line[]): { rows: VersionRow[]; rest: Line[] } {
  const text = lines.map(line => line.text.replace(/\t/g, ' ').trim()).join('\n');
  const folded = fold(text);
  const starts = [...folded.matchAll(ROW_START)];
  const rows: VersionRow[] = [];
  let lineIndex = 0;
  let counted = 0;
  starts.forEach((start, at) => {
    const end = starts[at + 1]?.index ?? text.length;
    lineIndex += folded.slice(counted, start.index).split('\n').length - 1;
    counted = start.index;
    const line = lines[lineIndex]?.number ?? 0;
    rows.push({
      line,
      version: start[0].trim(),
      ...fieldsOf(text.slice(start.index + start[0].length, end)),
    });
  });
  const before = folded.slice(0, starts[0]?.index ?? text.length);
  return { rows, rest: before.trim() === '' ? [] : lines.slice(0, before.trimEnd().split('\n').length) };
}

function fieldsOf(row: string): Omit<VersionRow, 'line' | 'version'> {
  const folded = fold(row);
  const code = CODE.exec(folded)?.[0] ?? /^\s*\S*/.exec(folded)![0];
  const dateAt = DATE.exec(folded)?.index ?? row.length;
  const middle = row.slice(code.length, Math.max(code.length, dateAt));
  const status = STATUS.exec(middle);
  const statusAt = status?.index ?? middle.length;
  return {
    code: row.slice(0, code.length),
    name: middle.slice(0, statusAt),
    status: status?.[0] ?? '',
    note: middle.slice(statusAt + (status?.[0].length ?? 0)),
    date: row.slice(Math.max(code.length, dateAt)),
  };
}
