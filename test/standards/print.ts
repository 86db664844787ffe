import type { Standard, Task } from '../../src/standards/model.ts';

/**
 * Prints a Standard as a document of one of the published looks, broken over lines, rows and pages where a random
 * source says. What it prints must be read back as the same Standard: the reader's round trip.
 */
export interface Look {
  readonly layout: 'table' | 'flow' | 'scanned';
  /** Random numbers in [0, 1). */
  readonly random: () => number;
  /** What stands between several items of one cell. */
  readonly between: string;
  /** Wraps an item in markup. */
  readonly markup: boolean;
  /** How codes are printed; canonical unless told. */
  readonly code: (code: string) => string;
  /** Chance of a page header at a row border, and of a page break within a row. */
  readonly breaks: number;
  readonly versions: boolean;
  readonly newline: string;
  readonly footers: boolean;
  readonly runningTitle: boolean;
  readonly extraColumns: number;
  readonly dutyHeading: boolean;
  readonly taskWord: string;
  readonly levelPrinted: (level: number) => string;
}

export const PLAIN: Omit<Look, 'random' | 'layout'> = {
  between: ' ',
  markup: false,
  code: code => code,
  breaks: 0,
  versions: true,
  newline: '\n',
  footers: false,
  runningTitle: false,
  extraColumns: 0,
  dutyHeading: true,
  taskWord: '工作任務',
  levelPrinted: String,
};

/** A small seeded generator (mulberry32), so that a failing document can be printed again from its seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function printStandard(standard: Standard, look: Look): string {
  const lines = look.layout === 'flow' ? flowLines(standard, look) : tableLines(standard, look);
  return lines.join(look.newline);
}

interface Row {
  readonly cells: string[];
}

function rowsOf(standard: Standard, look: Look): Row[] {
  const item = (code: string, text: string) => `${look.code(code)} ${text}`;
  const list = (items: readonly string[]) =>
    look.markup && items.length > 1
      ? items.map(text => `<p>${text}</p>`).join(' ')
      : items.join(look.between);
  return standard.duties.flatMap(duty =>
    duty.tasks.map((task: Task, at) => ({
      cells: [
        at === 0 ? item(duty.code, duty.name) : '',
        item(task.code, task.name),
        list(task.outputs.map(output => item(output.code, output.text))),
        list(task.indicators.map(indicator => item(indicator.code, indicator.text))),
        task.level === null ? '' : look.levelPrinted(task.level),
        list(task.knowledge.map(entry => item(entry.code, entry.name))),
        list(task.skills.map(entry => item(entry.code, entry.name))),
      ],
    })),
  );
}

function title(standard: Standard): string {
  return `${standard.name}職能基準`;
}

const pageNumbers = ['第 1 頁，總共 6 頁', '第1頁', '1 / 6', '- 1 -', '第 2 頁,共 12 頁'];

function pageBreak(standard: Standard, look: Look, header: readonly string[]): string[] {
  const footer = look.footers ? [pageNumbers[Math.floor(look.random() * pageNumbers.length)]!] : [];
  return ['', ...footer, ...(look.runningTitle ? [title(standard), ''] : ['']), ...header];
}

function tableLines(standard: Standard, look: Look): string[] {
  const wide = (cells: readonly string[]) =>
    [...cells, ...Array<string>(look.extraColumns).fill('')].join('\t');
  const header = [
    wide([
      look.dutyHeading ? '主要職責' : `${look.taskWord} (依需要分層)`,
      look.dutyHeading ? look.taskWord : '',
      '工作產出',
      '行為指標',
      '職能 級別',
      '職能內涵 (K=knowledge 知識)',
      '職能內涵 (S=skills 技能)',
    ]),
  ];
  const lines = [title(standard), ''];
  if (look.versions && standard.versions.length > 0) {
    lines.push('版本\t職能基準代碼\t職能基準名稱\t狀態\t更新說明\t發展更新日期');
    for (const row of standard.versions) {
      lines.push(
        [row.version, row.code, row.name, row.status, row.note, row.date.replaceAll('-', '/')].join('\t'),
      );
    }
    lines.push('');
  }
  const { classification: cls } = standard;
  if (standard.code !== null) lines.push(`職能基準代碼\t\t${standard.code}\t\t\t`);
  lines.push(
    `職能基準名稱 (擇一填寫)\t\t職類\t${standard.kind === 'family' ? standard.name : ''}\t\t`,
    `\t\t職業\t${standard.kind === 'occupation' ? standard.name : ''}\t\t`,
    `所屬 類別\t職類別\t${cls.category.name ?? ''}\t職類別代碼\t${cls.category.code ?? ''}\t`,
    `\t職業別\t${cls.occupation.name ?? ''}\t職業別代碼\t${cls.occupation.code ?? ''}\t`,
    `\t行業別\t${cls.industry.name ?? ''}\t行業別代碼\t${cls.industry.code ?? ''}\t`,
    `工作描述\t\t${standard.description}\t\t\t`,
    `基準級別\t\t${standard.level === null ? '' : look.levelPrinted(standard.level)}\t\t\t`,
    '',
    ...header,
  );
  for (const row of rowsOf(standard, look)) {
    const parts = look.layout === 'scanned' ? wrapRow(row, look) : splitRow(row, look);
    parts.forEach((part, at) => {
      if ((at > 0 || lines.at(-1) !== header[0]) && look.random() < look.breaks)
        lines.push(...pageBreak(standard, look, header));
      else if (at > 0 && look.layout === 'table') lines.push(...pageBreak(standard, look, header));
      lines.push(wide(part));
    });
  }
  if (look.random() < look.breaks) lines.push(...pageBreak(standard, look, header));
  return [...lines, '', ...closing(standard, look)];
}

/** A page break within a row: what is left of each cell goes on in the row below the header. The level stays above. */
function splitRow({ cells }: Row, look: Look): string[][] {
  if (look.random() >= look.breaks) return [[...cells]];
  const above: string[] = [];
  const below: string[] = [];
  cells.forEach((cell, column) => {
    const cut = column === 4 ? cell.length : cutAt(cell, column, look.random);
    above.push(cell.slice(0, cut).trimEnd());
    below.push(cell.slice(cut).trimStart());
  });
  return below.every(cell => cell === '') ? [[...cells]] : [above, below];
}

