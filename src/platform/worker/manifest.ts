import { z } from 'zod';
import { optional } from '../../http/contract.ts';
import type { PageAssets } from '../../page/assets.ts';

/**
 * What stands among the static assets for the Worker itself, written where the assets are built. The platform never serves
 * this folder without asking the Worker, which answers for none of it.
 *
 * ```
 *   index/manifest.json       this
 *   index/<digest>.icap.gz    the index, for the Worker
 *   index/<digest>.pack.br    its packed form, for browsers
 *   index/<digest>.pack.gz
 * ```
 */
export interface WorkerManifest {
  /** Of the program that wrote it. */
  readonly version: string;
  readonly digest: string;
  /** Bytes of the index, inflated. */
  readonly bytes: number;
  readonly page: PageAssets;
}

export const FOLDER = '/index';
export const MANIFEST = `${FOLDER}/manifest.json`;

export const indexPath = (digest: string): string => `${FOLDER}/${digest}.icap.gz`;
export const packPath = (digest: string, encoding: 'br' | 'gzip'): string =>
  `${FOLDER}/${digest}.pack.${encoding === 'br' ? 'br' : 'gz'}`;

export const manifestShape: z.ZodType<WorkerManifest> = z.object({
  version: z.string(),
  digest: z.string(),
  bytes: z.int().positive(),
  page: z.object({
    boot: z.string(),
    script: z.string(),
    style: z.string(),
    icon: z.string(),
    worker: z.string(),
    pdfWorker: optional(z.string()),
    pdfCharacterMaps: optional(z.string()),
    index: z.object({ url: z.string(), bytes: z.number(), sent: z.number() }),
  }),
});
