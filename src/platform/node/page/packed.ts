import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { PACKED_VERSION } from '../../../artifact/packed/container.ts';
import type { StaticFile } from '../../../http/files.ts';
import { type IndexLocation, PLAIN_LENGTH } from '../../../page/engine/engine.ts';
import type { LoadedIndex } from '../indexes.ts';
import { ASSETS } from './files.ts';
import { keep, readKept } from './kept.ts';
import type { PackedForms } from './packer.ts';
import { type PackerRun, runPacker } from './packer-run.ts';

/** An index as browsers get it. */
export interface PackedIndex {
  /** Others, and smaller, once the best are there; what they hold is the same. */
  forms: PackedForms;
  /** Resolves when they become no smaller. */
  readonly best: Promise<void>;
}

/** Does what only one process at a time shall do: the second finds what the first has kept. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export interface PackParts {
  readonly index: LoadedIndex;
  /** Where packed indexes are kept. */
  readonly places: readonly string[];
  readonly inTurn: InTurn;
  readonly signal: AbortSignal;
  /** Milliseconds before the best form is made where another exists already; 0 for who waits for it. */
  readonly lull?: number;
}

const LULL = 10_000;

/** Where the packed form of an index is served: another digest or another form of packing is another path. */
export function packedPath(digest: string): string {
  return `${ASSETS}index-${digest}-${PACKED_VERSION}.pack`;
}

/**
 * An index packed and compressed: as it was kept, or by a process of its own, so that neither memory nor the event loop of
 * this one suffers. Resolves as soon as there is a form to begin with; the best comes later. Rejects with Unpackable, or
 * with whatever ended that process.
 */
export async function packIndex(parts: PackParts): Promise<PackedIndex> {
  const { index, places, inTurn, signal, lull = LULL } = parts;
  const { digest } = index.artifact;
  let run: PackerRun | undefined;
  const begin = async (): Promise<PackedForms> => {
    const kept = await readKept(places, digest);
    if (kept !== null) return kept;
    run = runPacker(index.bytes, signal);
    const forms = await run.quick;
    await keep(places, digest, forms);
    return forms;
  };
  const finish = async (): Promise<void> => {
    if (run === undefined) {
      const kept = await readKept(places, digest);
      if (kept?.best) {
        packed.forms = kept;
        return;
      }
      await pause(lull, undefined, { signal, ref: false }); // whoever began it was ended, as this one may be
      run = runPacker(index.bytes, signal);
    }
    packed.forms = await run.best;
    await keep(places, digest, packed.forms);
  };
  const begun = await inTurn(begin);
  const best = begun.best ? Promise.resolve() : Promise.resolve().then(() => inTurn(finish));
  const packed: PackedIndex = { forms: begun, best: best.catch(() => {}) }; // what there is does as well
  return packed;
}

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
