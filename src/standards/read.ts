import { assemble } from './assemble.ts';
import { type Finding, finding } from './findings.ts';
import type { Layout } from './layout.ts';
import { flow } from './layouts/flow.ts';
import { scanned } from './layouts/scanned.ts';
import { table } from './layouts/table.ts';
import { type Line, toLines } from './lines.ts';
import type { Standard } from './model.ts';
import { refusal } from './refuse.ts';
import { cutSections, type Heading, type Sections } from './sections.ts';

export interface ReadResult {
  /** Null when the text is no competency standard; a finding with severity `error` says why and what to do. */
  readonly standard: Standard | null;
  /** By line; what concerns the whole document comes first. */
  readonly findings: readonly Finding[];
}

/** The looks that are known, the most particular first. */
const LAYOUTS: readonly Layout[] = [scanned, table, flow];

/**
 * Reads one competency standard (職能基準) from the text of its document, whatever its layout. Never throws on a messy
 * document, and never loses text in silence: what has no place in the record is a finding.
 */
export function readStandard(text: string): ReadResult {
  const { standard, findings } = readText(text);
  return { standard, findings };
}

/** What was read, and how. */
export interface Reading extends ReadResult {
  /** The name of the layout that fitted; null when there is no standard. */
  readonly layout: string | null;
}

export function readText(text: string): Reading {
  const refused = refusal(text);
  if (refused !== null) return { standard: null, findings: [refused], layout: null };
  return readLines(toLines(text), []);
}

/** Reads the lines of a document of any format. `particular` layouts are tried before those of text. */
export function readLines(lines: readonly Line[], particular: readonly Layout[]): Reading {
  const sections = cutSections(lines);
  if (!isStandard(sections)) return { standard: null, findings: [notAStandard(sections)], layout: null };
  const layout = [...particular, ...LAYOUTS].find(candidate => candidate.fits(sections))!;
  const { standard, findings } = assemble(layout.draft(sections), sections);
  return {
    standard,
    findings: findings.toSorted((a, b) => a.line - b.line),
    layout: standard === null ? null : layout.name,
  };
}

/** A task table or attitudes under the printed headings: a job ad may have words, but not the form. */
function isStandard({ headings, blocks }: Sections): boolean {
  const forms: Heading[] = ['profile', 'tasks', 'attitudes', 'versions'];
  return (
    forms.filter(heading => headings.has(heading)).length >= 2 &&
    (blocks.length > 0 || headings.has('attitudes'))
  );
}

function notAStandard({ headings, title }: Sections): Finding {
  const seen = headings.size === 0 ? 'no heading' : `only ${[...headings].join(', ')}`;
  return finding(
    'not-a-standard',
    0,
    title?.text ?? '',
    `${seen} of a competency standard (工作任務, 行為指標, 職能內涵 …) is here: give the whole document as published`,
  );
}
