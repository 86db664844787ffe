import type { Automaton, Trie } from '../analysis/automaton.ts';
import type { ZoneLexica } from '../analysis/zones/parts.ts';
import type { Standard } from '../standards/model.ts';
import type { OccupationLabels } from './anatomy.ts';
import { checksum } from './checksum.ts';
import { ArtifactError } from './errors.ts';
import {
  ANALYSER_VERSION,
  align8,
  type ColumnType,
  type Contents,
  ELEMENT_BYTES,
  FORMAT_VERSION,
  HEADER_BYTES,
  MAGIC,
  type Manifest,
  type OccupationEntry,
  SECTIONS,
  type SectionData,
  type SectionEntry,
  type SectionName,
  type Sections,
  type UnitType,
} from './format.ts';
import { Lines } from './lines.ts';
import {
  checkContents,
  checkLabels,
  checkOccupations,
  checkStandard,
  checkZones,
  parseJson,
} from './shapes.ts';
import { checkSections, competenciesIn } from './sound.ts';
import { type ChannelColumns, columnsOf, type Rows, rowsOf } from './tables.ts';

/** An opened index: immutable views on one buffer. */
export interface Artifact {
  /** Hex SHA-256 of the contents, cut to 32 digits: it is on every answer. */
  readonly digest: string;
  readonly manifest: Manifest;
  readonly sections: Sections;
  readonly rows: Readonly<Record<UnitType, Rows>>;
  readonly columns: Readonly<Record<ColumnType, ChannelColumns>>;
  readonly automaton: Automaton;
  readonly phrases: Trie;
  readonly occupations: readonly OccupationEntry[];
  /** The words, folded; index is the term id. Phrases have none. */
  readonly terms: Lines;
  /** The same words as first printed in a standard or lexicon. */
  readonly printed: Lines;
  /** Latin words that never tell occupations apart. */
  readonly stops: Lines;
  readonly zones: ZoneLexica;
  /** Codes and names of an occupation, parsed and checked when asked for; throws ArtifactError. */
  labels(occupation: number): OccupationLabels;
  /** The record of an occupation, parsed anew each time: some ten kilobytes. Throws ArtifactError. */
  standard(occupation: number): Standard;
}

/**
 * Opens an artifact: checks it whole, then makes views. No section is copied when `bytes` starts on an 8-byte border of
 * its buffer. Throws ArtifactError for anything but a sound index of this version.
 */
export function openArtifact(bytes: Uint8Array): Artifact {
  if (bytes.byteOffset % 8 !== 0) return openArtifact(new Uint8Array(bytes)); // a Buffer's slice would be no copy
  const contents = readContents(bytes);
  const sections = viewSections(bytes, contents);
  const { manifest } = contents;
  const occupations = checkOccupations(parseJson(sections.occupations, 'occupations'));
  checkSections(sections, manifest, occupations);
  const terms = new Lines(sections.terms);
  const printed = new Lines(sections.printed);
  if (terms.length !== manifest.words) throw new ArtifactError('unsound', 'terms');
  if (printed.length !== manifest.words) throw new ArtifactError('unsound', 'printed');
  const parsed = (name: 'labels' | 'standards', start: Uint32Array, index: number): unknown =>
    parseJson(sections[name].subarray(start[index], start[index + 1]), name);
  const { firstTask, sourceStart } = sections;
  return {
    digest: hex(bytes.subarray(24, 40)),
    manifest,
    sections,
    rows: { occupation: rowsOf(sections, 'occupation'), task: rowsOf(sections, 'task') },
    columns: {
      occupation: columnsOf(sections, 'occupation'),
      context: columnsOf(sections, 'context'),
      bound: columnsOf(sections, 'bound'),
      decoy: columnsOf(sections, 'decoy'),
    },
    automaton: {
      alphabet: sections.automatonAlphabet,
      slots: sections.automatonSlots,
      weights: sections.automatonWeight,
    },
    phrases: { alphabet: sections.phraseAlphabet, slots: sections.phraseSlots },
    occupations,
    terms,
    printed,
    stops: new Lines(sections.stops),
    zones: checkZones(parseJson(sections.zones, 'zones')),
    labels: occupation =>
      checkLabels(parsed('labels', sections.labelStart, occupation), {
        sources: sourceStart[occupation + 1]! - sourceStart[occupation]!,
        competencies: competenciesIn(sections, firstTask, occupation),
        tasks: firstTask[occupation + 1]! - firstTask[occupation]!,
      }),
    standard: occupation => checkStandard(parsed('standards', sections.standardStart, occupation)),
  };
}

function readContents(bytes: Uint8Array): Contents {
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new ArtifactError('not-an-index');
  if (bytes.length < HEADER_BYTES) throw new ArtifactError('truncated');
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const version = header.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new ArtifactError('other-version', `format ${version}, this program reads ${FORMAT_VERSION}`);
  }
  const length = header.getUint32(12, true);
  if (length % 8 !== 0) throw new ArtifactError('altered', 'header');
  if (HEADER_BYTES + length > bytes.length) throw new ArtifactError('truncated');
  const end = HEADER_BYTES + length;
  if (header.getUint32(16, true) !== checksum(bytes.subarray(24, end)) || header.getUint32(20, true) !== 0) {
    throw new ArtifactError('altered', 'header');
  }
  const contents = checkContents(parseJson(bytes.subarray(HEADER_BYTES, end), 'contents'), end);
  if (contents.manifest.analyser !== ANALYSER_VERSION) {
    throw new ArtifactError(
      'other-analyser',
      `analyser ${contents.manifest.analyser}, this program has ${ANALYSER_VERSION}`,
    );
  }
  return contents;
}

/** The header's checksum vouches for the table, the table's for the sections; what is left is to make the views. */
function viewSections(bytes: Uint8Array, contents: Contents): Sections {
  const views: Record<string, SectionData> = {};
  let end = 0;
  for (const entry of contents.sections) {
    end = align8(entry.offset + entry.length * ELEMENT_BYTES[entry.type]);
    if (end > bytes.length) throw new ArtifactError('truncated');
    if (checksum(bytes.subarray(entry.offset, end)) !== entry.checksum)
      throw new ArtifactError('altered', entry.name);
    views[entry.name] = view(bytes, entry);
  }
  if (end !== bytes.length) throw new ArtifactError('truncated');
  for (const name of Object.keys(SECTIONS) as SectionName[]) {
    if (views[name] === undefined) throw new ArtifactError('unsound', `no section ${name}`);
  }
  return views as unknown as Sections;
}

function view(bytes: Uint8Array, { type, offset, length }: SectionEntry): SectionData {
  const at = bytes.byteOffset + offset;
  switch (type) {
    case 'u8':
      return new Uint8Array(bytes.buffer, at, length);
    case 'u16':
      return new Uint16Array(bytes.buffer, at, length);
    case 'u32':
      return new Uint32Array(bytes.buffer, at, length);
    case 'i32':
      return new Int32Array(bytes.buffer, at, length);
    case 'f32':
      return new Float32Array(bytes.buffer, at, length);
    case 'f64':
      return new Float64Array(bytes.buffer, at, length);
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
