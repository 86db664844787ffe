/**
 * Where each thing of a job lies. Keys are made of what is known before the work, so that doing it twice writes the same
 * thing to the same place.
 *
 * ```
 *   jobs/ID/job                        the job: which input, index and settings; written last when it is submitted, removed first
 *   jobs/ID/input                      the input, where it came with the request
 *   jobs/ID/cuts/00000                 what one piece of the cutting found: shards and rows, in the metadata
 *   jobs/ID/results/0000000-DIGEST     the answers of a shard under one index; their tally in the metadata
 *   jobs/ID/failed/0000000             a shard that was given up
 *   jobs/ID/ended                      why the whole job was given up
 * ```
 */
export const JOBS = 'jobs/';

/** Objects that a job may be told to read begin so: a key of the API opens no other part of the storage. */
export const UPLOADS = 'uploads/';

const ID = /^[0-9a-f]{32}$/;

export const folderOf = (id: string): string => `${JOBS}${id}/`;
export const jobKey = (id: string): string => `${folderOf(id)}job`;
export const inputKey = (id: string): string => `${folderOf(id)}input`;
export const endedKey = (id: string): string => `${folderOf(id)}ended`;
export const cutsOf = (id: string): string => `${folderOf(id)}cuts/`;
export const cutKey = (id: string, part: number): string => `${cutsOf(id)}${padded(part, 5)}`;
export const failedOf = (id: string): string => `${folderOf(id)}failed/`;
export const failedKey = (id: string, shard: number): string => `${failedOf(id)}${padded(shard, 7)}`;
export const resultsOf = (id: string): string => `${folderOf(id)}results/`;
export const resultKey = (id: string, shard: number, index: string): string =>
  `${resultsOf(id)}${padded(shard, 7)}-${index}`;

/** What the keys of the hundred shards that this one is among begin with, below `results/` or `failed/`. */
export const hundredOf = (shard: number): string => padded(Math.floor(shard / 100), 5);

/** Which shard a key of `results/` or `failed/` belongs to. */
export function shardOf(key: string): number {
  return Number.parseInt(key.slice(key.lastIndexOf('/') + 1), 10);
}

export function isJobId(id: string): boolean {
  return ID.test(id);
}

/** 128 bits that nobody guesses: whoever knows the id of a job, and a key of the API, may read it. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
