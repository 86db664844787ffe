import { type Io, wantsColour } from './io.ts';
import { stringWidth } from './width.ts';

/** What tables for a person at a terminal are made of: texts measured in cells, where a Chinese character takes two. */
export interface RenderOptions {
  readonly colour: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
}

export function renderOptions(io: Io): RenderOptions {
  const columns = (io.stdout.isTTY && io.stdout.columns) || Number.POSITIVE_INFINITY; // a file is never cut
  return { colour: wantsColour(io, 'stdout'), columns };
}

/** The first three words of some evidence, each with what it stands for. */
export function words(evidence: readonly { readonly term: string; readonly as?: string }[]): string {
  const shown = evidence.map(({ term, as }) => (as === undefined ? term : `${term}≈${as}`));
  return [...new Set(shown)].slice(0, 3).map(oneLine).join(' ');
}

export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - stringWidth(text)));
}

/** Pasted words may hold anything: control characters would move the cursor. */
export function oneLine(text: string): string {
  return text.replace(/\p{C}/gu, ' ');
}

const ESCAPE = '\u001b';

/** Cuts a line at a width in cells, leaving colour codes whole. */
export function clip(line: string, cells: number): string {
  if (stringWidth(line) <= cells) return line;
  let kept = '';
  let width = 0;
  for (const part of line.split(new RegExp(`(${ESCAPE}\\[[0-9;]*m)`))) {
    if (part.startsWith(ESCAPE)) {
      kept += part;
      continue;
    }
    for (const character of part) {
      const wide = stringWidth(character);
      if (width + wide > cells - 1) {
        if (!kept.endsWith('…')) kept += '…';
        width = cells;
        break;
      }
      kept += character;
      width += wide;
    }
  }
  return kept;
}
