import { leadingKind, leadingToken, mentions } from '../codes.ts';
import { fold } from '../fold.ts';
import { isLevelCell } from '../level.ts';
import type { Line } from '../lines.ts';
import type { Block } from '../sections.ts';

/**
 * Where columns follow one another, a page break cuts every column of a row at once, and the rests stand together
 * under the next page header, without a code:
 *
 *     page 1   T1.1 客戶 │ O1.1.1 基 │ P1.1.1 尋找資 │ 2 K03 經濟 │ S01 人
 *     page 2   開發 │ 本資料 │ 源與管道。 │ P1.1.2 … │ 脈拓展
 *
 * `reflow` puts each rest behind the cell that it belongs to. The columns keep their order, so the question is only
 * where one rest ends and the next begins. The cheapest answer is taken, by what is known of a broken cell: its
 * lines are filled to the width of the column, an indicator ends with 。, and many documents print a blank after the
 * last line of an item and none where a line goes on.
 */
export function reflow(blocks: readonly Block[]): Reflowed {
  const all = blocks.flatMap(block => block.lines);
  const read = new Map<Line, Printed>();
  let column: number = DUTY;
  all.forEach((line, at) => {
    const above = column === INDICATOR ? all[at - 1] : undefined;
    const one = printed(line, above, all[at + 1]);
    read.set(line, one);
    column = one.column ?? column;
  });
  const pages = blocks.map(block => block.lines.map(line => read.get(line)!));
  const habits = habitsOf(pages);
  const order: Printed[] = [];
  const doubtful: Line[] = [];
  let cells = new Cells();
  pages.forEach((page, at) => {
    const end = at === 0 ? 0 : endOfContinued(pages, at, cells);
    const continued = page.slice(0, end);
    if (continued.some(line => line.column === null || line.column === TASK)) {
      const { columns, sure } = placeRests(continued, cells, habits, end === page.length);
      if (!sure) doubtful.push((continued.find(line => line.column === null) ?? continued[0]!).line);
      continued.forEach((line, index) => {
        const column = columns[index]!;
        // The second code of a task's cell stands behind the first, so that they are seen as one cell.
        const above = line.column === null || line.column === TASK ? cells.last[column] : undefined;
        if (above === undefined) order.push(line);
        else order.splice(order.indexOf(above) + 1, 0, line);
        cells.add(line, column);
      });
    } else {
      for (const line of continued) cells.add(line, line.column!);
      order.push(...continued);
    }
    for (const line of page.slice(end)) {
      if (cells.beginsRow(line)) cells = cells.nextRow(line.column!);
      cells.add(line, line.column ?? cells.current);
      order.push(line);
    }
  });
  return { lines: order.map(({ line }) => line), doubtful };
}

export interface Reflowed {
  readonly lines: readonly Line[];
  /** Where the rests of cells begin that may as well belong elsewhere. */
  readonly doubtful: readonly Line[];
}

/** The columns in printed order, by number. */
const COLUMNS = ['duty', 'task', 'output', 'indicator', 'level', 'knowledge', 'skill'] as const;
const DUTY = 0;
const TASK = 1;
const INDICATOR = COLUMNS.indexOf('indicator');
const LEVEL = COLUMNS.indexOf('level');

interface Printed {
  readonly line: Line;
  readonly text: string;
  /** By the code that the line begins with; null for a line that goes on in some cell. */
  readonly column: number | null;
  readonly code: string | null;
  /** In Chinese characters; a Latin one is half as wide. */
  readonly width: number;
  /** A blank stands at the end of the line. */
  readonly blank: boolean;
  readonly hasLevel: boolean;
  /** A code and nothing else: its text is on the next line. */
  readonly bare: boolean;
}

const LEVEL_BEFORE = /^\s*(?:level|lv\.?)?\s?[1-9]\s?級?\s+(?=[KS]\s?\d)/i;

/**
 * The code of a line may be broken (`P2.1` over `.2 …`): the next line is needed to read it. Where the line above belongs to
 * an indicator, it may speak of the code (依 / T2.1 之結果).
 */
function printed(line: Line, above: Line | undefined, next: Line | undefined): Printed {
  const text = line.text.replace(/\t/g, ' ').trim();
  const lead = fold(`${text.slice(0, 40)}\n${next?.text.trim() ?? ''}`).replace(LEVEL_BEFORE, '');
  const found = leadingToken(lead);
  const spokenOf = above !== undefined && found !== null && /\./.test(found.code) && mentions(above.text);
  const token = spokenOf ? null : found;
  const kind = spokenOf ? null : (token?.kind ?? leadingKind(text));
  const column = (COLUMNS as readonly (string | null)[]).indexOf(kind);
  return {
    line,
    text,
    column: column < 0 ? (isLevelCell(text) ? LEVEL : null) : column,
    code: token?.code ?? null,
    width: widthOf(text),
    blank: /\s$/.test(line.text),
    hasLevel: isLevelCell(text) || LEVEL_BEFORE.test(fold(text)),
    bare: /^[TOPKS]\s?[\d.]+$/i.test(fold(text)),
  };
}

