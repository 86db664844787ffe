import { constants as osConstants, setPriority } from 'node:os';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { packArtifact } from '../../../artifact/packed/pack.ts';

/** What the process that packs tells, in this order: forms to begin with, then the same as small as they get. */
export type PackerMessage =
  | { readonly kind: 'packed'; readonly forms: PackedForms }
  | { readonly kind: 'refused'; readonly reason: string };

export interface PackedForms {
  /** Bytes before compression. */
  readonly plain: number;
  readonly br: Uint8Array;
  readonly gzip: Uint8Array;
  /** Whether they are as small as they get. */
  readonly best: boolean;
}

/** The window covers a whole packed index of today's sizes. */
const WINDOW = 24;
/** Brotli's qualities for the catalogue's 13 MB: 5 takes 0.2 s and leaves 3.6 MB, 11 takes 10 to 18 s and leaves 3.0. */
const QUICK = 5;
const BEST = 11;

/**
 * A process of its own (packed.ts starts it): gets the bytes of an index as a message, packs and compresses them, and ends.
 * For the best form it gives way to whoever else wants the processor. It ends too when the one that started it does.
 */
process.once('message', (bytes: Uint8Array) => void pack(new Uint8Array(bytes)));
process.once('disconnect', () => process.exit());

async function pack(bytes: Uint8Array): Promise<void> {
  let packed: Uint8Array;
  try {
    packed = packArtifact(bytes);
  } catch (error) {
    await tell({ kind: 'refused', reason: (error as Error).message });
    process.disconnect();
    return;
  }
  const [quick, gzipped] = await Promise.all([brotli(packed, QUICK), promisify(gzip)(packed, { level: 9 })]);
  const forms = { plain: packed.length, br: quick, gzip: gzipped, best: false };
  await tell({ kind: 'packed', forms });
  setPriority(osConstants.priority.PRIORITY_LOW); // from here on nobody waits
  await tell({ kind: 'packed', forms: { ...forms, br: await brotli(packed, BEST), best: true } });
  process.disconnect();
}

function brotli(bytes: Uint8Array, quality: number): Promise<Uint8Array> {
  return promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function tell(message: PackerMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send!(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}
