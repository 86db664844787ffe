import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Compress } from '../../http/answers.ts';

/**
 * On zlib's own threads. Brotli's quality 4 was measured on a whole explanation of 1.4 MB: 1.8 ms, a seventieth is left;
 * gzip takes 4.1 ms and leaves a thirtieth.
 */
export const compress: Compress = (bytes, encoding) =>
  encoding === 'br'
    ? brotliAsync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    : gzipAsync(bytes);

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);
