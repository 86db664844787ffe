import { greatest, type Line, median, type Run } from './run.ts';

/** Lines as text: a line that is full and goes on in the next is joined with it; a wide distance is a blank line. */
export function paragraphsOf(lines: readonly Line[]): string {
  const edge = greatest(lines.map(line => line.right));
  const pitch = median(lines.slice(1).map((line, i) => line.y - lines[i]!.y));
  const words = lines.map(lineText);
  return lines
    .map((line, i) => {
      const before = lines[i - 1];
      if (before === undefined) return words[i];
      return separator(before, line, { edge, pitch, before: words[i - 1]!, words: words[i]! }) + words[i]!;
    })
    .join('');
}

interface Around {
  /** Right edge of the block. */
  readonly edge: number;
  /** The usual distance of two baselines. */
  readonly pitch: number;
  /** The text of the line, and of the next. */
  readonly before: string;
  readonly words: string;
}

function separator(line: Line, next: Line, { edge, pitch, before, words }: Around): string {
  if (next.y - line.y > 1.5 * Math.max(pitch, line.size)) return '\n\n';
  const goesOn =
    line.right - line.left > PROSE * line.size &&
    line.right + beginning(words) * line.size > edge &&
    Math.abs(next.size - line.size) < 0.1 * line.size &&
    Math.abs(next.left - line.left) < 2.5 * line.size &&
    !/[。！？；：.!?;:]$/.test(before) &&
    !`${before}${words}`.includes('\t') &&
    !ITEM.test(words);
  return goesOn ? space(before.slice(-2), words, 1) : '\n';
}

/** Shorter lines (in font sizes) are those of lists and forms. */
const PROSE = 12;

/** What a line had to have room for, in font sizes: a word, or two Han characters, as one may not end a line. */
function beginning(words: string): number {
  const word = /^[!-~]+/.exec(words)?.[0] ?? '';
  return word === '' ? 2.1 : 0.55 * (word.length + 1);
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
