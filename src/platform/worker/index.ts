import { createWorkerService } from './service.ts';

/** The Worker's entry. An isolate opens its index with its first request or message, and keeps it for as long as it lives. */
const service = createWorkerService();

export default { fetch: service.fetch, queue: service.queue };
