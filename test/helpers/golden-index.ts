import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Artifact, openArtifact } from '../../src/artifact/read.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import type { Standard } from '../../src/standards/model.ts';

const root = resolve(import.meta.dirname, '../..');
export const CORPORA = join(root, 'corpora');

/** The five golden records: what reading the seeds must give, so tests of later rooms do not hang on the reader. */
export function goldenStandards(): Standard[] {
  const folder = join(root, 'test/golden');
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(
      name => ({ superseded: false, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }) as Standard,
    );
}

let bytes: Uint8Array | undefined;

/** The index of the five as bytes, built once per test file. */
export function goldenIndex(): Uint8Array {
  bytes ??= buildIndex(goldenStandards(), { corpora: CORPORA }).bytes;
  return bytes;
}

export function goldenArtifact(): Artifact {
  return openArtifact(goldenIndex());
}
