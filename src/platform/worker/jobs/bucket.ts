/** What is used of a bucket of R2; types of our own for the reason that bindings.ts tells. */
export interface Bucket {
  head(key: string): Promise<StoredObject | null>;
  /** Without a `body` where the condition is not met. */
  get(key: string, options: GetOptions): Promise<(StoredObject & { readonly body?: Stream }) | null>;
  /** Null where the condition is not met. */
  put(key: string, bytes: Uint8Array, options: PutOptions): Promise<StoredObject | null>;
  delete(keys: string[]): Promise<void>;
  list(options: {
    readonly prefix: string;
    readonly include: string[];
    readonly cursor?: string;
  }): Promise<{ readonly objects: StoredObject[]; readonly truncated: boolean; readonly cursor?: string }>;
  createMultipartUpload(key: string): Promise<MultipartUpload>;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly customMetadata?: Readonly<Record<string, string>>;
}

export interface MultipartUpload {
  uploadPart(number: number, bytes: Uint8Array): Promise<UploadedPart>;
  complete(parts: UploadedPart[]): Promise<StoredObject>;
  abort(): Promise<void>;
}

interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}

interface GetOptions {
  readonly range?: { readonly offset: number; readonly length: number };
  readonly onlyIf?: { readonly etagMatches: string };
}

interface PutOptions {
  readonly customMetadata?: Readonly<Record<string, string>>;
  readonly onlyIf?: Headers;
}

type Stream = AsyncIterable<Uint8Array>;
