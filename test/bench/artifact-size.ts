import { brotliCompressSync, brotliDecompressSync, constants, gzipSync } from 'node:zlib';
import { packArtifact } from '../../src/artifact/packed/pack.ts';
import { unpackArtifact } from '../../src/artifact/packed/unpack.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { Standard } from '../../src/standards/model.ts';
import { CORPORA, goldenStandards } from '../helpers/golden-index.ts';
import { type Bench, median } from './harness.ts';
import { benchStandards } from './material.ts';

/**
 * How many bytes does a browser fetch for an index, and how long does it take to open it from them? Sizes are those of the
 * file as it lies on disk, of its packed form, and of that compressed by gzip and by brotli 11; `packed + brotli` is what
 * is sent. A browser undoes brotli while it fetches; unpacking and opening come after.
 */
export const artifactSize: Bench<Sample> = {
  name: 'artifact-size',
  parts: ({ smoke }) =>
    (smoke || benchStandards().standards.length === SEEDS ? ['seeds'] : ['seeds', 'bench']).map(name => ({
      name,
      processes: 1,
    })),
  measure: ({ part, smoke }) =>
    measure(part === 'seeds' ? goldenStandards() : benchStandards().standards, smoke),
  report: samples => [
    {
      title: 'an index as it is sent (MB; ms)',
      columns: ['what', 'plain', 'packed', '+ gzip', '+ brotli', 'pack', 'un-brotli', 'unpack', 'open'],
      rows: [...samples].map(([part, [sample]]) => [
        part === 'seeds' ? 'the five seeds' : benchStandards().from,
        ...sample!.megabytes.map(size => size?.toFixed(2) ?? '–'),
        ...sample!.milliseconds.map(time => time?.toFixed(0) ?? '–'),
      ]),
    },
  ],
};

const SEEDS = 5;

interface Sample {
  /** Plain, packed, gzip, brotli; null for what a short run leaves out. */
  readonly megabytes: readonly (number | null)[];
  /** Pack, undo brotli, unpack, open: medians. */
  readonly milliseconds: readonly (number | null)[];
}

function measure(standards: readonly Standard[], smoke: boolean): Sample {
  const { bytes } = buildIndex(standards, { corpora: CORPORA });
  const packed = packArtifact(bytes);
  const sent = smoke ? undefined : compress(packed); // half a minute for the catalogue
  const time = (run: () => unknown): number =>
    median(
      Array.from({ length: smoke ? 1 : 7 }, () => {
        const start = performance.now();
        run();
        return performance.now() - start;
      }),
    );
  return {
    megabytes: [bytes, packed, gzipSync(packed, { level: 9 }), sent].map(data =>
      data === undefined ? null : data.length / 1e6,
    ),
    milliseconds: [
      time(() => packArtifact(bytes)),
      sent === undefined ? null : time(() => brotliDecompressSync(sent)),
      time(() => unpackArtifact(packed)),
      time(() => openArtifact(bytes)),
    ],
  };
}

/** As hard as brotli goes (RFC 7932), with the largest window that every decoder of `content-encoding: br` takes. */
function compress(packed: Uint8Array): Uint8Array {
  return brotliCompressSync(packed, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: packed.length,
    },
  });
}
