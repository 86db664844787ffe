import { leadingToken, nextToken } from './codes.ts';
import { compact, fold } from './fold.ts';
import type { Line } from './lines.ts';
import {
  afterHeader,
  opensProfile,
  PREREQUISITES,
  sectionAt,
  TASK_HEADER,
  VERSION_HEADER,
} from './vocabulary.ts';

/**
 * A document cut at its printed headings, whatever the layout. Page headers are taken out; where one stood, a new
 * block of the task table begins.
 */
export interface Sections {
  readonly title: Line | null;
  /** Lines that come again on every page; left out of all parts. */
  readonly running: readonly Line[];
  /** Lines before the first heading that are not the title. */
  readonly front: readonly Line[];
  readonly versionHeader: readonly Line[];
  readonly versions: readonly Line[];
  readonly profile: readonly Line[];
  readonly blocks: readonly Block[];
  readonly attitudes: readonly Line[];
  readonly remarks: readonly Line[];
  /** Where another standard begins, and what follows: they are in no part. */
  readonly second: Line | null;
  readonly beyond: readonly Line[];
  /** The headings that were there. */
  readonly headings: ReadonlySet<Heading>;
}

/** The task table between two page headers. */
export interface Block {
  readonly header: readonly Line[];
  readonly lines: readonly Line[];
}

export type Heading = 'versions' | 'profile' | 'tasks' | 'attitudes' | 'remarks';

type Part = 'front' | Heading;

export function cutSections(lines: readonly Line[]): Sections {
  const { title, titleEnd } = findTitle(lines);
  const { content, running } = splitRunningLines(lines.slice(titleEnd), title);
  const parts: Record<Exclude<Part, 'tasks'>, Line[]> = {
    front: [],
    versions: [],
    profile: [],
    attitudes: [],
    remarks: [],
  };
  const blocks: { header: readonly Line[]; lines: Line[] }[] = [];
  const headings = new Set<Heading>();
  let versionHeader: readonly Line[] = [];
  let part = 'front' as Part;
  let second: Line | null = null;
  let beyond: readonly Line[] = [];

  for (let at = 0; at < content.length; at++) {
    const line = content[at]!;
    if ((part === 'attitudes' || part === 'remarks') && opensStandard(content, at)) {
      const title = parts[part].at(-1);
      second =
        title !== undefined && /職能(?:基準|模型)/.test(compact(title.text)) ? parts[part].pop()! : line;
      beyond = content.slice(second === line ? at + 1 : at);
      break;
    }
    const versionEnd = part === 'front' ? afterHeader(content, at, VERSION_HEADER) : at;
    if (versionEnd > at) {
      part = 'versions';
      headings.add(part);
      versionHeader = content.slice(at, versionEnd);
      at = versionEnd - 1;
      continue;
    }
    const headerEnd = afterHeader(content, at, TASK_HEADER);
    if (headerEnd > at) {
      if (part !== 'attitudes' && part !== 'remarks') {
        part = 'tasks';
        headings.add(part);
        blocks.push({ header: content.slice(at, headerEnd), lines: [] });
      }
      at = headerEnd - 1;
      continue;
    }
    const section: ReturnType<typeof sectionAt> =
      part === 'front' || part === 'versions' ? null : sectionAt(content, at);
    if (section !== null) {
      if (part !== 'remarks') part = section.section;
      headings.add(section.section);
      at = section.end - 1;
      if (section.rest.trim() === '') continue;
      if (part === 'attitudes' || part === 'remarks')
        parts[part].push({ ...content[at]!, text: section.rest });
      continue;
    }
    if ((part === 'front' || part === 'versions') && opensProfile(line.text)) {
      part = 'profile';
      headings.add(part);
    } else if ((part === 'tasks' || part === 'attitudes') && isPrerequisites(line.text)) {
      part = 'remarks';
    } else if (part === 'profile' && leadsDutyOrTask(line.text)) {
      part = 'tasks';
      blocks.push({ header: [], lines: [] });
    }
    if (part === 'tasks') blocks.at(-1)!.lines.push(line);
    else parts[part].push(line);
  }
  return { title, running, versionHeader, ...parts, blocks, second, beyond, headings };
}

