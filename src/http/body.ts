import { Problem } from './problems.ts';

/**
 * Reads a JSON body of at most `limit` bytes; `onBytes` hears how many came so far. The limit holds for what really
 * comes, whatever Content-Length says, so a chunked body cannot get past it. Throws a Problem for another media type, too
 * many bytes, what is no UTF-8 and what is no JSON; the parser's own message is dropped because it quotes the body.
 */
export async function readJson(
  request: Request,
  limit: number,
  onBytes: (size: number) => void = () => {},
): Promise<unknown> {
  expectJson(request.headers);
  return parse(decode(await readBytes(request, limit, onBytes)));
}

function expectJson(headers: Headers): void {
  const [type = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';');
  const charset = parameters
    .map(parameter => parameter.trim())
    .find(parameter => parameter.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type.trim() !== 'application/json' || !utf8) {
    throw new Problem('unsupported-media-type', 'Send JSON in UTF-8, with Content-Type: application/json.');
  }
  if ((headers.get('Content-Encoding') ?? 'identity').toLowerCase() !== 'identity') {
    throw new Problem('unsupported-media-type', 'Send the body as it is, without a Content-Encoding.');
  }
}

async function readBytes(
  request: Request,
  limit: number,
  onBytes: (size: number) => void,
): Promise<Uint8Array> {
  const tooLarge = (): Problem => new Problem('body-too-large', `A body holds at most ${limit} bytes.`);
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Problem('incomplete-body', 'The connection ended before the body did.');
    });
    if (done) break;
    size += value.length;
    onBytes(size);
    if (size > limit) {
      reader.cancel().catch(() => {}); // whether the rest can still be stopped makes no difference to the answer
      throw tooLarge();
    }
    chunks.push(value);
  }
  return concatenate(chunks, size);
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
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
