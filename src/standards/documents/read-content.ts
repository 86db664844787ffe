import { omission } from '../findings.ts';
import { compact } from '../fold.ts';
import { cells } from '../layouts/cells.ts';
import type { Line } from '../lines.ts';
import { type Checked, checked } from '../lost/check.ts';
import { printedContent } from '../lost/printed.ts';
import { readLines } from '../read.ts';
import type { Content } from './content.ts';
import { Meter } from './limits.ts';
import { numbered } from './numbered.ts';

/** Reads paragraphs and tables as a competency standard. The line of a finding is the running number of the row. */
export function readContent(content: Content): Checked {
  measure(content);
  const { lines, rows, pages } = numbered(content);
  const { front, rest } = fromTitle(lines);
  const reading = readLines(rest, [cells(rows)]);
  const before = front.map(({ number, text }) =>
    omission('unplaced-text', number, text, 'this stands before the title of the standard'),
  );
  const findings = reading.standard === null ? reading.findings : [...before, ...reading.findings];
  const whole = checked({ ...reading, findings }, printedContent(content));
  return {
    ...whole,
    findings: whole.findings.map(one => {
      const page = pages[one.line] ?? 0;
      return page === 0 ? one : { ...one, message: `${one.message} (page ${page})` };
    }),
  };
}

/** Whatever the format: what is longer than any standard is refused unread, as a text is. */
function measure({ blocks }: Content): void {
  const meter = new Meter();
  for (const block of blocks) {
    if (block.kind === 'paragraph') meter.text(block.text.length);
    else for (const row of block.rows) for (const cell of row) meter.text(cell.text.length);
  }
}

/** How far down the title of the standard may stand: above it a saved page has its menus. */
const FRONT = 200;

/** Cuts off what stands before a line that ends as the titles of standards do. */
function fromTitle(lines: readonly Line[]): { front: readonly Line[]; rest: readonly Line[] } {
  const head = lines.slice(0, FRONT);
  const table = head.findIndex(line => line.text.includes('\t'));
  const above = table < 0 ? head : head.slice(0, table);
  const at = above.findLastIndex(line =>
    /職能(?:基準|模型)(?:-?定稿)?$/.test(compact(line.text.slice(0, 200))),
  );
  return at <= 0 ? { front: [], rest: lines } : { front: lines.slice(0, at), rest: lines.slice(at) };
}
