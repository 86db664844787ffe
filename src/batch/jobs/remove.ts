import { type BlobStore, MAX_DELETE } from './blobs.ts';
import { cutKey, endedKey, failedKey, folderOf, jobKey, resultKey } from './keys.ts';
import type { JobMessage } from './messages.ts';

/**
 * Removes the job first, so that from then on nobody finds it and nobody works for it, and then the rest, so many pages of it.
 * False when there is more.
 */
export async function removeObjects(store: BlobStore, id: string, pages: number): Promise<boolean> {
  await store.delete([jobKey(id)]);
  for (let page = 0; page < pages; page++) {
    const { blobs } = await store.list(folderOf(id)); // from the beginning: what was there is gone
    if (blobs.length === 0) return true;
    const keys = blobs.map(({ key }) => key);
    for (let at = 0; at < keys.length; at += MAX_DELETE) await store.delete(keys.slice(at, at + MAX_DELETE));
  }
  return false;
}

/** Removes what somebody may have written for this message and died before finding that the job is gone. */
export async function takeBack(store: BlobStore, message: JobMessage): Promise<void> {
  const { kind, job } = message;
  if (kind === 'cut') await store.delete([cutKey(job, message.part), endedKey(job)]);
  if (kind === 'shard') {
    const { shard, index } = message;
    await store.delete([resultKey(job, shard, index), failedKey(job, shard), endedKey(job)]);
  }
}
