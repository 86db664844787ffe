import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The package's own folder: the checkout, or where npm put it (`dist/` mirrors `src/`, so the way up is the same). */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const SEEDS = `${PACKAGE_ROOT}seeds`;
export const CORPORA = `${PACKAGE_ROOT}corpora`;
export const BUILD = `${PACKAGE_ROOT}build`;

export const VERSION: string = (
  JSON.parse(readFileSync(`${PACKAGE_ROOT}package.json`, 'utf8')) as { version: string }
).version;
