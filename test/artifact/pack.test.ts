import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ArtifactError } from '../../src/artifact/errors.ts';
import { type Packed, readPacked, writePacked } from '../../src/artifact/packed/container.ts';
import { packArtifact } from '../../src/artifact/packed/pack.ts';
import { StreamReader, StreamWriter } from '../../src/artifact/packed/streams.ts';
import { unpackArtifact } from '../../src/artifact/packed/unpack.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { SOURCE_KINDS } from '../../src/artifact/sources.ts';
import { writeArtifact } from '../../src/artifact/write.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { type Model, readModel } from '../../src/indexing/model.ts';
import type { Standard } from '../../src/standards/model.ts';
import { benchStandards } from '../bench/material.ts';
import { CORPORA, goldenIndex, goldenStandards } from '../helpers/golden-index.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

let bytes: Uint8Array;
let packed: Uint8Array;
beforeAll(() => {
  bytes = goldenIndex();
  packed = packArtifact(bytes);
});

/** The bytes stay out of what a failing test prints. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** What unpacking says, or whether it gave the index that was packed. */
function outcome(damaged: Uint8Array): string {
  try {
    return same(unpackArtifact(damaged), bytes) ? 'the index' : 'another index';
  } catch (error) {
    if (error instanceof ArtifactError) return error.problem;
    throw error;
  }
}

/** Bytes that say about themselves that they are sound. */
function forged(change: Partial<Packed>): Uint8Array {
  return writePacked({ ...readPacked(packed), ...change });
}

function forgedStreams(change: Record<string, Uint8Array>): Uint8Array {
  return forged({ streams: { ...readPacked(packed).streams, ...change } });
}

describe('a packed index', () => {
  it('is smaller, and unpacks to the same bytes', () => {
    expect(packed.length).toBeLessThan(bytes.length / 4);
    expect(same(unpackArtifact(packed), bytes)).toBe(true);
    expect(openArtifact(unpackArtifact(packed)).digest).toBe(openArtifact(bytes).digest);
  });

  it('unpacks from bytes that start anywhere in their buffer', () => {
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    expect(outcome(shifted.subarray(3))).toBe('the index');
  });

  it('unpacks from a Buffer that lies anywhere in the memory it shares with others', () => {
    const shared = Buffer.alloc(packed.length + 8);
    for (let at = 0; at < 8; at++) {
      const pooled = shared.subarray(at, at + packed.length);
      pooled.set(packed);
      expect(outcome(pooled), `at ${at}`).toBe('the index');
    }
    expect(outcome(gunzipSync(gzipSync(packed)))).toBe('the index');
    expect(readPacked(Buffer.concat([Buffer.alloc(1), packed]).subarray(1)).length).toBe(bytes.length);
  });

  it('is the same for the same index', () => {
    expect(same(packArtifact(Buffer.from(bytes)), packed)).toBe(true);
  });

  const data = process.env.ICAP_MATCH_DATA;
  it.skipIf(data === undefined || !existsSync(join(data, 'catalogue')))(
    'unpacks to the same bytes for the catalogue (skipped without ICAP_MATCH_DATA)',
    () => roundTrip(benchStandards().standards),
  );
});

describe('packing', () => {
  const [first] = goldenStandards() as [Standard, ...Standard[]];
  const [duty] = first.duties;
  const [task] = duty!.tasks;
  const bare = { ...task!, outputs: [], indicators: [], knowledge: [], skills: [] };
  const named = (code: string, change: Partial<Standard>): Standard => ({ ...first, code, ...change });

  it('brings back one standard with one task', () => {
    roundTrip([{ ...first, duties: [{ ...duty!, tasks: [task!] }] }]);
  });

  it('brings back one standard without tasks', () => {
    roundTrip([{ ...first, duties: [], attitudes: [] }]);
  });

  it('brings back odd standards', () => {
    roundTrip([
      named('NO-TASKS', { duties: [] }),
      named('NO-KS', { duties: [{ ...duty!, tasks: [bare, { ...bare, code: 'T9.9' }] }] }),
      named('LATIN', {
        name: 'Site Reliability Engineer',
        description: 'Keeps C++ and node.js services running, running, running.',
        duties: [{ code: 'T1', name: 'Operations', tasks: [{ ...bare, name: 'Site reliability' }] }],
      }),
      named('SURROGATES', { name: '𠮷野家店長😀', description: `${'𠮷野家'.repeat(40)}\ud842` }),
      named('OLD', { superseded: true }),
      { ...first, code: null, name: '没有代碼' },
      ...goldenStandards().slice(1),
    ]);
  });

  it('brings back an index in which everything counts', () => {
    const ones = Object.fromEntries(SOURCE_KINDS.map(kind => [kind, 1])) as Model['task']['text'];
    const channels = { text: ones, title: ones };
    roundTrip(goldenStandards(), { ...readModel(CORPORA), occupation: channels, task: channels });
  });

  it('brings back an index in which some kinds count for tasks alone', () => {
    const model = readModel(CORPORA);
    const nothing = { ...model.occupation.text, output: 0, knowledge: 0, alias: 0, duty: 0 };
    roundTrip(goldenStandards(), { ...model, occupation: { text: nothing, title: nothing } });
  });

  it('refuses what is no index', () => {
    expect(() => packArtifact(packed)).toThrow(ArtifactError);
  });

  it('refuses an index that would not come back', () => {
    const { manifest, sections } = openArtifact(bytes);
    const decoyTextWeight = sections.decoyTextWeight.map(weight => weight * 2);
    const other = writeArtifact(manifest, { ...sections, decoyTextWeight }, () => new Uint8Array(32));
    expect(() => packArtifact(other)).toThrow(/cannot be packed/);
  });
});

