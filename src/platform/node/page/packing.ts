import type { StaticFile } from '../../../http/files.ts';
import type { ServerLog } from '../logging.ts';
import { type PackedIndex, packedFile } from './packed.ts';
import { Unpackable } from './packer-run.ts';

/** The packed form of one index, made when it is first asked for. */
export interface Packing {
  readonly digest: string;
  /** Null while there is none. */
  readonly current: PackedIndex | null;
  /** Waits for it; null for an index that cannot be packed. */
  file(): Promise<StaticFile | null>;
}

/** `pack` is asked once, and again only after it failed for a reason that may pass. */
export function createPacking(digest: string, pack: () => Promise<PackedIndex>, log: ServerLog): Packing {
  let current: PackedIndex | null = null;
  let file: Promise<StaticFile | null> | undefined;
  const make = async (): Promise<StaticFile | null> => {
    try {
      current = await pack();
      return packedFile(digest, current);
    } catch (error) {
      if ((error as Error).name !== 'AbortError') {
        log.event('index not packed', { reason: (error as Error).message, digest });
      }
      if (error instanceof Unpackable) return null;
      file = undefined;
      throw error;
    }
  };
  return {
    digest,
    get current() {
      return current;
    },
    file() {
      file ??= make();
      return file;
    },
  };
}
