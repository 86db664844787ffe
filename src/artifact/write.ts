import { checksum } from './checksum.ts';
import {
  align8,
  type Contents,
  ELEMENT_BYTES,
  FORMAT_VERSION,
  HEADER_BYTES,
  MAGIC,
  type Manifest,
  SECTIONS,
  type SectionEntry,
  type SectionName,
  type Sections,
} from './format.ts';

/**
 * Lays the sections of a built index out as one file. Pure: the bytes depend on the arguments alone. `sha256` is given
 * by the caller because the portable core has none that is synchronous.
 */
export function writeArtifact(
  manifest: Manifest,
  sections: Sections,
  sha256: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const names = Object.keys(SECTIONS) as SectionName[];
  const sums = names.map(name => checksum(padded(sections[name])));
  const contents = layOut(manifest, sections, names, sums);
  const json = encodeContents(contents);
  const last = contents.sections.at(-1)!;
  const bytes = new Uint8Array(align8(last.offset + last.length * ELEMENT_BYTES[last.type]));
  bytes.set(json, HEADER_BYTES);
  contents.sections.forEach((entry, i) => {
    const data = sections[names[i]!];
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), entry.offset);
  });
  const header = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  header.setUint32(8, FORMAT_VERSION, true);
  header.setUint32(12, json.length, true);
  bytes.set(sha256(bytes.subarray(HEADER_BYTES)), 24);
  header.setUint32(16, checksum(bytes.subarray(24, HEADER_BYTES + json.length)), true);
  return bytes;
}

/**
 * Offsets stand inside the JSON whose length decides where the sections begin, so the table is laid out twice: once to
 * learn how long it can get, once for good.
 */
function layOut(
  manifest: Manifest,
  sections: Sections,
  names: readonly SectionName[],
  sums: number[],
): Contents {
  const from = (start: number): Contents => {
    let offset = start;
    const entries = names.map((name, i): SectionEntry => {
      const entry = { name, type: SECTIONS[name], offset, length: sections[name].length, checksum: sums[i]! };
      offset = align8(offset + sections[name].byteLength);
      return entry;
    });
    return { manifest, sections: entries };
  };
  const longest = JSON.stringify(from(0)).length + names.length * 12;
  return from(align8(HEADER_BYTES + longest * 2));
}

/** Contents as JSON, padded with spaces up to the first section. */
function encodeContents(contents: Contents): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(contents));
  const room = new Uint8Array(contents.sections[0]!.offset - HEADER_BYTES).fill(0x20);
  room.set(json);
  return room;
}

/** As it will lie in the file; a copy only where zeros are missing. */
function padded(data: Sections[SectionName]): Uint8Array {
  if (data.byteLength % 8 === 0 && data.byteOffset % 4 === 0)
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bytes = new Uint8Array(align8(data.byteLength));
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return bytes;
}
