import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer } from '../../http/requests.ts';
import type { IndexSummary } from '../../matching/answer.ts';

/**
 * What an operator watches, in the format of Prometheus: requests, durations, sizes, verdicts, the index, and the process
 * itself (memory, processor, event-loop lag). Labels are routes of ours, statuses, methods of a fixed list and verdicts, so
 * no client can add a series.
 */
export interface Metrics extends Observer {
  /** The index that answers from now on. */
  index(summary: IndexSummary): void;
  render(): Promise<Rendered>;
}

export interface Rendered {
  readonly contentType: string;
  readonly body: string;
}

/** Seconds: from a ranking of a short text to a whole queue. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** `waiting` is asked when somebody looks. */
export function createMetrics(waiting: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'icap_match_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'icap_match_request_seconds',
    help: 'Seconds until an answer was ready to be sent; of a batch, until its last row was taken.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  });
  const received = new Counter({
    name: 'icap_match_received_bytes_total',
    help: 'Bytes of request bodies.',
    labelNames: ['route'],
    registers,
  });
  const sent = new Counter({
    name: 'icap_match_sent_bytes_total',
    help: 'Bytes of answers, as sent.',
    labelNames: ['route'],
    registers,
  });
  const rows = new Counter({
    name: 'icap_match_batch_rows_total',
    help: 'Rows of batches answered.',
    registers,
  });
  const verdicts = new Counter({
    name: 'icap_match_verdicts_total',
    help: 'Verdicts given, of batches too.',
    labelNames: ['verdict'],
    registers,
  });
  const index = new Gauge({
    name: 'icap_match_index_info',
    help: '1 for the index that answers.',
    labelNames: ['digest', 'standards', 'tasks'],
    aggregator: 'max',
    registers,
  });
  new Gauge({
    name: 'icap_match_waiting',
    help: 'Requests that wait for their turn.',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  AggregatorRegistry.setRegistries(registry);
  return {
    request({ method, route, status, duration, requestBytes, responseBytes, rows: answered = 0 }) {
      const label = { route: route ?? 'none' };
      requests.inc({ method, status, ...label });
      durations.observe(label, duration / 1000);
      received.inc(label, requestBytes);
      sent.inc(label, responseBytes);
      rows.inc(answered);
    },
    verdict: verdict => verdicts.inc({ verdict }),
    index({ digest, standards, tasks }) {
      index.reset();
      index.set({ digest, standards, tasks }, 1);
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