function widthOf(text: string): number {
  let width = 0;
  for (const unit of text) width += unit < '\u2e80' ? 0.5 : 1;
  return width;
}

/** The last line of each column of the row that is open; the duty's stays open over its tasks. */
class Cells {
  readonly last: (Printed | undefined)[] = [];
  readonly codes: (string | null)[] = [];
  current = DUTY;
  hasLevel = false;

  add(line: Printed, column: number): void {
    this.last[column] = line;
    this.hasLevel ||= line.hasLevel;
    this.current = column;
    if (line.code !== null && (column === DUTY || column === TASK)) this.codes[column] = line.code;
  }

  /** A duty or a task that is not the one of the row: printed again on the next page, it is the same. */
  beginsRow(line: Printed): boolean {
    const { column, code } = line;
    if (column !== DUTY && column !== TASK) return false;
    return this.codes[column] !== code;
  }

  nextRow(column: number): Cells {
    const next = new Cells();
    if (column === TASK && this.last[DUTY] !== undefined) {
      next.last[DUTY] = this.last[DUTY];
      next.codes[DUTY] = this.codes[DUTY]!;
    }
    return next;
  }
}

/** The end of the row that goes on from the page before: the next duty or task, unless it is a second code of the cell. */
function endOfContinued(pages: readonly (readonly Printed[])[], at: number, cells: Cells): number {
  const page = pages[at]!;
  const end = page.findIndex(
    (line, index) =>
      cells.beginsRow(line) && !(line.column === TASK && cells.hasLevel && !hasOwnLevel(pages, at, index)),
  );
  return end < 0 ? page.length : end;
}

/** Whether a level is printed between a task's cell and the next. Without one, the page break stands within a cell. */
function hasOwnLevel(pages: readonly (readonly Printed[])[], at: number, index: number): boolean {
  let begun = false;
  const below = [pages[at]!.slice(index), ...pages.slice(at + 1, at + LONGEST_ROW)].flat();
  for (const line of below.slice(0, LONGEST_ROW)) {
    if (line.hasLevel) return true;
    if (line.column === DUTY || line.column === TASK) {
      if (begun) return false;
    } else if (line.column !== null) begun = true;
  }
  return false;
}

/** Lines, and pages as well. */
const LONGEST_ROW = 200;

/** How this document prints: the widest lines of each column, and what it prints at the end of an item. */
interface Habits {
  /** The widest line with a code, and the widest without (it may be indented), of each column. */
  readonly first: readonly number[];
  readonly rest: readonly number[];
  readonly blankEnds: boolean;
  /** Indicators end with 。 */
  readonly stops: boolean;
  /** Lines that go on are filled. */
  readonly filled: boolean;
}

function habitsOf(pages: readonly (readonly Printed[])[]): Habits {
  const first: number[] = [];
  const rest: number[] = [];
  const ends = { all: 0, blank: 0 };
  const goesOn = { all: 0, blank: 0 };
  const indicators = { all: 0, stop: 0 };
  const pairs: [Printed, Printed, number][] = [];
  pages.forEach((page, at) => {
    let column = at === 0 ? DUTY : null;
    // The last row of a page may be cut: where its cells end, nothing need end.
    const lastRow = at === pages.length - 1 ? page.length : page.findLastIndex(line => line.column === TASK);
    page.forEach((line, index) => {
      if (line.column !== null) first[line.column] = Math.max(first[line.column] ?? 0, line.width);
      if (line.column !== null && (column !== null || line.column <= TASK)) column = line.column;
      if (column === null) return;
      if (line.column === null) rest[column] = Math.max(rest[column] ?? 0, line.width);
      const next = page[index + 1];
      if (next === undefined || (next.column !== null && index >= lastRow - 1)) return;
      const count = next.column === null ? goesOn : ends;
      count.all++;
      if (line.blank) count.blank++;
      if (next.column === null) pairs.push([line, next, column]);
      if (next.column !== null && column === INDICATOR) {
        indicators.all++;
        if (STOP.test(line.text)) indicators.stop++;
      }
    });
  });
  const full = pairs.filter(([line, next, column]) => roomLeft(line, next, first, rest, column) <= 1);
  return {
    first,
    rest,
    filled: full.length >= pairs.length * 0.85,
    blankEnds: ends.blank >= ends.all * 0.9 && goesOn.blank <= goesOn.all * 0.5,
    stops: indicators.stop >= indicators.all * 0.7,
  };
}

const STOP = /[。.!?！？][」』）)]?$/;

/** One way to read the lines so far: the column of the last one, and the lines before it. */
interface Path {
  readonly cost: number;
  readonly column: number;
  readonly before: Path | null;
}

/** The second best must cost this much more, or the answer is doubtful. */
const MARGIN = 1.5;
const TOLERABLE = 5;

