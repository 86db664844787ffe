import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/**
 * `fetch` with a connection for each request. The server ends a connection whose body it does not read to the end, and a
 * client that keeps connections may have sent its next request by then.
 */
export async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(address, init);
  const outgoing = httpRequest(address, {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    agent: false,
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve);
    outgoing.on('error', reject); // after the answer: the server has closed, and the rest of the body is nobody's
  });
  if (request.body === null) outgoing.end();
  else if (!(init.body instanceof ReadableStream)) outgoing.end(Buffer.from(await request.arrayBuffer()));
  else Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]).pipe(outgoing);
  const incoming = await answered;
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const status = incoming.statusCode!;
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers });
}
