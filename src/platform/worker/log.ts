import type { RequestRecord } from '../../http/requests.ts';

/** What the Worker has to say while it runs: one JSON line each, in the words of the Node server's log. */
export interface WorkerLog {
  request(record: RequestRecord): void;
  event(message: string, fields?: Readonly<Record<string, string | number>>): void;
  failure(message: string, fields: Readonly<Record<string, string | number>>): void;
}

/** The numbers by which pino names its levels. */
const LEVELS = { info: 30, warn: 40, error: 50 } as const;

/** Records hold nothing of a text by their type. `write` takes a line. */
export function createWorkerLog(write: (line: string) => void, now: () => number = Date.now): WorkerLog {
  const line = (level: keyof typeof LEVELS, msg: string, fields: object): void =>
    write(JSON.stringify({ level: LEVELS[level], time: now(), ...fields, msg }));
  return {
    request: record =>
      line(record.fault ? 'error' : record.status >= 500 ? 'warn' : 'info', 'request', record),
    event: (message, fields = {}) => line('info', message, fields),
    failure: (message, fields) => line('error', message, fields),
  };
}
