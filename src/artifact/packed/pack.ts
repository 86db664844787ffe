import { ArtifactError } from '../errors.ts';
import { HEADER_BYTES } from '../format.ts';
import { openArtifact } from '../read.ts';
import { type Streams, writePacked } from './container.ts';
import { packSources } from './sources.ts';
import { packTerms } from './terms.ts';
import { unpackArtifact, VERBATIM } from './unpack.ts';
import { listWords, packWords } from './words.ts';

/**
 * An index for sending. What an index holds is laid out to be looked at where it lies; most of it follows from the rest,
 * and only the rest is sent:
 *
 * ```
 *   tries                          ← their words (words.ts)
 *   terms, which slot holds which  ← which words are terms (terms.ts)
 *   rows, columns                  ← the terms of each source (sources.ts)
 *   anatomy, labels, first tasks   ← the records of the standards
 *   section table, checksums       ← the sections
 * ```
 *
 * All else is sent as it is. The seeds' index of 14.2 MB is 1.4 MB when packed and compressed by brotli, the catalogue's of
 * 37.2 MB is 3.0 MB. Not useful for compressing by itself. Throws ArtifactError for what is no index, and RangeError for
 * one that would not come back byte by byte.
 */
export function packArtifact(bytes: Uint8Array): Uint8Array {
  const artifact = openArtifact(bytes);
  const { sections, manifest } = artifact;
  const words = listWords(artifact.automaton);
  const phrases = listWords(artifact.phrases);
  const streams: Streams = {
    header: bytes.subarray(0, HEADER_BYTES),
    ...named('word', packWords(words, sections.automatonAlphabet)),
    ...named('term', packTerms(words, sections.automatonTerm, artifact.terms.all(), artifact.printed.all())),
    ...named('phrase', packWords(phrases, sections.phraseAlphabet)),
    ...named('source', packSources(artifact)),
    ...Object.fromEntries(VERBATIM.map(name => [name, bytesOf(sections[name])])),
  };
  const packed = writePacked({ manifest, length: bytes.length, streams });
  if (!comesBack(packed, bytes))
    throw new RangeError('this index cannot be packed: it was not built by this version of icap-match');
  return packed;
}

/** `shape` of `word` is the stream `wordShape`. */
function named(prefix: string, streams: object): Streams {
  return Object.fromEntries(
    Object.entries(streams).map(([name, data]) => [
      `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`,
      data,
    ]),
  );
}

function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function comesBack(packed: Uint8Array, bytes: Uint8Array): boolean {
  try {
    const again = unpackArtifact(packed);
    return again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
  } catch (error) {
    if (error instanceof ArtifactError) return false;
    throw error;
  }
}
