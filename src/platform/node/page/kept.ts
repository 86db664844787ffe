import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { PACKED_VERSION, readPacked } from '../../../artifact/packed/container.ts';
import { writeFileAtomically } from '../files.ts';
import type { PackedForms } from './packer.ts';

/** Of so many indexes, the latest, in each place. */
const MOST_KEPT = 4;
const NAME = /^page-index-[0-9a-f]{32}-\d+\.(br|gz)$/;

/** Packed indexes on disk, for packing one takes seconds. What is damaged, or another's, counts as not there. */
export async function readKept(places: readonly string[], digest: string): Promise<PackedForms | null> {
  for (const place of places) {
    try {
      const [br, gzip] = await Promise.all([
        readFile(join(place, nameOf(digest, 'br'))),
        readFile(join(place, nameOf(digest, 'gz'))),
      ]);
      const plain = await promisify(brotliDecompress)(br);
      if (digestOf(plain) !== digest || !plain.equals(await promisify(gunzip)(gzip))) continue;
      return { plain: plain.length, br, gzip };
    } catch {
      // not there, or damaged: try the next place
    }
  }
  return null;
}

/** Keeps them in the first place that can be written; it is no failure if there is none. */
export async function keep(places: readonly string[], digest: string, forms: PackedForms): Promise<void> {
  for (const place of places) {
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      await writeFileAtomically(join(place, nameOf(digest, 'br')), forms.br);
      await writeFileAtomically(join(place, nameOf(digest, 'gz')), forms.gzip);
      await removeOlder(place);
      return;
    } catch {
      // read-only, full, or somebody else's: try the next place
    }
  }
}

function nameOf(digest: string, ending: 'br' | 'gz'): string {
  return `page-index-${digest}-${PACKED_VERSION}.${ending}`;
}

/** Checks the packed bytes on the way; the digest stands in the index's own header. */
function digestOf(packed: Uint8Array): string {
  const { header } = readPacked(packed).streams;
  return Buffer.from(header!.subarray(24, 40)).toString('hex');
}

async function removeOlder(place: string): Promise<void> {
  const names = (await readdir(place)).filter(name => NAME.test(name));
  const dated = await Promise.all(
    names.map(async name => ({ name, written: (await stat(join(place, name))).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.written - a.written).slice(2 * MOST_KEPT);
  await Promise.all(old.map(({ name }) => rm(join(place, name), { force: true })));
}
