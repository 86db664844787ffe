import { Bytes } from './bytes.ts';
import { Problem } from './problems.ts';

/** How much of a body is taken, and how long it may take. */
export interface BodyLimits {
  /** Bytes. */
  readonly bytes: number;
  /** Milliseconds: for the whole of a body that is read at once, for the next piece of one that streams. */
  readonly time: number;
}

/**
 * Reads a JSON body; `onBytes` hears how many came so far. The limits hold for what really comes, whatever
 * Content-Length says, so a chunked body cannot get past them, nor one that drips. Throws a Problem for another media
 * type, too many bytes, too slow ones, what is no UTF-8 and what is no JSON; the parser's own message is dropped because it
 * quotes the body.
 */
export async function readJson(
  request: Request,
  limits: BodyLimits,
  onBytes: (size: number) => void = () => {},
): Promise<unknown> {
  expectMediaType(
    request.headers,
    ['application/json'],
    'JSON in UTF-8, with Content-Type: application/json',
  );
  return parse(decode(await readBytes(request, limits, onBytes)));
}

/** The media type is one of `types`, in UTF-8 and not compressed; a Problem otherwise. `wanted` says so in words. */
export function expectMediaType(headers: Headers, types: readonly string[], wanted: string): void {
  const [type = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';');
  const charset = parameters
    .map(parameter => parameter.trim())
    .find(parameter => parameter.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (!types.includes(type.trim()) || !utf8) throw new Problem('unsupported-media-type', `Send ${wanted}.`);
  if ((headers.get('Content-Encoding') ?? 'identity').toLowerCase() !== 'identity') {
    throw new Problem('unsupported-media-type', 'Send the body as it is, without a Content-Encoding.');
  }
}

async function readBytes(
  request: Request,
  limits: BodyLimits,
  onBytes: (size: number) => void,
): Promise<Uint8Array> {
  const tooLarge = (): Problem =>
    new Problem('body-too-large', `A body holds at most ${limits.bytes} bytes.`);
  if (Number(request.headers.get('Content-Length') ?? 0) > limits.bytes) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const readAll = async (): Promise<Uint8Array> => {
    const bytes = new Bytes();
    for (let piece = await nextPiece(reader); piece !== null; piece = await nextPiece(reader)) {
      onBytes(bytes.length + piece.length);
      if (bytes.length + piece.length > limits.bytes) throw tooLarge();
      bytes.add(piece);
    }
    return bytes.view();
  };
  try {
    return await within(limits.time, readAll());
  } catch (error) {
    reader.cancel().catch(() => {}); // whether the rest can still be stopped makes no difference to the answer
    throw error;
  }
}

/** The next piece of a body, null at its end; a Problem when it breaks off. */
export async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | null> {
  const { done, value } = await reader.read().catch(() => {
    throw new Problem('incomplete-body', 'The connection ended before the body did.');
  });
  return done ? null : value;
}

/** What `reading` gives, or the Problem `request-timeout` after so many milliseconds. */
export async function within<Result>(
  milliseconds: number,
  reading: Promise<Result>,
  what = 'A body',
): Promise<Result> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(new Problem('request-timeout', `${what} has to come within ${milliseconds / 1000} seconds.`)),
    milliseconds,
  );
  try {
    return await Promise.race([reading, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('invalid-encoding', 'Send the body in UTF-8; Big5 and UTF-16 are not read.');
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Problem('invalid-json', 'Send one JSON object, such as {"text": "…"}.');
  }
}
