import type { Section, ZoneLexica } from '../analysis/zones/parts.ts';
import type { Standard } from '../standards/model.ts';
import type { CompetencyKind, OccupationLabels } from './anatomy.ts';
import { ArtifactError } from './errors.ts';
import {
  align8,
  type Contents,
  ELEMENT_BYTES,
  type OccupationEntry,
  SECTIONS,
  type SectionEntry,
  type SectionName,
} from './format.ts';
import { SOURCE_KINDS } from './sources.ts';

/**
 * The parts of an index that are JSON: whether they have the shape that their types promise. As little as the readers need,
 * so that none of them meets an `undefined`; each throws ArtifactError `unsound`.
 */

export function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ArtifactError('unsound', `${name}: no JSON`);
  }
}

/** `from`: where the sections begin. They follow each other without gap or overlap and end with the file. */
export function checkContents(contents: unknown, from: number): Contents {
  must(isRecord(contents) && isRecord(contents.manifest) && Array.isArray(contents.sections), 'contents');
  checkManifest(contents.manifest);
  const seen = new Set<string>();
  let next = from;
  for (const entry of contents.sections as unknown[]) {
    must(isRecord(entry) && isText(entry.name) && Object.hasOwn(SECTIONS, entry.name), 'contents');
    const { name, type, offset, length, checksum } = entry as unknown as SectionEntry;
    must(!seen.has(name) && type === SECTIONS[name as SectionName], name);
    must(isCount(length) && isCount(checksum), name);
    // a little room may be left before the first one
    must(seen.size === 0 ? isCount(offset) && offset >= from && offset % 8 === 0 : offset === next, name);
    seen.add(name);
    next = align8(offset + length * ELEMENT_BYTES[type]);
  }
  return contents as unknown as Contents;
}

function checkManifest(manifest: Readonly<Record<string, unknown>>): void {
  const { weights, verdict, sections } = manifest;
  for (const name of ['analyser', 'standards', 'tasks', 'terms', 'decoys', 'words']) {
    must(isCount(manifest[name]), `manifest.${name}`);
  }
  for (const name of ['titleShare', 'neighbourShare']) must(isShare(manifest[name]), `manifest.${name}`);
  must(isText(manifest.fingerprint), 'manifest.fingerprint');
  must(
    isRecord(sections) && Object.keys(EVERY_SECTION).every(name => isShare(sections[name])),
    'manifest.sections',
  );
  must(isRecord(weights), 'manifest.weights');
  for (const unit of [weights.occupation, weights.task] as unknown[]) {
    must(isRecord(unit), 'manifest.weights');
    for (const fields of [unit.text, unit.title]) {
      must(isRecord(fields) && SOURCE_KINDS.every(kind => isShare(fields[kind])), 'manifest.weights');
    }
  }
  must(isRecord(verdict), 'manifest.verdict');
  must([verdict.fit, verdict.sure].every(isFeatureWeights), 'manifest.verdict');
  must([verdict.noneBelow, verdict.clearFrom].every(Number.isFinite), 'manifest.verdict');
}

/** One weight for each feature of matching/verdict.ts. */
function isFeatureWeights(value: unknown): boolean {
  return Array.isArray(value) && value.length === 7 && value.every(Number.isFinite);
}

const EVERY_SECTION: Readonly<Record<Section, true>> = {
  body: true,
  title: true,
  duties: true,
  experience: true,
  requirements: true,
  skills: true,
  education: true,
  profile: true,
  wishes: true,
  benefits: true,
  company: true,
  contact: true,
  personal: true,
  logistics: true,
  markup: true,
};

export function checkOccupations(occupations: unknown): readonly OccupationEntry[] {
  must(
    isListOf(
      occupations,
      entry =>
        isRecord(entry) &&
        isText(entry.id) &&
        isText(entry.name) &&
        isTextOrNull(entry.code) &&
        isTextOrNull(entry.category) &&
        isCountOrNull(entry.level) &&
        isCount(entry.tasks) &&
        typeof entry.superseded === 'boolean',
    ),
    'occupations',
  );
  return occupations as unknown as readonly OccupationEntry[];
}

