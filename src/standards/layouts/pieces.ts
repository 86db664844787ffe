import type { Piece } from '../layout.ts';
import type { Line } from '../lines.ts';

/**
 * The cells of some lines, one after the other. Only the first cell of a line after a blank line is fresh. A paragraph
 * of the markup keeps the BREAK that it begins with.
 */
export function piecesOf(lines: readonly Line[]): Piece[] {
  return lines.flatMap((line, row) =>
    line.text
      .split('\t')
      .map(cell => cell.trimEnd().replace(/^[^\S\v]+/, ''))
      .filter(cell => cell.trim() !== '')
      .map((text, at) => ({ text, line: line.number, row, fresh: at === 0 && line.gap })),
  );
}
