import { greatest, type Line, median, type Run } from './run.ts';

/** Lines as text: a line that is full and goes on in the next is joined with it; a wide distance is a blank line. */
export function paragraphsOf(lines: readonly Line[]): string {
  const edge = greatest(lines.map(line => line.right));
  const pitch = median(lines.slice(1).map((line, i) => line.y - lines[i]!.y));
  let text = '';
  lines.forEach((line, i) => {
    const words = lineText(line);
    const before = lines[i - 1];
    if (before !== undefined) text += separator(before, line, { edge, pitch, end: text.slice(-2), words });
    text += words;
  });
  return text;
}

interface Around {
  /** Right edge of the block. */
  readonly edge: number;
  /** The usual distance of two baselines. */
  readonly pitch: number;
  /** The last two units before. */
  readonly end: string;
  readonly words: string;
}

function separator(line: Line, next: Line, { edge, pitch, end, words }: Around): string {
  if (next.y - line.y > 1.5 * Math.max(pitch, line.size)) return '\n\n';
  const goesOn =
    line.right > edge - 1.6 * line.size &&
    Math.abs(next.size - line.size) < 0.1 * line.size &&
    Math.abs(next.left - line.left) < 2.5 * line.size &&
    !/[。！？；：.!?;:]$/.test(end) &&
    !ITEM.test(words);
  return goesOn ? space(end, words, 1) : '\n';
}

/** What begins an item of a list: bullets, numbers, 一、 and 【. */
const ITEM =
  /^(?:[•‧・●○◆◇■□▪★☆※►▶◎–—*✓✔【〔]|[-+]\s|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z])[)）.、．]\s?)/i;

/** Runs of one line; a distance of several characters, as between the columns of a table, is a tab. */
function lineText({ runs }: Line): string {
  let text = '';
  let before: Run | undefined;
  for (const run of runs) {
    if (before !== undefined) {
      const gap = (run.x - before.x - before.width) / Math.max(run.size, before.size);
      text += gap > 2.5 ? '\t' : space(text.slice(-2), run.text, gap);
    }
    text += run.text;
    before = run;
  }
  return text.trim();
}

/** A space where a gap (in font sizes) wants one: none between Han characters, unless it is a wide one. */
function space(left: string, right: string, gap: number): string {
  if (/\s$/.test(left) || /^\s/.test(right)) return '';
  const wide =
    HAN_END.test(left) && HAN_START.test(right)
      ? 1.01
      : HAN_END.test(left) || HAN_START.test(right)
        ? 0.5
        : 0.15;
  return gap >= wide ? ' ' : '';
}

const HAN_END = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]$/;
const HAN_START = /^[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]/;
