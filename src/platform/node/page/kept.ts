import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { PACKED_VERSION, readPacked } from '../../../artifact/packed/container.ts';
import { writeFileAtomically } from '../files.ts';
import type { PackedForms } from './packer.ts';

/** Packed indexes on disk, for packing one takes seconds. Those of the latest few are kept. */
const MOST_KEPT = 4;
const NAME = /^(page-index-[0-9a-f]{32}-\d+)\.(br|quick\.br|gz)$/;

/** The best form first. What is damaged, or another's, counts as not there. */
export async function readKept(places: readonly string[], digest: string): Promise<PackedForms | null> {
  for (const best of [true, false]) {
    for (const place of places) {
      const forms = await readForms(place, digest, best).catch(() => null);
      if (forms !== null) return forms;
    }
  }
  return null;
}

/** Keeps them in the first place that can be written; it is no failure if there is none. */
export async function keep(places: readonly string[], digest: string, forms: PackedForms): Promise<void> {
  for (const place of places) {
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      await writeFileAtomically(join(place, nameOf(digest, 'gz')), forms.gzip);
      await writeFileAtomically(join(place, nameOf(digest, brotliEnding(forms.best))), forms.br);
      if (forms.best) await rm(join(place, nameOf(digest, brotliEnding(false))), { force: true });
      await removeOlder(place);
      return;
    } catch {
      // read-only, full, or somebody else's: try the next place
    }
  }
}

async function readForms(place: string, digest: string, best: boolean): Promise<PackedForms | null> {
  const [br, gzip] = await Promise.all([
    readFile(join(place, nameOf(digest, brotliEnding(best)))),
    readFile(join(place, nameOf(digest, 'gz'))),
  ]);
  const plain = await promisify(brotliDecompress)(br);
  const same = plain.equals(await promisify(gunzip)(gzip));
  return same && digestOf(plain) === digest ? { plain: plain.length, br, gzip, best } : null;
}

function nameOf(digest: string, ending: string): string {
  return `page-index-${digest}-${PACKED_VERSION}.${ending}`;
}

function brotliEnding(best: boolean): string {
  return best ? 'br' : 'quick.br';
}

/** Checks the packed bytes on the way; the digest stands in the index's own header. */
function digestOf(packed: Uint8Array): string {
  const { header } = readPacked(packed).streams;
  return Buffer.from(header!.subarray(24, 40)).toString('hex');
}

async function removeOlder(place: string): Promise<void> {
  const names = (await readdir(place)).filter(name => NAME.test(name));
  const indexOf = (name: string): string => NAME.exec(name)![1]!;
  const dated = await Promise.all(
    names.map(async name => ({ name, written: (await stat(join(place, name))).mtimeMs })),
  );
  dated.sort((a, b) => b.written - a.written);
  const latest = [...new Set(dated.map(({ name }) => indexOf(name)))].slice(0, MOST_KEPT);
  const old = names.filter(name => !latest.includes(indexOf(name)));
  await Promise.all(old.map(name => rm(join(place, name), { force: true })));
}
