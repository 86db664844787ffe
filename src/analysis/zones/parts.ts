/** What the parts of a pasted text are. Every span is `[start, end)` in UTF-16 units of the text exactly as pasted. */

export const SECTIONS = [
  'body', // unknown: the default
  'title',
  'duties',
  'experience',
  'requirements',
  'skills',
  'education',
  'profile',
  'wishes',
  'benefits',
  'company',
  'contact',
  'personal',
  'logistics',
  'markup',
] as const;

export type Section = (typeof SECTIONS)[number];

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Zone extends Span {
  readonly section: Section;
}

export interface TextParts {
  /** In order, without gaps or overlaps, over the whole text; neighbours differ in section. */
  readonly zones: readonly Zone[];
  /** What the text says is not part of the work; in order, not touching the words that deny it. */
  readonly denied: readonly Span[];
  /** Where the text names its own title. */
  readonly title: Span | null;
}

/** The three word lists of corpora/lexica, as written: plain JSON, so that they travel in the artifact. */
export interface ZoneLexica {
  readonly headings: readonly (readonly [section: string, heading: string])[];
  /** `duties` are words of work, `title` words that end a title; every other section is what a sentence is set aside as. */
  readonly cues: readonly (readonly [section: string, weight: number, cue: string])[];
  readonly denials: readonly (readonly [kind: 'before' | 'after' | 'stop' | 'exception', cue: string])[];
}

/** Sections that speak of the work itself or of what it takes. */
const OF_WORK: ReadonlySet<Section> = new Set([
  'duties',
  'experience',
  'requirements',
  'skills',
  'education',
  'profile',
]);

export function isOfWork(section: Section): boolean {
  return OF_WORK.has(section);
}

/** Sections that say nothing of the work. */
export function isAside(section: Section): boolean {
  return !isOfWork(section) && section !== 'body' && section !== 'title';
}

export function isSection(name: string): name is Section {
  return (SECTIONS as readonly string[]).includes(name);
}

/** Section → its index in `SECTIONS`. */
export const CODES = Object.fromEntries(SECTIONS.map((section, code) => [section, code])) as Readonly<
  Record<Section, number>
>;
