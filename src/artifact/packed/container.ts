import { checksum } from '../checksum.ts';
import { ArtifactError } from '../errors.ts';
import type { Manifest } from '../format.ts';

/**
 * The packed form of an index: what cannot be worked out from the rest, for sending (pack.ts says what that is). It is
 * made to be compressed by whoever sends it.
 *
 * ```
 *   0   magic "ICAPPACK"
 *   8   version                           u32
 *   12  checksum of everything from 16 on u32
 *   16  length of the index in bytes      u32
 *   20  length of the directory           u32   (bytes of JSON)
 *   24  directory                         JSON: the index's manifest, and the streams' names and lengths
 *   …   streams, end to end, then zeros up to 4 bytes
 * ```
 */
export interface Packed {
  readonly manifest: Manifest;
  /** Length of the index in bytes. */
  readonly length: number;
  readonly streams: Streams;
}

export type Streams = Readonly<Record<string, Uint8Array>>;

interface Directory {
  readonly manifest: Manifest;
  readonly streams: readonly (readonly [name: string, length: number])[];
}

const MAGIC = 'ICAPPACK';
/** Raised with every change of what the bytes mean; the index inside has its own version. */
export const PACKED_VERSION = 1;
const HEADER_BYTES = 24;
/** An index is some three to five times its packed form; one that says more is not given the memory. */
const MOST_TIMES = 32;

export function writePacked({ manifest, length, streams }: Packed): Uint8Array {
  const entries = Object.entries(streams);
  const directory: Directory = { manifest, streams: entries.map(([name, data]) => [name, data.length]) };
  const parts = [new TextEncoder().encode(JSON.stringify(directory)), ...entries.map(([, data]) => data)];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, HEADER_BYTES + 3) & ~3);
  let at = HEADER_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes.set(new TextEncoder().encode(MAGIC));
  const header = new DataView(bytes.buffer);
  header.setUint32(8, PACKED_VERSION, true);
  header.setUint32(16, length, true);
  header.setUint32(20, parts[0]!.length, true);
  header.setUint32(12, checksum(bytes.subarray(16)), true);
  return bytes;
}

/** Throws ArtifactError for anything but sound packed bytes of this version. */
export function readPacked(given: Uint8Array): Packed {
  const bytes = aligned(given);
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new ArtifactError('not-an-index');
  if (bytes.length < HEADER_BYTES || bytes.length % 4 !== 0) throw new ArtifactError('truncated');
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const version = header.getUint32(8, true);
  if (version !== PACKED_VERSION) {
    throw new ArtifactError('other-version', `packed form ${version}, this program reads ${PACKED_VERSION}`);
  }
  if (header.getUint32(12, true) !== checksum(bytes.subarray(16)))
    throw new ArtifactError('altered', 'packed form');
  const length = header.getUint32(16, true);
  if (length > bytes.length * MOST_TIMES) throw new ArtifactError('altered', 'its length');
  const from = HEADER_BYTES + header.getUint32(20, true);
  const directory = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, from));
  const { manifest, streams } = JSON.parse(directory) as Directory;
  return { manifest, length, streams: viewStreams(bytes, from, streams) };
}

/** Words at their borders, and no Buffer, whose `slice` is no copy: streams are cut out of these bytes with it. */
function aligned(bytes: Uint8Array): Uint8Array {
  const { buffer, byteOffset, length } = bytes;
  return byteOffset % 4 === 0 ? new Uint8Array(buffer, byteOffset, length) : new Uint8Array(bytes);
}

function viewStreams(bytes: Uint8Array, from: number, entries: Directory['streams']): Streams {
  const streams: Record<string, Uint8Array> = {};
  let at = from;
  for (const [name, length] of entries) {
    streams[name] = bytes.subarray(at, at + length);
    at += length;
  }
  if (((at + 3) & ~3) !== bytes.length) throw new ArtifactError('altered', 'streams');
  return streams;
}
