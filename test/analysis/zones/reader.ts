import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expandFolding } from '../../../src/analysis/characters.ts';
import type { Section, Span, ZoneLexica } from '../../../src/analysis/zones/parts.ts';
import { createTextReader, type TextReader } from '../../../src/analysis/zones/reader.ts';
import { makeFoldingPairs } from '../../../src/indexing/folding.ts';

const lexica = resolve(import.meta.dirname, '../../../corpora/lexica');

function rows(file: string): string[][] {
  return readFileSync(join(lexica, file), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split('\t'));
}

export function zoneLexica(): ZoneLexica {
  return {
    headings: rows('section-headings.tsv').map(([section, heading]) => [section!, heading!]),
    cues: rows('section-cues.tsv').map(([section, weight, cue]) => [section!, Number(weight), cue!]),
    denials: rows('denial-cues.tsv').map(([kind, cue]) => [kind as ZoneLexica['denials'][number][0], cue!]),
  };
}

export const reader: TextReader = createTextReader(zoneLexica(), expandFolding(makeFoldingPairs()));

const words = (text: string, { start, end }: Span): string => text.slice(start, end);

/** The text of every zone of a section, trimmed, in order. */
export function inSection(text: string, section: Section): string[] {
  return reader
    .read(text)
    .zones.filter(zone => zone.section === section)
    .map(zone => words(text, zone).trim());
}

/** The section that the first occurrence of `part` lies in, or several where it lies in more than one. */
export function sectionOf(text: string, part: string): string {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`${part} is not in the text`);
  const end = start + part.length;
  const zones = reader.read(text).zones.filter(zone => zone.start < end && zone.end > start);
  return [...new Set(zones.map(zone => zone.section))].join(' ');
}

export function denied(text: string): string[] {
  return reader.read(text).denied.map(span => words(text, span));
}

export function title(text: string): string | null {
  const found = reader.read(text).title;
  return found === null ? null : words(text, found);
}
