import type { Canvas } from './canvas.ts';
import type { Heading, WorkMeter } from './headings.ts';
import { isBlank, type Line } from './lines.ts';
import { holdsText, type Page } from './page.ts';
import { isAside, isOfWork, type Section } from './parts.ts';

/**
 * Paints what each heading rules: the text up to the next heading. What would be set aside rules less: with its value
 * beside it only that line (薪資：35,000 起), a field to its full stop, and no paragraph that plainly speaks of work.
 */
export function paintReigns(
  page: Page,
  lines: readonly Line[],
  headings: readonly Heading[],
  work: WorkMeter,
  canvas: Canvas,
): void {
  let ruling: Section = 'body';
  let cursor = 0;
  headings.forEach((heading, index) => {
    canvas.paint(cursor, heading.start, ruling);
    cursor = heading.start;
    const next = headings[index + 1]?.start ?? page.units.length;
    const { label } = heading;
    if (label === null) {
      if (isAside(ruling)) ruling = 'body';
      return;
    }
    if (ruling === 'experience' && label.section === 'company') return; // whom one worked for
    const end = reach(page, lines, heading, next, work);
    canvas.paint(cursor, end, label.section);
    cursor = end;
    if (end >= next && label.section !== 'title' && !rulesOneLine(page, lines, heading))
      ruling = label.section;
    else if (label.section !== 'title' || !isOfWork(ruling)) ruling = 'body';
  });
  canvas.paint(cursor, page.units.length, ruling);
}

/** What stands below 職稱 and is longer is no title. */
const TITLE_LINE = 30;

/** Where the reign of a heading ends, `next` at the latest. */
function reach(page: Page, lines: readonly Line[], heading: Heading, next: number, work: WorkMeter): number {
  const { section, field } = heading.label!;
  const line = lines[heading.line]!;
  if (rulesOneLine(page, lines, heading)) {
    const limit = Math.min(next, line.end); // a line of a thousand fields is read once
    const stop = field && heading.form !== 'bracket' ? fullStop(page, heading.end, limit) : line.end;
    return Math.min(next, stop === line.end ? stop + 1 : stop);
  }
  if (!isAside(section) && section !== 'title') return next;
  for (let i = heading.line + 1; i < lines.length && lines[i]!.start < next; i++) {
    const { start, end } = lines[i]!;
    if (isBlank(lines[i]!)) continue;
    if (section === 'title') return end - start > TITLE_LINE ? heading.end : Math.min(next, end); // its value in the next line
    const opensParagraph = i > heading.line + 1 && isBlank(lines[i - 1]!);
    if (opensParagraph && (section === 'logistics' || (section !== 'company' && work(start, end) >= 2)))
      return start;
  }
  return next;
}

function rulesOneLine(page: Page, lines: readonly Line[], { label, form, end, line }: Heading): boolean {
  if (label === null || !holdsText(page, end, lines[line]!.end)) return false;
  if (label.section === 'title') return true;
  if (!isAside(label.section)) return false;
  return form === 'bracket' ? label.field && label.section === 'logistics' : true;
}

function fullStop({ units }: Page, start: number, end: number): number {
  for (let i = start; i < end; i++) if (units[i] === 0x3002) return i + 1;
  return end;
}
