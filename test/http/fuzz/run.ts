import { Agent, type IncomingMessage, request } from 'node:http';
import type { Served } from '../../helpers/server.ts';
import { CANARY, type HostileRequest, hostileRequest } from './requests.ts';

/** What a run found: nothing, if all is well. Each finding says how to send its request again. */
export interface FuzzReport {
  readonly seed: number;
  readonly sent: number;
  /** Status to count; `none` where the client itself had broken off. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
}

/** Sends `count` hostile requests, eight at a time, to a running server. */
export async function fuzz(server: Served, seed: number, count: number): Promise<FuzzReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const statuses: Record<string, number> = {};
  const findings: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) {
      const hostile = hostileRequest(seed, number);
      const answer = await send(server.url, hostile, agent);
      const status = answer === null ? 'none' : String(answer.status);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const wrong = whatIsWrong(hostile, answer);
      if (wrong !== null)
        findings.push(
          `seed ${seed}, number ${number}, ${hostile.method} ${hostile.path.slice(0, 60)}: ${wrong}`,
        );
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  agent.destroy();
  return { seed, sent: count, statuses, findings };
}

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly type: string;
  readonly body: string;
}

function whatIsWrong({ method, delivery }: HostileRequest, answer: Answer | null): string | null {
  if (answer === null) return delivery === 'broken' ? null : 'no answer';
  const { status, headers, type, body } = answer;
  if (status < 200 || status >= 500 || (status >= 300 && status < 400))
    return `answered ${status}: ${body.slice(0, 200)}`;
  if (CANARIES.test(headers)) return 'a header repeats what was sent';
  if (status < 400) return null;
  if (CANARIES.test(body)) return 'an error repeats what was sent';
  if (method === 'HEAD') return null;
  if (type !== 'application/problem+json') return `an error is ${type}`;
  const { code, requestId } = JSON.parse(body) as { code?: string; requestId?: string };
  return code === undefined || requestId === undefined ? 'an error lacks its code or request id' : null;
}

export const CANARIES = new RegExp(
  `${CANARY.slice(0, 6)}|${CANARY.slice(6)}|${encodeURIComponent(CANARY.slice(6))}`,
  'i',
);

/** Null when no answer came. */
function send(url: string, hostile: HostileRequest, agent: Agent | undefined): Promise<Answer | null> {
  const { method, path, headers, body, delivery } = hostile;
  return new Promise(resolve => {
    const { hostname, port } = new URL(url);
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      agent: (delivery === 'whole' || delivery === 'chunked' ? agent : undefined) ?? false,
      headers: {
        ...headers,
        ...(body === null || delivery === 'chunked' ? {} : { 'content-length': String(body.length) }),
      },
    });
    let answered = false;
    outgoing.on('response', (response: IncomingMessage) => {
      answered = true;
      const pieces: Buffer[] = [];
      const finish = (): void =>
        resolve({
          status: response.statusCode!,
          headers: response.rawHeaders.join('\n'),
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(pieces).toString('utf8'),
        });
      response.on('data', piece => pieces.push(piece));
      response.on('end', finish);
      response.on('error', finish); // the server may close after its answer, while we still send
    });
    outgoing.on('error', () => {
      if (answered) return;
      // A kept connection that the server closed just then says nothing of this request: it goes out again on its own.
      if (outgoing.reusedSocket) send(url, hostile, undefined).then(resolve);
      else resolve(null);
    });
    if (body === null) outgoing.end();
    else if (delivery === 'broken') {
      outgoing.write(body.subarray(0, Math.floor(body.length / 2)));
      setTimeout(() => outgoing.destroy(), 5);
    } else if (delivery === 'stalled') outgoing.write(body.subarray(0, Math.floor(body.length / 2)));
    else if (delivery === 'chunked') {
      const step = Math.ceil(body.length / 7) || 1;
      for (let at = 0; at < body.length; at += step) outgoing.write(body.subarray(at, at + step));
      outgoing.end();
    } else outgoing.end(body);
  });
}