/** Anywhere outside markup; in the columns that begin a row behind the code, and never leaving less than a character. */
function cutAt(cell: string, column: number, random: () => number): number {
  const first = column < 2 ? cell.indexOf(' ') + 2 : 3;
  if (cell.length <= first) return cell.length;
  let cut = first + Math.floor(random() * (cell.length - first + 1));
  const tag = cell.lastIndexOf('<', cut - 1);
  if (tag >= 0 && cell.indexOf('>', tag) >= cut) cut = cell.indexOf('>', tag) + 1;
  return cut;
}

/** Every cell broken after a few characters, its parts in rows under one another. */
function wrapRow({ cells }: Row, look: Look): string[][] {
  const wrapped = cells.map(cell => (cell === '' ? [] : wrapCell(cell, look)));
  const height = Math.max(...wrapped.map(parts => parts.length));
  return Array.from({ length: height }, (_, at) => wrapped.map(parts => parts[at] ?? ''));
}

/** Each item of a cell begins a new line of it. */
function wrapCell(cell: string, look: Look): string[] {
  const items = cell.split(/(?<=\S)[ ]?(?=[TOPKS０-９Ａ-Ｚ]\s?\d[\d.]*\s)/);
  return items.flatMap(item => wrap(item, look.random));
}

export function wrap(text: string, random: () => number): string[] {
  const parts: string[] = [];
  const width = 5 + Math.floor(random() * 12);
  for (let at = 0; at < text.length; ) {
    const next = at + Math.max(4, width - Math.floor(random() * 3));
    parts.push(text.slice(at, next).trim());
    at = next;
  }
  return parts.filter(part => part !== '');
}