/** A version table or the head of a profile, where a standard is over: another one begins. */
function opensStandard(lines: readonly Line[], at: number): boolean {
  const text = lines[at]!.text;
  const opens = opensProfile(text) && /^職能(?:基準|模型)(?:代碼|名稱|項目)/.test(compact(text.slice(0, 40)));
  return opens || afterHeader(lines, at, VERSION_HEADER) > at;
}

/** A table without any header begins with its first duty or task. */
function leadsDutyOrTask(line: string): boolean {
  const kind = leadingToken(line.trimStart())?.kind;
  return kind === 'duty' || kind === 'task';
}

function isPrerequisites(line: string): boolean {
  return PREREQUISITES.test(compact(line.slice(0, 80)).replace(/^[-–*‧•·⚫●◆◇■□▪○\ue000-\uf8ff]+/, ''));
}

/** The title is the first line, or the first lines until one ends with what every title ends with. */
function findTitle(lines: readonly Line[]): { title: Line | null; titleEnd: number } {
  const first = lines[0];
  if (first === undefined || isHeading(lines, 0)) return { title: null, titleEnd: 0 };
  let joined = '';
  for (let at = 0; at < Math.min(lines.length, 3); at++) {
    if (isHeading(lines, at) || lines[at]!.text.length > 200) break;
    joined += lines[at]!.text.trim();
    if (/職能(?:基準|模型)/.test(compact(joined)))
      return { title: { ...first, text: joined }, titleEnd: at + 1 };
  }
  return {
    title: { ...first, text: first.text.slice(0, 200).trim() },
    titleEnd: first.text.length > 200 ? 0 : 1,
  };
}

function isHeading(lines: readonly Line[], at: number): boolean {
  return (
    opensProfile(lines[at]!.text) ||
    afterHeader(lines, at, VERSION_HEADER) > at ||
    afterHeader(lines, at, TASK_HEADER) > at
  );
}

/** Takes out running titles: the title itself again, and what stands beside every repeated page header. */
function splitRunningLines(lines: readonly Line[], title: Line | null): { content: Line[]; running: Line[] } {
  const titles = new Set<string>();
  if (title !== null) {
    titles.add(compact(title.text));
    titles.add(compact(title.text).replace(/^《歷史資料》/, ''));
  }
  const beside = linesBesideHeaders(lines);
  const content: Line[] = [];
  const running: Line[] = [];
  for (const line of lines) {
    const text = line.text.length > 200 ? '' : compact(line.text);
    if (titles.has(text)) continue;
    if (beside.has(text)) running.push(line);
    else content.push(line);
  }
  return { content, running };
}

/**
 * Lines without tab and code that stand, in the very same words, on the same side of every page header but the first.
 * Where every cell is broken over lines, half a name may stand before two headers; but it stands elsewhere as well.
 */
function linesBesideHeaders(lines: readonly Line[]): Set<string> {
  const beside = new Map<string, number>();
  let headers = 0;
  for (let at = 0; at < lines.length; at++) {
    const end = afterHeader(lines, at, TASK_HEADER);
    if (end === at) continue;
    headers++;
    for (const [side, line] of [['before', lines[at - 1]] as const, ['after', lines[end]] as const]) {
      if (line === undefined || line.text.includes('\t') || line.text.length > 80) continue;
      const key = side + compact(line.text);
      if (nextToken(fold(line.text), 0) === null) beside.set(key, (beside.get(key) ?? 0) + 1);
    }
    at = end - 1;
  }
  const printed = new Map<string, number>();
  for (const { text } of lines) {
    const key = text.length > 80 ? '' : compact(text);
    printed.set(key, (printed.get(key) ?? 0) + 1);
  }
  const running = [...beside].map(([key, times]) => ({ text: key.replace(/^(?:before|after)/, ''), times }));
  return new Set(
    running
      .filter(
        ({ text, times }) =>
          text.length >= 6 && times >= 2 && times >= headers - 1 && printed.get(text) === times,
      )
      .map(({ text }) => text),
  );
}