/** Built dictionaries, kept from one test to the next. */
const compiled = new Map<string, Uint8Array>();

function roundTrip(standards: readonly Standard[], model?: Model): void {
  const built = buildIndex(standards, {
    corpora: CORPORA,
    cache: { read: key => compiled.get(key), write: (key, trie) => compiled.set(key, trie) },
    ...(model === undefined ? {} : { model }),
  });
  expect(same(unpackArtifact(packArtifact(built.bytes)), built.bytes)).toBe(true);
}

describe('damaged packed bytes', () => {
  it('are refused when they are something else or of another version', () => {
    expect(outcome(new Uint8Array(0))).toBe('not-an-index');
    expect(outcome(bytes)).toBe('not-an-index');
    const other = packed.slice();
    other[8] = 99;
    expect(outcome(other)).toBe('other-version');
    const header = readPacked(packed).streams.header!.slice();
    header[8] = 99;
    expect(outcome(forgedStreams({ header }))).toBe('other-version');
  });

  it('are refused wherever they are cut off', () => {
    for (let length = 0; length < 2000; length++) {
      expect(outcome(packed.slice(0, length))).toMatch(/not-an-index|truncated|altered/);
    }
    for (const less of [1, 2, 3, 4, 5, 1000, packed.length >> 1])
      expect(outcome(packed.slice(0, packed.length - less))).toMatch(/truncated|altered/);
  });

  it(`are refused with any bit flipped (seed ${seed})`, () => {
    const scratch = packed.slice();
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(7), (at, bit) => {
        scratch[at]! ^= 1 << bit;
        try {
          expect(outcome(scratch)).toMatch(/not-an-index|other-version|altered/);
        } finally {
          scratch[at]! ^= 1 << bit;
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`are refused even if the checksum is right, whatever changed (seed ${seed})`, () => {
    const { streams } = readPacked(packed);
    const names = Object.keys(streams).filter(name => streams[name]!.length > 0);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 1, max: 255 }), (name, at, bits) => {
        const stream = streams[name]!.slice();
        stream[at % stream.length]! ^= bits;
        // what nothing refers to may change: the damping of a frequency that does not occur
        expect(outcome(forgedStreams({ [name]: stream }))).toMatch(/the index|altered|other-version/);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('are refused when they want more memory than they could need', () => {
    const { streams, manifest } = readPacked(packed);
    const long = new StreamWriter();
    for (let i = 0; i < 200_000; i++) {
      long.byte(0xff);
      long.varint(1000);
      long.varint(0);
    }
    const starts = new Uint32Array(streams.standardStart!.length / 4);
    for (let i = 1; i < starts.length; i += 2) starts[i] = streams.standards!.length;
    const bombs: Record<string, Uint8Array> = {
      length: forged({ length: 0xffffffff }),
      'every byte of every count': forgedStreams({
        sourceCounts: streams.sourceCounts!.map(() => 0xff),
      }),
      counts: forgedStreams({
        sourceCounts: Uint8Array.from(streams.sourceCounts!, (_, i) => (i % 5 === 4 ? 0x0f : 0xff)),
      }),
      'shared beginnings': forgedStreams({ wordShape: long.finish() }),
      'records read again and again': forgedStreams({ standardStart: new Uint8Array(starts.buffer) }),
      decoys: forged({ manifest: { ...manifest, decoys: 2 ** 32 - 1 } }),
    };
    for (const [name, bomb] of Object.entries(bombs)) {
      const start = performance.now();
      expect(outcome(bomb), name).toBe('altered');
      expect(performance.now() - start, name).toBeLessThan(3000);
    }
  });

  it('are refused in words that say what to do', () => {
    expect(() => unpackArtifact(packed.slice(0, 5001))).toThrow(/copy it again or rebuild/);
  });
});

describe('a stream of numbers', () => {
  it(`gives back what was put in (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 22)), fc.array(fc.nat(2 ** 31 - 1)), (codes, numbers) => {
        const writer = new StreamWriter();
        for (const code of codes) writer.code(code);
        for (const number of numbers) writer.varint(number);
        const reader = new StreamReader(writer.finish());
        expect(codes.map(() => reader.code())).toEqual(codes);
        expect(numbers.map(() => reader.varint())).toEqual(numbers);
        expect(reader.done).toBe(true);
        expect(() => reader.byte()).toThrow(ArtifactError);
      }),
      { seed },
    );
  });
});
