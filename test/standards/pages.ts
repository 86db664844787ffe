import type { Standard } from '../../src/standards/model.ts';
import { HEADER } from './document.ts';

/**
 * Prints a Standard as pages are set: every cell is wrapped to the width of its column, and a page break cuts all columns
 * of a row at the same printed line. `cut` says whether the page ends before a printed line.
 */
export interface Pages {
  readonly look: 'flow' | 'lines' | 'table';
  /** In Chinese characters: duty, task and output; indicator; K and S. */
  readonly widths: readonly [number, number, number];
  readonly cut: () => boolean;
}

/** A printed line of a cell, and whether an item ends with it. */
interface Printed {
  readonly text: string;
  readonly ends: boolean;
}

type Cells = readonly (readonly Printed[])[];

export function printPages(standard: Standard, pages: Pages): string {
  const rows = standard.duties.flatMap(duty =>
    duty.tasks.map((task, at): Cells => {
      const [narrow, wide, middle] = pages.widths;
      const items = (list: readonly { code: string; text?: string; name?: string }[], width: number) =>
        list.flatMap(item => wrap(`${item.code} ${item.text ?? item.name}`, width));
      return [
        at === 0 ? items([duty], narrow) : [],
        items([task], narrow),
        items(task.outputs, narrow),
        items(task.indicators, wide),
        [{ text: String(task.level), ends: true }],
        items(task.knowledge, middle),
        items(task.skills, middle),
      ];
    }),
  );
  const print = { flow, lines, table }[pages.look];
  return [
    `${standard.name}職能基準`,
    ...profile(standard),
    '',
    print === flow ? FLOW_HEADER : HEADER,
    ...rows.flatMap(cells =>
      parts(cells, pages.cut).flatMap((part, at) => [...header(at, print), ...print(part)]),
    ),
    '',
    '職能內涵 (A=attitude 態度)',
    ...standard.attitudes.map(
      ({ code, name, definition }) => `${code} ${name}${definition ? `：${definition}` : ''}`,
    ),
    '',
    '說明與補充事項',
  ].join('\n');
}

function header(at: number, print: (cells: Cells) => string[]): string[] {
  if (at === 0) return [];
  return ['', print === flow ? FLOW_HEADER : HEADER];
}

const FLOW_HEADER =
  '主要職責 工作任務 工作產出 行為指標 \n職能\n級別 \n職能內涵 \n（K=knowledge 知識） \n職能內涵 \n（S=skills技能） ';

function profile({ code, name, kind, classification: cls, description, level }: Standard): string[] {
  return [
    ...(code === null ? [] : [`職能基準代碼\t\t${code}`]),
    `${kind === 'family' ? '職類' : '職業'}\t${name}`,
    `職類別\t${cls.category.name}\t職類別代碼\t${cls.category.code}`,
    `職業別\t${cls.occupation.name}\t職業別代碼\t${cls.occupation.code}`,
    `行業別\t${cls.industry.name}\t行業別代碼\t${cls.industry.code}`,
    `工作描述\t${description}`,
    `基準級別\t${level}`,
  ];
}

function wrap(text: string, width: number): Printed[] {
  const texts: string[] = [];
  let line = '';
  // A word is not broken, and no line begins with a punctuation mark.
  for (const word of text.match(/(?:[!-~]+|.)[，。、；：）」]*/gu)!) {
    if (line !== '' && widthOf(line + word.trimEnd()) > width) {
      texts.push(line);
      line = word.trimStart();
    } else line += word;
  }
  return [...texts, line].map((part, at) => ({ text: part, ends: at === texts.length }));
}

function widthOf(text: string): number {
  return [...text].reduce((sum, unit) => sum + (unit < '\u2e80' ? 0.5 : 1), 0);
}

/** The row, cut at the same line in all columns. */
function parts(cells: Cells, cut: () => boolean): Cells[] {
  const height = Math.max(...cells.map(cell => cell.length));
  const starts = [0];
  for (let line = 1; line < height; line++) if (cut()) starts.push(line);
  return starts.map((start, at) => cells.map(cell => cell.slice(start, starts[at + 1] ?? height)));
}

/** One column after the other; the level on the line of the first K or S. */
function flow(cells: Cells): string[] {
  const [level, ...competencies] = [cells[4]![0], ...cells[5]!, ...cells[6]!];
  const first = competencies[0];
  if (level !== undefined && first !== undefined)
    competencies[0] = { ...first, text: `${level.text} ${first.text}` };
  else if (level !== undefined) competencies.unshift(level);
  const lines = [...cells.slice(0, 4).flat(), ...(competencies as Printed[])];
  return lines.map(({ text, ends }) => (ends ? `${text.trimEnd()} ` : text));
}

function lines(cells: Cells): string[] {
  const height = Math.max(...cells.map(cell => cell.length));
  return Array.from({ length: height }, (_, at) => cells.map(cell => cell[at]?.text.trim() ?? '').join('\t'));
}

function table(cells: Cells): string[] {
  const joined = cells.map(cell =>
    cell
      .map(({ text, ends }) => (ends ? `${text} ` : text))
      .join('')
      .trim(),
  );
  return [joined.join('\t')];
}
