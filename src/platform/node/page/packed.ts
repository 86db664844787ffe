import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { PACKED_VERSION } from '../../../artifact/packed/container.ts';
import type { StaticFile } from '../../../http/files.ts';
import { type IndexLocation, PLAIN_LENGTH } from '../../../page/engine/engine.ts';
import type { LoadedIndex } from '../indexes.ts';
import { ASSETS } from './files.ts';
import { keep, readKept } from './kept.ts';
import type { PackedForms, Packing } from './packer.ts';

/** An index as browsers get it. */
export interface PackedIndex {
  /** Smaller once the best form is there; what it holds is the same. */
  forms: PackedForms;
  /** Resolves when it will become no smaller. */
  readonly best: Promise<void>;
}

/** This index cannot be packed, however often one tries. */
export class Unpackable extends Error {
  override readonly name = 'Unpackable';
}

/** Where the packed form of an index is served: another digest or another form of packing is another path. */
export function packedPath(digest: string): string {
  return `${ASSETS}index-${digest}-${PACKED_VERSION}.pack`;
}

/**
 * An index packed and compressed: as it was kept, or by a process of its own, so that neither memory nor the event loop of
 * this one suffers. Resolves as soon as there is a form to begin with. Rejects with Unpackable, or when that process ends
 * too early, as it does when `signal` says so.
 */
export async function packIndex(
  index: LoadedIndex,
  places: readonly string[],
  signal: AbortSignal,
): Promise<PackedIndex> {
  const { digest } = index.artifact;
  const kept = await readKept(places, digest);
  if (kept !== null) return { forms: kept, best: Promise.resolve() };
  return new Promise((resolve, reject) => {
    let packed: PackedIndex | undefined;
    const best = Promise.withResolvers<void>();
    const child = fork(PACKER, {
      signal,
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (message: Packing) => {
      if (message.kind === 'refused') return reject(new Unpackable(message.reason));
      packed ??= { forms: message.forms, best: best.promise };
      packed.forms = message.forms;
      resolve(packed);
      if (message.best) void keep(places, digest, message.forms).then(best.resolve);
    });
    child.once('error', reject);
    child.once('disconnect', () => {
      reject(new Error('the process that packs the index ended too early'));
      best.resolve();
    });
    child.send(index.bytes, () => {}); // should it fail, the process has ended, and that is told
  });
}

const PACKER = fileURLToPath(
  new URL(`./packer${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/** As a file to serve. Hardly anybody wants it uncompressed, so that form is made when it is asked for. */
export function packedFile(digest: string, packed: PackedIndex): StaticFile {
  return {
    contentType: 'application/octet-stream',
    cache: 'immutable',
    tag: `${digest}-${PACKED_VERSION}`,
    encodings: ['br', 'gzip'],
    bytes: async encoding =>
      encoding === null ? promisify(brotliDecompress)(packed.forms.br) : packed.forms[encoding],
    headers: { [PLAIN_LENGTH]: String(packed.forms.plain) },
  };
}

/** For the page: without sizes while it is not packed yet. */
export function locationOf(digest: string, packed: PackedIndex | null): IndexLocation {
  return {
    url: packedPath(digest),
    bytes: packed?.forms.plain ?? 0,
    sent: packed?.forms.br.length ?? 0,
  };
}
