import type { Writable } from 'node:stream';
import { pino } from 'pino';
import type { RequestRecord } from '../../http/requests.ts';

/** What the server has to say while it runs: one JSON line each. */
export interface ServerLog {
  request(record: RequestRecord): void;
  event(message: string, fields?: Readonly<Record<string, string | number>>): void;
}

/**
 * Records hold nothing of a text by their type; pino's own serialisers, which print URLs and headers, are not used. The
 * lines of a worker say which.
 */
export function createServerLog(stream: Writable, worker?: number): ServerLog {
  const logger = pino({ base: worker === undefined ? null : { worker } }, stream);
  return {
    request: record =>
      logger[record.fault ? 'error' : record.status >= 500 ? 'warn' : 'info'](record, 'request'),
    event: (message, fields = {}) => logger.info(fields, message),
  };
}