function flowLines(standard: Standard, look: Look): string[] {
  const header = [
    ` 主要職責 ${look.taskWord} 工作產出 行為指標 `,
    '職能',
    '',
    '級別 ',
    '',
    '職能內涵 ',
    '',
    '（K=knowledge 知識） ',
    '',
    '職能內涵 ',
    '',
    '（S=skills技能） ',
  ];
  const lines = [`${title(standard)} `, ''];
  if (look.versions && standard.versions.length > 0) {
    lines.push('版本 職能基準代碼 職能基準名稱 狀態 更新說明 發展更新日期 ', '');
    for (const row of standard.versions) {
      lines.push(
        `${row.version} ${row.code} ${row.name} ${row.status} ${row.note} ${row.date.replaceAll('-', '/')} `,
        '',
      );
    }
  }
  const { classification: cls } = standard;
  if (standard.code !== null) lines.push(`職能基準代碼 ${standard.code} `, '');
  const profile = [
    '職能基準項目 ',
    '（擇一填寫） ',
    `職類 ${standard.kind === 'family' ? standard.name : ''} `,
    `職業 ${standard.kind === 'occupation' ? standard.name : ''} `,
    '所屬',
    '類別 ',
    `職類別 ${cls.category.name ?? ''} 職類別代碼 ${cls.category.code ?? ''} `,
    `職業別 ${cls.occupation.name ?? ''} 職業別代碼 ${cls.occupation.code ?? ''} `,
    `行業別 ${cls.industry.name ?? ''} 行業別代碼 ${cls.industry.code ?? ''} `,
  ];
  lines.push(...profile.flatMap(line => [line, '']));
  lines.push(...wrapLines(`工作描述 ${standard.description} `, look), '');
  lines.push(
    `基準級別 ${standard.level === null ? '' : look.levelPrinted(standard.level)} `,
    '',
    ...header,
    '',
  );
  for (const { cells } of rowsOf(standard, { ...look, between: '\n', markup: false })) {
    cells.forEach((cell, column) => {
      if (cell === '') return;
      if (column === 4) {
        // The level stands on the line of the first K, or on its own.
        lines.push(look.random() < 0.5 && cells[5] !== '' ? `${cell} ` : cell);
        if (!lines.at(-1)!.endsWith(' ')) lines.push('');
        return;
      }
      cell.split('\n').forEach((text, at) => {
        const parts = wrapLines(`${text} `, look);
        if (at === 0 && column === 5 && /^\S{1,8} $/.test(lines.at(-1)!) && cells[4] !== '')
          lines[lines.length - 1] += parts.shift()!;
        else if (at > 0 && look.random() < look.breaks) lines.push(...pageBreak(standard, look, header), '');
        lines.push(...parts, '');
      });
    });
    if (look.random() < look.breaks) lines.push(...pageBreak(standard, look, header), '');
  }
  return [...lines, ' ', '', ...closing(standard, look)];
}

function wrapLines(text: string, look: Look): string[] {
  const parts = wrap(text, look.random);
  return parts.flatMap((part, at) => (at === parts.length - 1 ? [`${part} `] : [part, '']));
}

function closing(standard: Standard, look: Look): string[] {
  const lines = ['職能內涵(A=attitude 態度)', ''];
  for (const { code, name, definition } of standard.attitudes) {
    lines.push(`${look.code(code)} ${name}${definition === null ? '' : `：${definition}`}`, '');
  }
  lines.push('說明與補充事項', '');
  const [first, ...more] = standard.prerequisites;
  if (first !== undefined && more.length === 0)
    lines.push(`- 建議擔任此職類/職業之學歷/經歷/或能力條件：${first}`);
  else if (first !== undefined)
    lines.push(
      '建議擔任此職類/職業之學歷/經歷/或能力條件',
      '',
      ...standard.prerequisites.map(item => `- ${item}`),
    );
  if (standard.notes.length > 0) lines.push('', '其他補充說明：', '');
  for (const { ref, text } of standard.notes) lines.push(`- ${ref === null ? '' : `【${ref}】`}${text}`);
  return lines;
}
