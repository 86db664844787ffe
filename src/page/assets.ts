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
  readonly index: IndexLocation;
}

/** The id of the element that carries them, as JSON, to the script. */
export const ASSETS_ID = 'assets';
