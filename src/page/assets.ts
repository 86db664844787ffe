import type { IndexLocation } from './engine/engine.ts';

/** Where the page's own files are: every path but the service worker's holds a hash of the content. */
export interface PageAssets {
  /** Runs before anything is painted: theme and language as chosen before. */
  readonly boot: string;
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** The Web Worker that matches. */
  readonly worker: string;
  /** For reading PDF documents: pdfjs' own worker, and the folder of its character maps, which ends with a slash. */
  readonly pdfWorker?: string;
  readonly pdfCharacterMaps?: string;
  readonly index: IndexLocation;
}

/** Neither holds a hash: a browser looks for them where they have always been. */
export const SERVICE_WORKER = '/service-worker.js';
export const WEB_MANIFEST = '/manifest.webmanifest';

/** The id of the element that carries them, as JSON, to the script. */
export const ASSETS_ID = 'assets';
