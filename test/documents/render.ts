import { isDeepStrictEqual } from 'node:util';
import type { CodedText, Competency, Duty, Standard, Task } from '../../src/standards/model.ts';
import { randomFrom } from '../standards/print.ts';
import type { Look } from './look.ts';

/**
 * A record as an HTML document that looks like the published ones: title, version table, profile, task table with a
 * header that is repeated on every page, attitudes, remarks. Chromium makes a PDF of it, LibreOffice an ODT or DOCX.
 * These renderings are ours, not the publisher's: they show that a document of this look is read without loss, not
 * that every published document is.
 */
export function renderHtml(standard: Standard, look: Look): string {
  const print = printer(look);
  const tasks = taskTable(standard, look, print);
  const closing = closingParts(standard, look, print);
  return [
    '<!doctype html><html lang="zh-Hant-TW"><head><meta charset="utf-8">',
    `<title>${escaped(standard.name)}</title><style>${style(look)}</style></head><body>`,
    `<h1>${print(`${standard.name}職能基準`)}</h1>`,
    versionTable(standard, print),
    profileTable(standard, print),
    look.closing === 'same table'
      ? table('tasks', tasks.head, [...tasks.rows, ...closing.flatMap(inRows)], tasks.columns)
      : table('tasks', tasks.head, tasks.rows, tasks.columns),
    ...(look.closing === 'tables' ? closing.map(part => table('closing', '', inRows(part))) : []),
    ...(look.closing === 'paragraphs' ? closing.flatMap(inParagraphs) : []),
    '</body></html>',
  ].join('\n');
}

/** From a text of the record to what stands in the page. */
type Print = (text: string) => string;

