import autocannon from 'autocannon';

/** Asks a service, in a process of its own: what to ask comes as a message, what came back goes as one. */
export interface LoadRequest {
  readonly url: string;
  readonly texts: readonly string[];
  readonly explain: boolean;
  readonly connections: number;
  /** How many requests, or for how long. */
  readonly amount?: number;
  readonly seconds?: number;
  /** Requests a second, all connections together. */
  readonly rate?: number;
}

export interface LoadResult {
  readonly ok: number;
  /** 503 */
  readonly refused: number;
  readonly failed: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

process.once('message', async ({ url, texts, explain, connections, amount, seconds, rate }: LoadRequest) => {
  const result = await autocannon({
    url: `${url}/v1/match`,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'br' },
    requests: texts.map(text => ({ body: JSON.stringify({ text, explain }) })),
    connections,
    ...(amount === undefined ? {} : { amount }),
    ...(seconds === undefined ? {} : { duration: seconds }),
    ...(rate === undefined ? {} : { overallRate: rate }),
  });
  const codes = result.statusCodeStats as unknown as Record<string, { count: number } | undefined>;
  const refused = codes['503']?.count ?? 0;
  process.send!({
    ok: result['2xx'],
    refused,
    failed: result.non2xx - refused + result.errors,
    p50: result.latency.p50,
    p99: result.latency.p99,
  } satisfies LoadResult);
});
