import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { packArtifact } from '../../src/artifact/packed/pack.ts';
import { unpackArtifact } from '../../src/artifact/packed/unpack.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { deliverable } from '../../src/platform/node/deliver.ts';
import type { Standard } from '../../src/standards/model.ts';
import { CORPORA, goldenStandards } from '../helpers/golden-index.ts';
import { type Bench, type BenchOptions, median } from './harness.ts';
import { benchStandards } from './material.ts';

/**
 * How many bytes does a browser fetch for an index, and how long does it take to open it from them? Sizes are those of the
 * file as it lies on disk, of its packed form, and of that compressed by gzip and by brotli 11; `packed + brotli` is what
 * is sent. A browser undoes brotli while it fetches; unpacking and opening come after.
 */
export const artifactSize: Bench = {
  name: 'artifact-size',
  async run(options) {
    const seeds = { standards: goldenStandards(), from: 'the five seeds' };
    const more = options.smoke ? seeds : benchStandards();
    const sets = more.from === seeds.from ? [seeds] : [seeds, more];
    const rows: string[][] = [];
    for (const { standards, from } of sets) rows.push([from, ...(await measure(standards, options))]);
    return [
      {
        title: 'an index as it is sent (MB; ms)',
        columns: ['what', 'plain', 'packed', '+ gzip', '+ brotli', 'pack', 'un-brotli', 'unpack', 'open'],
        rows,
      },
    ];
  },
};

async function measure(standards: readonly Standard[], { smoke }: BenchOptions): Promise<string[]> {
  const { bytes } = buildIndex(standards, { corpora: CORPORA });
  const packed = packArtifact(bytes);
  const sizes = [bytes, packed, gzipSync(packed, { level: 9 })].map(({ length }) => length);
  const sent = smoke ? undefined : await deliverable(bytes); // half a minute for the catalogue
  const rounds = smoke ? 1 : 7;
  const time = (run: () => unknown): string => {
    const times = Array.from({ length: rounds }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    });
    return median(times).toFixed(0);
  };
  return [
    ...sizes.map(megabytes),
    sent === undefined ? '–' : megabytes(sent.length),
    time(() => packArtifact(bytes)),
    sent === undefined ? '–' : time(() => brotliDecompressSync(sent)),
    time(() => unpackArtifact(packed)),
    time(() => openArtifact(bytes)),
  ];
}

function megabytes(length: number): string {
  return (length / 1e6).toFixed(2);
}
