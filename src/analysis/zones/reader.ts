import { type FoldTable, foldUnits } from '../characters.ts';
import { Canvas } from './canvas.ts';
import { DenialReader } from './denial.ts';
import { findHeadings } from './headings.ts';
import { LabelBook } from './labels.ts';
import { splitLines } from './lines.ts';
import { PageReader } from './page.ts';
import type { TextParts, ZoneLexica } from './parts.ts';
import { paintReigns } from './reigns.ts';
import { SignTable } from './signs.ts';
import { TitleReader } from './title.ts';
import { Wording } from './wording.ts';

/** Tells what the parts of a pasted text are. */
export interface TextReader {
  /**
   * Never throws; linear in the length of `text`. Who has folded the text hands its `units` in; they are not written to.
   * The answer is the caller's; what the reader works with is its own and is used again for the next text.
   */
  read(text: string, units?: Uint16Array): TextParts;
}

/**
 * Markup is blanked out first, then headings divide the text, then sentences that no heading speaks for are judged by
 * their words. When in doubt a part stays `body`: to set work aside is worse than to keep a benefit.
 */
export function createTextReader(lexica: ZoneLexica, folding: FoldTable): TextReader {
  const table = new SignTable();
  const labels = new LabelBook(lexica.headings, folding, table);
  const wording = new Wording(lexica.cues, folding, table);
  const denials = new DenialReader(lexica.denials, folding, table);
  const titles = new TitleReader(lexica.cues, wording, folding, table);
  const pages = new PageReader(table);
  const canvas = new Canvas();
  return {
    read(text, units = foldUnits(text, folding)) {
      const page = pages.read(text, units);
      const lines = splitLines(page);
      const work = (start: number, end: number): number => wording.work(page, start, end);
      const headings = findHeadings(page, lines, labels, work);
      canvas.clear(text.length);
      paintReigns(page, lines, headings, work, canvas);
      wording.judge(page, canvas);
      const denied = denials.read(page);
      const title = titles.read(page, lines, headings, denied);
      if (title !== null) canvas.paint(title.start, title.end, 'title');
      for (const { start, end } of page.markup) canvas.paint(start, end, 'markup');
      return { zones: canvas.zones(), denied, title };
    },
  };
}
