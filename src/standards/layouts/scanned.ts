import { finding } from '../findings.ts';
import type { Draft, Layout } from '../layout.ts';
import type { Line } from '../lines.ts';
import type { Sections } from '../sections.ts';
import { table } from './table.ts';

/**
 * A table that was recognised from an image: its cells are split over rows, its headers may be garbled, and it prints
 * `·` where the page had `，`. The cells are those of any table; only the commas are repaired.
 */
export const scanned: Layout = {
  name: 'scanned',
  fits: sections => table.fits(sections) && printsDotsForCommas(sections),
  draft(sections): Draft {
    const draft = table.draft(withCommas(sections));
    const at = sections.blocks.flatMap(block => block.lines).find(line => DOT.test(line.text));
    const note = finding(
      'dots-for-commas',
      at?.number ?? 0,
      at?.text ?? '',
      'every · between Chinese words is read as ，',
    );
    return { ...draft, findings: [note, ...draft.findings] };
  },
};

/** Within a text, or at the end of a cell that goes on. */
const DOT = /(?<=[\p{Script=Han}）)」])·(?=[\p{Script=Han}「（(]|[ ]*(?:\t|$))/u;
/** Beside a Latin word too, or at the edge of a cell that is broken before or behind the dot. */
const ANY_DOT =
  /(?<=[\p{Script=Han}）)」])·(?=[\p{Script=Han}「（(A-Za-z0-9]|[ ]*(?:[\t\v]|$))|(?<=[A-Za-z0-9])·(?=[\p{Script=Han}])|(?<=^|\t)·(?=[\p{Script=Han}「（(])/gu;

/** Evidence: the task table has such dots, and hardly a real ， (a foreign name has one dot among many commas). */
function printsDotsForCommas(sections: Sections): boolean {
  let dots = 0;
  let commas = 0;
  for (const block of sections.blocks) {
    for (const { text } of block.lines) {
      dots += text.split(DOT).length - 1;
      commas += text.split('，').length - 1;
    }
  }
  return dots > commas && (dots > 1 || commas === 0);
}

function withCommas(sections: Sections): Sections {
  const repair = (line: Line): Line => ({ ...line, text: line.text.replace(ANY_DOT, '，') });
  return {
    ...sections,
    profile: sections.profile.map(repair),
    blocks: sections.blocks.map(block => ({ ...block, lines: block.lines.map(repair) })),
    attitudes: sections.attitudes.map(repair),
    remarks: sections.remarks.map(repair),
  };
}