function placeRests(
  lines: readonly Printed[],
  cells: Cells,
  habits: Habits,
  endsPage: boolean,
): { columns: number[]; sure: boolean } {
  const costs = new Costs(habits);
  const closing = cells.last.map((line, column) => (line === undefined ? 0 : costs.ends(line, column)));
  /** What it costs that the columns from `from` up to `to` have no rest here. */
  const closed = (from: number, to: number) =>
    closing.slice(from, to).reduce((sum, cost) => sum + (cost ?? 0), 0);

  // Where the row goes on to the end of the page, every column may be cut again.
  const cutAgain = endsPage ? 0.3 : 1;
  let paths: Path[] = [{ cost: 0, column: -1, before: null }];
  lines.forEach((line, at) => {
    const above = lines[at - 1];
    const columns = line.column === null ? COLUMNS.map((_, column) => column) : [line.column];
    paths = columns.flatMap(column => {
      const ways = paths.flatMap((path): Path[] => {
        if (line.column === null && column < path.column) return [];
        let cost = path.cost;
        if (column === path.column) {
          cost += line.column === null ? costs.goesOn(above!, line, column) : costs.ends(above!, column);
        } else {
          if (above !== undefined) cost += costs.ends(above, path.column) * cutAgain;
          cost += column < path.column ? OUT_OF_ORDER : closed(path.column + 1, column);
          const cell = cells.last[column];
          if (line.column !== null) cost += column < path.column ? 0 : closed(column, column + 1);
          else if (cell === undefined || column === LEVEL) return [];
          else cost += costs.goesOn(cell, line, column);
        }
        return [{ cost, column, before: path }];
      });
      return ways.sort((a, b) => a.cost - b.cost).slice(0, 2);
    });
  });
  const last = lines.at(-1)!;
  const whole = paths
    .map(path => ({
      ...path,
      cost: path.cost + closed(path.column + 1, COLUMNS.length) + costs.ends(last, path.column) * cutAgain,
    }))
    .sort((a, b) => a.cost - b.cost);
  const best = whole[0];
  if (best === undefined) return { columns: lines.map(line => line.column ?? cells.current), sure: false };
  const columns: number[] = [];
  for (let path: Path | null = best; path !== null && path.column >= 0; path = path.before)
    columns.unshift(path.column);
  const next = whole[1];
  return { columns, sure: best.cost < TOLERABLE && (next === undefined || next.cost - best.cost >= MARGIN) };
}

const OUT_OF_ORDER = 6;
const BLANK = 3;
const MISSING_STOP = 3;
const STOP_INSIDE = 2;
const TOO_WIDE = 4;

/** How unlikely it is that an item ends with a line, or goes on in another, in points. */
class Costs {
  readonly #habits: Habits;

  constructor(habits: Habits) {
    this.#habits = habits;
  }

  ends(line: Printed, column: number): number {
    const { blankEnds, stops } = this.#habits;
    if (column === LEVEL) return 0;
    let cost = 0;
    if (line.bare) return BLANK * 2;
    if (blankEnds && !line.blank) cost += BLANK;
    if (column === INDICATOR && stops && !STOP.test(line.text)) cost += MISSING_STOP;
    return cost;
  }

  goesOn(line: Printed, next: Printed, column: number): number {
    const { blankEnds, stops, filled, first, rest } = this.#habits;
    let cost = 0;
    if (line.bare) return 0;
    // A line may be broken at a blank of the text.
    if (blankEnds && line.blank) cost += /[A-Za-z0-9]$/.test(line.text) ? 1 : BLANK;
    if (column === INDICATOR && stops && STOP.test(line.text)) cost += STOP_INSIDE;
    const most = widest(rest[column], first[column]) ?? Number.POSITIVE_INFINITY;
    if (next.width > most + 0.6) cost += TOO_WIDE + next.width - most;
    if (!filled) return cost;
    const left = roomLeft(line, next, first, rest, column);
    return cost + (left <= 0 ? 0 : left <= 1 ? 0.5 : left <= 2 ? 1.5 : BLANK);
  }
}

/** What the column's width leaves free on a line for the beginning of the next. */
function roomLeft(
  line: Printed,
  next: Printed,
  first: readonly number[],
  rest: readonly number[],
  column: number,
): number {
  const width = line.column === null ? widest(rest[column], first[column]) : first[column];
  return width === undefined ? 0 : width - line.width - widthOf(firstWord(next.text));
}

/** Few lines that go on may all be short; they are indented by at most the code. */
function widest(rest: number | undefined, first: number | undefined): number | undefined {
  return rest === undefined ? first : Math.max(rest, (first ?? 0) * 0.88);
}

/** What could not have been left behind on the line above: a word, or a character and the punctuation after it. */
function firstWord(text: string): string {
  return /^(?:[A-Za-z0-9.%/#&+-]+|.)[，。、；：）」』！？,.;:)]*/u.exec(text)?.[0] ?? '';
}
