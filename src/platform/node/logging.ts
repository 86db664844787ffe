import type { Writable } from 'node:stream';
import { pino } from 'pino';
import type { RequestRecord } from '../../http/requests.ts';

/** What the server has to say while it runs: one JSON line each. */
export interface ServerLog {
  request(record: RequestRecord): void;
  event(message: string, fields?: Readonly<Record<string, string | number>>): void;
}

/** Records hold nothing of a text by their type; pino's own serialisers, which print URLs and headers, are not used. */
export function createServerLog(stream: Writable): ServerLog {
  const logger = pino({ base: null }, stream);
  return {
    request: record => logger[record.status >= 500 ? 'error' : 'info'](record, 'request'),
    event: (message, fields = {}) => logger.info(fields, message),
  };
}