function printer({ seed, spaced }: Look): Print {
  const random = randomFrom(seed);
  if (spaced === 0) return escaped;
  return text =>
    escaped(text.replace(/\p{Script=Han}(?=\p{Script=Han})/gu, han => (random() < spaced ? `${han} ` : han)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function style({ fontSize, borders, align }: Look): string {
  const frame = borders === 'none' ? 'none' : '0.75pt solid #000';
  return `
    body { font: ${fontSize}pt/1.4 "Noto Sans CJK TC", sans-serif; margin: 0 }
    h1 { font-size: 1.5em; text-align: center }
    table { width: 100%; table-layout: fixed; margin-bottom: 1em;
            border-collapse: ${borders === 'double' ? 'separate' : 'collapse'}; border-spacing: 1pt }
    td, th { border: ${frame}; ${borders === 'rows' ? 'border-left: none; border-right: none;' : ''} padding: 2pt 3pt; vertical-align: ${align}; text-align: left; font-weight: normal;
             overflow-wrap: anywhere }
    .tasks th { background: #ddd; text-align: center }
    sup { font-size: 60% }
    p { margin: 0 }`;
}

function table(name: string, head: string, rows: readonly string[], columns = ''): string {
  const header = head === '' ? '' : `<thead>${head}</thead>`;
  return `<table class="${name}">${columns}${header}<tbody>${rows.join('\n')}</tbody></table>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map(cell => (cell.startsWith('<t') ? cell : `<td>${cell}</td>`)).join('')}</tr>`;
}

function versionTable({ versions }: Standard, print: Print): string {
  if (versions.length === 0) return '';
  const head = ['版本', '職能基準代碼', '職能基準名稱', '狀態', '更新說明', '發展更新日期'];
  const rows = versions.map(({ version, code, name, status, note, date }) =>
    row([version, code, print(name), status, print(note), date.replaceAll('-', '/')]),
  );
  return table('versions', '', [row(head), ...rows]);
}

function profileTable(standard: Standard, print: Print): string {
  const { code, name, kind, classification: cls, description, level } = standard;
  const wide = (text: string) => `<td colspan="4">${text}</td>`;
  const value = (text: string | null) => print(text ?? '');
  return table('profile', '', [
    ...(code === null ? [] : [row(['<td colspan="2">職能基準代碼</td>', wide(code)])]),
    row([
      '<td rowspan="2">職能基準名稱<br>(擇一填寫)</td>',
      '職類',
      wide(kind === 'family' ? print(name) : ''),
    ]),
    row(['職業', wide(kind === 'occupation' ? print(name) : '')]),
    ...(
      [
        ['職類別', cls.category],
        ['職業別', cls.occupation],
        ['行業別', cls.industry],
      ] as const
    ).map(([label, entry], at) =>
      row([
        ...(at === 0 ? ['<td rowspan="3">所屬<br>類別</td>'] : []),
        label,
        `<td colspan="2">${value(entry.name)}</td>`,
        `${label}代碼`,
        value(entry.code),
      ]),
    ),
    row(['<td colspan="2">工作描述</td>', wide(print(description))]),
    row(['<td colspan="2">基準級別</td>', wide(String(level ?? ''))]),
  ]);
}

function taskTable(
  standard: Standard,
  look: Look,
  print: Print,
): { head: string; rows: string[]; columns: string } {
  const items = cellPrinter(standard, look, print);
  const rows = standard.duties.flatMap(duty => {
    const shared = rowsOf(duty, look);
    const name = `${duty.code} ${print(duty.name)}`;
    return shared.map((tasks, at) => {
      const task = tasks[0]!;
      const begins = look.duties === 'repeated' || at === 0;
      const dutyCell =
        look.duties === 'merged' ? `<td rowspan="${shared.length}">${name}</td>` : begins ? name : '';
      return row([
        ...(look.duties === 'merged' && at > 0 ? [] : [dutyCell]),
        tasks.map(({ code, name }) => `${code} ${print(name)}`).join('<br>'),
        items(task.outputs),
        items(task.indicators),
        String(task.level ?? ''),
        items(task.knowledge),
        items(task.skills),
      ]);
    });
  });
  const columns = look.widths.map(width => `<col style="width: ${width}%">`).join('');
  return { head: header(look), rows, columns: `<colgroup>${columns}</colgroup>` };
}

/** The tasks of each row. */
function rowsOf({ tasks }: Duty, { shared }: Look): Task[][] {
  const rows: Task[][] = [];
  for (const task of tasks) {
    const above = rows.at(-1);
    if (shared && above !== undefined && sameCells(above[0]!, task)) above.push(task);
    else rows.push([task]);
  }
  return rows;
}

function sameCells(one: Task, other: Task): boolean {
  const cells = ({ level, outputs, indicators, knowledge, skills }: Task) => [
    level,
    outputs,
    indicators,
    knowledge,
    skills,
  ];
  return isDeepStrictEqual(cells(one), cells(other)) && one.indicators.length + one.outputs.length > 0;
}

function header({ header }: Look): string {
  const rows = header === 'two lines' ? 2 : 1;
  const first = ['主要職責', '工作任務', '工作產出', '行為指標', '職能<br>級別'].map(
    text => `<th rowspan="${rows}">${text}</th>`,
  );
  const kinds = ['(K=knowledge 知識)', '(S=skills 技能)'];
  return rows === 1
    ? row([...first, ...kinds.map(kind => `<th>職能內涵<br>${kind}</th>`)])
    : row([...first, '<th colspan="2">職能內涵</th>']) + row(kinds.map(kind => `<th>${kind}</th>`));
}

/** Prints the items of a cell; the footnotes of the record are handed out to the indicators one after the other. */
function cellPrinter(
  { notes }: Standard,
  { items, marks }: Look,
  print: Print,
): (list: readonly (CodedText | Competency)[]) => string {
  const waiting = marks ? notes.flatMap(({ ref }) => ref ?? []) : [];
  const between = { lines: '<br>', spaced: ' ', glued: '' }[items];
  // Nobody can tell POS12 from PO and S12.
  const behind = (text: string) => (/[A-Za-z0-9]$/.test(text) ? between || ' ' : between);
  return list =>
    list
      .map(item => {
        const mark = 'text' in item && item.code.startsWith('P') ? waiting.shift() : undefined;
        const text = print('text' in item ? item.text : item.name);
        return `${item.code} ${text}${mark === undefined ? '' : `<sup>【${mark}】</sup>`}${behind(text)}`;
      })
      .join('')
      .replace(/(?:<br>| )$/, '');
}

interface Part {
  readonly heading: string;
  readonly lines: readonly string[];
}

function closingParts({ attitudes, prerequisites, notes }: Standard, look: Look, print: Print): Part[] {
  const bullet = (text: string) => `${look.bullet} ${text}`;
  const wanted = '建議擔任此職類/職業之學歷/經歷/或能力條件';
  const [first] = prerequisites;
  return [
    {
      heading: '職能內涵 (A=attitude 態度)',
      lines: attitudes.map(
        ({ code, name, definition }) =>
          `${code} ${print(name)}${definition === null ? '' : `：${print(definition)}`}`,
      ),
    },
    {
      heading: '說明與補充事項',
      lines: [
        ...(first !== undefined && prerequisites.length === 1 ? [bullet(`${wanted}：${print(first)}`)] : []),
        ...(prerequisites.length > 1
          ? [bullet(wanted), ...prerequisites.map(item => bullet(print(item)))]
          : []),
        ...(notes.length > 0 ? [bullet('其他補充說明：')] : []),
        ...notes.map(({ ref, text }) => bullet(`${ref === null ? '' : `【${ref}】`}${print(text)}`)),
      ],
    },
  ].filter(({ lines }) => lines.length > 0);
}

function inRows({ heading, lines }: Part): string[] {
  return [heading, lines.map(line => `<p>${line}</p>`).join('')].map(text =>
    row([`<td colspan="7">${text}</td>`]),
  );
}

function inParagraphs({ heading, lines }: Part): string[] {
  return [heading, ...lines].map(text => `<p>${text}</p>`);
}