export function checkZones(zones: unknown): ZoneLexica {
  must(isRecord(zones), 'zones');
  const { headings, cues, denials } = zones;
  must(
    isListOf(headings, row => isRow(row, 2) && row.every(isText)),
    'zones',
  );
  must(
    isListOf(denials, row => isRow(row, 2) && row.every(isText) && DENIALS.has(row[0] as string)),
    'zones',
  );
  must(
    isListOf(cues, row => isRow(row, 3) && isText(row[0]) && isAmount(row[1]) && isText(row[2])),
    'zones',
  );
  for (const list of [headings, cues, denials]) {
    const units = list.reduce((sum: number, row) => sum + ((row as string[]).at(-1)?.length ?? 0), 1);
    must(units <= MOST_UNITS && list.length <= MOST_UNITS, 'zones');
  }
  return zones as unknown as ZoneLexica;
}

const DENIALS: ReadonlySet<string> = new Set<ZoneLexica['denials'][number][0]>([
  'before',
  'after',
  'stop',
  'exception',
]);
/** A phrase book has room for so many (analysis/zones/phrases.ts). */
const MOST_UNITS = 0xfffe;

/** What an occupation's labels must name. */
export interface LabelCounts {
  readonly sources: number;
  readonly competencies: number;
  readonly tasks: number;
}

export function checkLabels(
  labels: unknown,
  { sources, competencies, tasks }: LabelCounts,
): OccupationLabels {
  must(isRecord(labels) && isText(labels.name), 'labels');
  must(isListOf(labels.sources, isText) && labels.sources.length === sources, 'labels');
  must(
    isListOf(
      labels.competencies,
      row => Array.isArray(row) && row.length >= 3 && row.every(isText) && KINDS.has(row[1] as string),
    ) && labels.competencies.length >= competencies,
    'labels',
  );
  must(
    isListOf(
      labels.tasks,
      row => isRow(row, 3) && isText(row[0]) && isText(row[1]) && isCountOrNull(row[2]),
    ) && labels.tasks.length === tasks,
    'labels',
  );
  return labels as unknown as OccupationLabels;
}

const KINDS: ReadonlySet<string> = new Set<CompetencyKind>(['knowledge', 'skill', 'attitude']);

/** As far as `listSources` and answers read it. */
export function checkStandard(standard: unknown): Standard {
  must(isRecord(standard) && [standard.name, standard.description].every(isText), 'standards');
  const { classification, duties, attitudes } = standard;
  must(
    isRecord(classification) &&
      [classification.category, classification.occupation, classification.industry].every(
        entry => isRecord(entry) && isTextOrNull(entry.name) && isTextOrNull(entry.code),
      ),
    'standards',
  );
  must(
    isListOf(duties, duty => isNamed(duty) && isListOf(duty.tasks, isTask)),
    'standards',
  );
  must(
    isListOf(attitudes, attitude => isNamed(attitude) && isTextOrNull(attitude.definition)),
    'standards',
  );
  return standard as unknown as Standard;
}

function isTask(task: unknown): boolean {
  return (
    isNamed(task) &&
    isCountOrNull(task.level) &&
    [task.outputs, task.indicators].every(list => isListOf(list, isCodedText)) &&
    [task.knowledge, task.skills].every(list => isListOf(list, isNamed))
  );
}

function isCodedText(value: unknown): boolean {
  return isRecord(value) && isText(value.code) && isText(value.text);
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && isText(value.code) && isText(value.name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, is: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(is);
}

function isRow(value: unknown, length: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCountOrNull(value: unknown): boolean {
  return value === null || isCount(value);
}

function isAmount(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) >= 0;
}

/** 0 to 1 */
function isShare(value: unknown): boolean {
  return isAmount(value) && (value as number) <= 1;
}

function must(sound: boolean, name: string): asserts sound {
  if (!sound) throw new ArtifactError('unsound', name);
}
