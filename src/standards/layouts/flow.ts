import type { Kind } from '../codes.ts';
import { leadingToken } from '../codes.ts';
import { type Finding, finding, omission } from '../findings.ts';
import type { Draft, Layout, Piece, Strip } from '../layout.ts';
import type { Line } from '../lines.ts';
import { profileFromText } from '../profile.ts';
import type { Block, Sections } from '../sections.ts';
import { versionsFromText } from '../versions.ts';
import { piecesOf } from './pieces.ts';
import { reflow } from './reflow.ts';

/**
 * The look of text taken from a PDF: no cells, every cell broken over lines, the columns of a row one after the other:
 *
 *     T1 客戶管 | 理 | T1.1 客戶 | 開發 | O1.1.1 客 | 戶基本資 | P1.1.1 持續性 | 尋找資源。 | 2 K03 經濟 | S01 人脈
 *
 * Lines say nothing here, only codes and their order do: the whole table is one strip that accepts every kind, once
 * the rests of cells that a page break cut stand behind their cells.
 */
export const flow: Layout = {
  name: 'flow',
  fits: () => true,
  draft,
};

const EVERY: ReadonlySet<Kind> = new Set<Kind>(['duty', 'task', 'output', 'indicator', 'knowledge', 'skill']);

function draft(sections: Sections): Draft {
  const versions = versionsFromText(sections.versions);
  const profile = profileFromText(sections.profile);
  const { lines, doubtful } = reflow(sections.blocks);
  const strip: Strip = { accepts: EVERY, flowing: true, pieces: tablePieces(lines) };
  return {
    versions: versions.rows,
    profile: profile.values,
    strips: [strip],
    levels: [],
    attitudes: piecesOf(sections.attitudes),
    remarks: piecesOf(sections.remarks),
    findings: [
      ...[...versions.rest, ...profile.rest].map(unplaced),
      ...sections.blocks.slice(1).flatMap(continuedRow),
      ...doubtful.map(doubt),
    ],
  };
}

function tablePieces(lines: readonly Line[]): Piece[] {
  return lines.map((line, row) => ({
    text: line.text.replace(/\t/g, ' ').trim(),
    line: line.number,
    row,
    fresh: false,
  }));
}

function continuedRow(block: Block): Finding[] {
  const first = block.lines[0];
  if (first === undefined) return [];
  const kind = leadingToken(first.text.trim())?.kind;
  if (kind === 'duty' || kind === 'task') return [];
  return [finding('continued-row', first.number, first.text, 'the row of the page before goes on here')];
}

function doubt({ number, text }: Line): Finding {
  const message =
    'rests of cells stand here without their codes; compare the texts of this task with the document';
  return finding('doubtful-place', number, text, message);
}

function unplaced(line: Line): Finding {
  return omission(
    'unplaced-text',
    line.number,
    line.text,
    'this text stands where only labels and their values belong',
  );
}
