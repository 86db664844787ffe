import type { BlobInfo, BlobStore } from '../../../batch/jobs/blobs.ts';
import type { Bucket, MultipartUpload, StoredObject } from './bucket.ts';

/**
 * Bytes of a part. R2 wants parts of 5 MiB at least, all of one size but the last, and no more than ten thousand of them:
 * with the smallest an object may have 48 GiB, and an upload takes little of the isolate's 128 MB.
 */
const PART = 5 * 1024 * 1024;

/** Blobs in a bucket of R2, whose reads and listings see every write that is done. */
export function bucketBlobs(bucket: Bucket): BlobStore {
  return {
    async head(key) {
      const found = await bucket.head(key);
      return found === null ? null : infoOf(found);
    },
    async read(key, range, version) {
      const found = await bucket.get(key, {
        ...(range === undefined ? {} : { range: { offset: range.from, length: range.to - range.from } }),
        ...(version === undefined ? {} : { onlyIf: { etagMatches: version } }),
      });
      return found?.body ?? null;
    },
    async put(key, bytes, meta = {}) {
      return infoOf((await bucket.put(key, bytes, { customMetadata: meta }))!);
    },
    async putIfAbsent(key, bytes, meta = {}) {
      const onlyIf = new Headers({ 'If-None-Match': '*' });
      return (await bucket.put(key, bytes, { customMetadata: meta, onlyIf })) !== null;
    },
    putStream: (key, pieces) => upload(bucket, key, pieces),
    async list(prefix, cursor) {
      const page = await bucket.list({
        prefix,
        include: ['customMetadata'],
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { blobs: page.objects.map(infoOf), next: page.truncated ? page.cursor! : null };
    },
    async delete(keys) {
      if (keys.length > 0) await bucket.delete([...keys]);
    },
  };
}

/** What fits into one part is written in one go. */
async function upload(bucket: Bucket, key: string, pieces: AsyncIterable<Uint8Array>): Promise<BlobInfo> {
  const part = new Uint8Array(PART);
  let length = 0;
  let begun: MultipartUpload | undefined;
  const sent: Awaited<ReturnType<MultipartUpload['uploadPart']>>[] = [];
  const send = async (): Promise<void> => {
    begun ??= await bucket.createMultipartUpload(key);
    sent.push(await begun.uploadPart(sent.length + 1, part.subarray(0, length)));
    length = 0;
  };
  try {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; ) {
        if (length === PART) await send();
        const taken = piece.subarray(at, at + PART - length);
        part.set(taken, length);
        length += taken.length;
        at += taken.length;
      }
    }
    if (begun === undefined) return infoOf((await bucket.put(key, part.subarray(0, length), {}))!);
    await send();
    return infoOf(await begun.complete(sent));
  } catch (error) {
    await begun?.abort().catch(() => {}); // what is left of an upload goes by itself after a week
    throw error;
  }
}

function infoOf({ key, size, etag, customMetadata = {} }: StoredObject): BlobInfo {
  return { key, size, version: etag, meta: customMetadata };
}
