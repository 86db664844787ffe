import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Encoding } from '../../../http/answers.ts';
import type { StaticFile } from '../../../http/files.ts';
import { contentHash, type PageFile } from './files.ts';

/** Bytes below which a file fits into one packet anyway. */
const WORTH_IT = 1400;
const COMPRESSIBLE = /^(text\/|image\/svg|application\/manifest)/;

/** How much time compressing gets: brotli's quality. */
const QUALITIES = { best: 11, quick: 5 } as const;

/**
 * A file with its compressed forms, each made when it is first asked for, on zlib's own threads, and kept. Two who ask at
 * once wait for the same.
 */
export function servedFile(
  { contentType, body, cache }: Omit<PageFile, 'path'>,
  effort: keyof typeof QUALITIES = 'best',
): StaticFile {
  const forms = new Map<Encoding, Promise<Uint8Array>>();
  const make = async (encoding: Encoding): Promise<Uint8Array> => {
    try {
      return await (encoding === 'br'
        ? brotli(body, QUALITIES[effort])
        : promisify(gzip)(body, { level: 9 }));
    } catch (error) {
      forms.delete(encoding); // the next one who asks may be luckier
      throw error;
    }
  };
  return {
    contentType,
    cache,
    tag: contentHash(body),
    encodings: body.length >= WORTH_IT && COMPRESSIBLE.test(contentType) ? ['br', 'gzip'] : [],
    bytes(encoding) {
      if (encoding === null) return Promise.resolve(body);
      const form = forms.get(encoding) ?? make(encoding);
      forms.set(encoding, form);
      return form;
    },
  };
}

function brotli(body: Uint8Array, quality: number): Promise<Uint8Array> {
  return promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
