import { isIP } from 'node:net';
import { network64 } from '../addresses.ts';

/**
 * Who a client is, for the rate limit: the address of the connection, or, behind proxies of one's own, the address that the
 * outermost of them saw. Every proxy adds the address it saw to the end of X-Forwarded-For, so with `proxies` of them only
 * the last `proxies` entries are to be believed, and the client is the first of those; whatever a client wrote there
 * itself stands further to the left. An IPv6 client counts by its /64, of which anyone has as many addresses as he likes.
 */
export function clientAddress(
  connection: string | undefined,
  forwardedFor: string | undefined,
  proxies: number,
): string {
  const seen = (forwardedFor ?? '').split(',').map(entry => entry.trim());
  const told =
    proxies > 0 && forwardedFor !== undefined ? seen.at(-Math.min(proxies, seen.length)) : undefined;
  const address = plain(told ?? '') ?? plain(connection ?? '') ?? 'unknown';
  return isIP(address) === 6 ? network64(address) : address;
}

/** Without brackets, port, zone and the IPv6 spelling of an IPv4 address; null for what is no address. */
function plain(entry: string): string | null {
  const address = entry
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) === 0 ? null : address;
}

/** Clients that are counted at once; some 10 MB. */
export const CLIENTS = 50_000;

/**
 * Counts requests of each client in windows of time, for `hono-rate-limiter`. It remembers no more than `capacity` clients:
 * of more, the ones whose windows began first are forgotten, which lets them in again early but never lets memory grow.
 */
export class BoundedCounts {
  readonly #capacity: number;
  readonly #now: () => number;
  #window = 60_000;
  /** In the order in which their windows began. */
  readonly #clients = new Map<string, { totalHits: number; resetTime: Date }>();

  constructor(capacity: number, now: () => number = Date.now) {
    this.#capacity = capacity;
    this.#now = now;
  }

  get size(): number {
    return this.#clients.size;
  }

  init({ windowMs }: { readonly windowMs: number }): void {
    this.#window = windowMs;
  }

  increment(client: string): { totalHits: number; resetTime: Date } {
    const now = this.#now();
    const known = this.#clients.get(client);
    if (known !== undefined && known.resetTime.getTime() > now) {
      known.totalHits++;
      return known;
    }
    this.#clients.delete(client);
    const fresh = { totalHits: 1, resetTime: new Date(now + this.#window) };
    this.#clients.set(client, fresh);
    if (this.#clients.size > this.#capacity) this.#clients.delete(this.#clients.keys().next().value!);
    return fresh;
  }

  decrement(client: string): void {
    const known = this.#clients.get(client);
    if (known !== undefined) known.totalHits--;
  }

  resetKey(client: string): void {
    this.#clients.delete(client);
  }
}
