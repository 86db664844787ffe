import type { FoldTable } from '../characters.ts';
import { Canvas } from './canvas.ts';
import { DenialReader } from './denial.ts';
import { findHeadings } from './headings.ts';
import { LabelBook } from './labels.ts';
import { splitLines } from './lines.ts';
import { readPage } from './markup.ts';
import type { TextParts, ZoneLexica } from './parts.ts';
import { paintReigns } from './reigns.ts';
import { TitleReader } from './title.ts';
import { Wording } from './wording.ts';

/** Tells what the parts of a pasted text are. Holds no text after it has answered. */
export interface TextReader {
  /** Never throws; linear in the length of `text`. */
  read(text: string): TextParts;
}

/**
 * Markup is blanked out first, then headings divide the text, then sentences that no heading speaks for are judged by
 * their words. When in doubt a part stays `body`: to set work aside is worse than to keep a benefit.
 */
export function createTextReader(lexica: ZoneLexica, folding: FoldTable): TextReader {
  const labels = new LabelBook(lexica.headings, folding);
  const wording = new Wording(lexica.cues, folding);
  const denials = new DenialReader(lexica.denials, folding);
  const titles = new TitleReader(lexica.cues, wording, folding);
  return {
    read(text) {
      const { units, markup } = readPage(text, folding);
      const lines = splitLines(units, text);
      const work = (start: number, end: number): number => wording.work(units, start, end);
      const headings = findHeadings(units, lines, labels, work);
      const canvas = new Canvas(text.length);
      paintReigns(units, lines, headings, work, canvas);
      const items = new Set(lines.flatMap(line => (line.marker === 0 ? [] : [line.start])));
      wording.judge(units, canvas, at => items.has(at));
      const denied = denials.read(units);
      const title = titles.read(units, lines, headings, denied);
      if (title !== null) canvas.paint(title.start, title.end, 'title');
      for (const { start, end } of markup) canvas.paint(start, end, 'markup');
      return { zones: canvas.zones(), denied, title };
    },
  };
}
