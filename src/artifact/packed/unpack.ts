import type { Standard } from '../../standards/model.ts';
import type { AnatomySections } from '../anatomy.ts';
import { AnatomyBuilder } from '../derived/anatomy.ts';
import { offsets } from '../derived/growing.ts';
import { unitSections } from '../derived/unit-sections.ts';
import { buildDoubleArray } from '../double-array.ts';
import { ArtifactError } from '../errors.ts';
import { FORMAT_VERSION, HEADER_BYTES, SECTIONS, type SectionName, type Sections } from '../format.ts';
import { listSources, type Source, tasksOf } from '../sources.ts';
import { writeArtifact } from '../write.ts';
import { type Packed, readPacked, type Streams } from './container.ts';
import { unpackSources } from './sources.ts';
import { encodeLines, phraseTerms, unpackTerms } from './terms.ts';
import { unpackWords } from './words.ts';

/** Sections that are sent as they are. */
export const VERBATIM = [
  'automatonAlphabet',
  'automatonWeight',
  'phraseAlphabet',
  'folding',
  'simplified',
  'stops',
  'termWeight',
  'zones',
  'neighbourStart',
  'neighbourTerm',
  'neighbourWeight',
  'occupations',
  'standards',
  'standardStart',
] as const satisfies readonly SectionName[];

/**
 * The index that was packed, byte by byte. Throws ArtifactError for anything but sound packed bytes of this version. What
 * an index is said to be long bounds the memory that is asked for, and what the bytes are long bounds that.
 */
export function unpackArtifact(bytes: Uint8Array): Uint8Array {
  try {
    return rebuild(readPacked(bytes));
  } catch (error) {
    if (error instanceof ArtifactError) throw error;
    // The checksum is no protection against intent: what was made up may fail anywhere, and always it is the bytes.
    throw new ArtifactError('altered', 'packed form');
  }
}

function rebuild({ manifest, length, streams }: Packed): Uint8Array {
  const header = streams.header!;
  if (header.length !== HEADER_BYTES) throw new ArtifactError('altered', 'header');
  const version = new DataView(header.buffer, header.byteOffset, HEADER_BYTES).getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new ArtifactError('other-version', `format ${version}, this program reads ${FORMAT_VERSION}`);
  }
  const sent = Object.fromEntries(VERBATIM.map(name => [name, view(name, streams[name]!)])) as Pick<
    Sections,
    (typeof VERBATIM)[number]
  >;
  const standards = parseStandards(sent);
  const sources = standards.map(listSources);
  const firstTask = offsets(standards.map(standard => tasksOf(standard).length));
  const sections: Sections = {
    ...sent,
    ...wordSections(streams, sent, manifest.words, length),
    ...unitSections({
      ...unpackSources(
        { counts: streams.sourceCounts!, terms: streams.sourceTerms!, damping: streams.sourceDamping! },
        sources,
        manifest.decoys,
        length,
      ),
      firstTask,
      termWeight: sent.termWeight,
      weights: manifest.weights,
    }),
    firstTask,
    ...anatomyOf(standards, sources),
  };
  const bytes = writeArtifact(manifest, sections, () => header.subarray(24, HEADER_BYTES));
  // the header holds a checksum of the section table, and the table those of all sections
  if (bytes.length !== length || header.some((byte, i) => byte !== bytes[i]))
    throw new ArtifactError('altered', 'what was unpacked is not what was packed');
  return bytes;
}

function parseStandards(sent: Pick<Sections, 'standards' | 'standardStart'>): Standard[] {
  const decoder = new TextDecoder();
  return Array.from(sent.standardStart.subarray(1), (end, i) => {
    const start = sent.standardStart[i]!;
    if (end < start) throw new ArtifactError('altered', 'standards'); // or a record could be read again and again
    return JSON.parse(decoder.decode(sent.standards.subarray(start, end))) as Standard;
  });
}

function wordSections(
  streams: Streams,
  sent: Pick<Sections, 'automatonAlphabet' | 'phraseAlphabet'>,
  firstPhrase: number,
  most: number,
): Pick<Sections, 'automatonSlots' | 'automatonTerm' | 'terms' | 'printed' | 'phraseSlots' | 'phraseTerm'> {
  const words = unpackWords(
    { shape: streams.wordShape!, symbols: streams.wordSymbols!, classes: streams.wordClasses! },
    sent.automatonAlphabet,
    most,
  );
  const automaton = buildDoubleArray(words.words, words.classes);
  const terms = unpackTerms(
    { marks: streams.termMarks!, others: streams.termOthers!, printed: streams.termPrinted! },
    automaton,
    words.words,
  );
  const phrases = unpackWords(
    { shape: streams.phraseShape!, symbols: streams.phraseSymbols!, classes: streams.phraseClasses! },
    sent.phraseAlphabet,
    most,
  );
  const trie = buildDoubleArray(phrases.words, phrases.classes);
  return {
    automatonSlots: automaton.slots,
    automatonTerm: terms.bySlot,
    terms: encodeLines(terms.terms),
    printed: encodeLines(terms.printed),
    phraseSlots: trie.slots,
    phraseTerm: phraseTerms(trie, phrases.words, firstPhrase),
  };
}

function anatomyOf(standards: readonly Standard[], sources: readonly (readonly Source[])[]): AnatomySections {
  const anatomy = new AnatomyBuilder();
  standards.forEach((standard, o) => {
    anatomy.add(standard, sources[o]!);
  });
  return anatomy.finish();
}

/** A copy of its own, since a stream may begin anywhere. */
function view(name: (typeof VERBATIM)[number], stream: Uint8Array): Sections[SectionName] {
  const { buffer } = stream.slice();
  switch (SECTIONS[name]) {
    case 'u8':
      return new Uint8Array(buffer);
    case 'u16':
      return new Uint16Array(buffer);
    case 'u32':
      return new Uint32Array(buffer);
    case 'f32':
      return new Float32Array(buffer);
    case 'f64':
      return new Float64Array(buffer);
  }
}
