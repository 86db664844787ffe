import { leadingToken } from '../codes.ts';
import type { Piece } from '../layout.ts';
import type { Line } from '../lines.ts';
import { piecesOf } from './pieces.ts';

/**
 * The section of attitudes where it has cells: one cell for all of them, one for each, or one attitude over the cells of a
 * row, its code, name and definition side by side:
 *
 *     A01 │ 主動積極 │ 不需他人指示或要求，能自動自發做事。
 */
export function attitudePieces(lines: readonly Line[]): Piece[] {
  return lines.flatMap((line, row) => {
    const pieces = piecesOf([line]).map(piece => ({ ...piece, row }));
    const [first, second, third] = pieces;
    const coded = pieces.filter(piece => leadingToken(piece.text)?.kind === 'attitude');
    if (pieces.length < 2 || first === undefined || second === undefined || coded.length > 1)
      return pieces.flatMap(byLine);
    const token = leadingToken(first.text);
    const bare = token !== null && first.text.slice(token.end).trim() === '';
    const joined =
      bare && third !== undefined
        ? `${first.text} ${named(second.text, third.text)}`
        : bare
          ? `${first.text} ${second.text}`
          : named(first.text, second.text);
    const used = bare && third !== undefined ? 3 : 2;
    return [{ ...first, text: joined }, ...pieces.slice(used)];
  });
}

/** Inside a cell each printed line is a piece, as in a text. */
function byLine(piece: Piece): Piece[] {
  const texts = piece.text.split('\n').filter(text => text.trim() !== '');
  return texts.map((text, at) => ({ ...piece, text, fresh: piece.fresh && at === 0 }));
}

function named(name: string, definition: string): string {
  return /[:：︰]/.test(name.slice(0, 50)) ? `${name} ${definition}` : `${name}：${definition}`;
}
