import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { packArtifact } from '../../artifact/packed/pack.ts';

const compress = promisify(brotliCompress);

/**
 * An index as it is sent to a browser: packed, then compressed by brotli (RFC 7932) as hard as it goes, for an answer with
 * `content-encoding: br`. Packing takes a second or two of this thread, compressing some twenty of another. The window is
 * the largest that every decoder of that encoding takes.
 */
export async function deliverable(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = packArtifact(bytes);
  return compress(packed, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: packed.length,
    },
  });
}
