import { beforeAll, describe, expect, it } from 'vitest';
import { checksum } from '../../src/artifact/checksum.ts';
import { ArtifactError } from '../../src/artifact/errors.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { CORPORA, goldenIndex, goldenStandards } from '../helpers/golden-index.ts';
import { fuzzArtifact } from './fuzz.ts';

let bytes: Uint8Array;
beforeAll(() => {
  bytes = goldenIndex();
});

function problem(damaged: Uint8Array): string {
  try {
    openArtifact(damaged);
  } catch (error) {
    if (error instanceof ArtifactError) return error.problem;
    throw error;
  }
  return 'opened';
}

describe('the artifact', () => {
  it('gives back what was put in', () => {
    const artifact = openArtifact(bytes);
    const standards = goldenStandards();
    expect(artifact.manifest).toMatchObject({ standards: 5, tasks: 33 });
    expect(artifact.digest).toMatch(/^[0-9a-f]{32}$/);
    const ids = standards.map(({ code, name }) => code ?? name).sort();
    expect(artifact.occupations.map(({ id }) => id)).toEqual(ids);
    artifact.occupations.forEach(({ name }, i) => {
      expect(artifact.standard(i)).toEqual(standards.find(standard => standard.name === name));
    });
  });

  it('is the same bytes for the same standards in any order', () => {
    const again = buildIndex(goldenStandards().reverse(), { corpora: CORPORA }).bytes;
    expect(Buffer.compare(again, bytes)).toBe(0);
  });

  it('opens from bytes that start anywhere in their buffer', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(openArtifact(shifted.subarray(3)).digest).toBe(openArtifact(bytes).digest);
    expect(openArtifact(Buffer.from(shifted.buffer, 3)).digest).toBe(openArtifact(bytes).digest);
  });

  it('refuses what is no index, in words that say what to do', () => {
    for (const foreign of [
      new Uint8Array(0),
      new TextEncoder().encode('{"hello":1}'),
      new Uint8Array(4096),
    ]) {
      expect(problem(foreign)).toBe('not-an-index');
    }
    expect(() => openArtifact(new Uint8Array(9))).toThrow(/icap-match index/);
  });

  it('refuses an older or newer format', () => {
    const other = bytes.slice();
    other[8] = 99;
    expect(problem(other)).toBe('other-version');
    expect(() => openArtifact(other)).toThrow(/another version.*rebuild/);
  });

  it('refuses every truncation', () => {
    for (const length of [8, 9, 55, 56, 100, 4000, bytes.length >> 1, bytes.length - 8, bytes.length - 1]) {
      expect(problem(bytes.slice(0, length)), `${length} bytes`).toMatch(/truncated|altered/);
    }
    const longer = new Uint8Array(bytes.length + 8);
    longer.set(bytes);
    expect(problem(longer)).toBe('truncated');
  });

  it('refuses what is harmed, and what lies under good checksums, or answers (ICAP_FUZZ_SEED repeats a run)', () => {
    const seed = Number(process.env.ICAP_FUZZ_SEED ?? Date.now() % 2 ** 31);
    const { refused } = fuzzArtifact(bytes, 300, seed);
    expect(refused, `seed ${seed}`).toBeGreaterThan(150);
  });
});

describe('the checksum', () => {
  it('is XXH32', () => {
    expect(checksum(new Uint8Array(0))).toBe(0x02cc5d05);
    expect(checksum(new TextEncoder().encode('abcd'))).toBe(0xa3643705);
  });
});
