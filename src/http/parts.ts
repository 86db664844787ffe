import type { Context } from 'hono';
import type { Store } from 'hono-rate-limiter';
import type { Artifact } from '../artifact/read.ts';
import type { Jobs } from '../batch/jobs/jobs.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { Compress } from './answers.ts';
import type { BodyLimits } from './body.ts';
import type { PageAnswer, StaticFile } from './files.ts';
import type { Load } from './load.ts';
import type { Once } from './once.ts';
import type { Observer } from './requests.ts';

/** What an app is made of. A platform brings what depends on the world; tests bring what they like. */
export interface AppParts {
  readonly artifact: Artifact;
  readonly matcher: Pick<Matcher, 'index' | 'fold' | 'match' | 'gaps' | 'compare'>;
  /** What `/v1/jobs` leads to; without it there is none. */
  readonly jobs?: Jobs;
  /** Whether `/v1/batch` is there; it is unless told. */
  readonly batch?: boolean;
  /** The web page; without it there is none. */
  readonly page?: PagePart;
  /** Of the program; a part of the ETags. */
  readonly version?: string;
  readonly body?: BodyLimits;
  readonly load?: Load;
  /** How what is made once is shared by all who ask. */
  readonly once?: Once;
  /**
   * Whoever shows none of these is refused everything but the page, the documentation and the health. The page matches
   * in the browser, so the index goes along with it: who wants to show the index to nobody serves no page.
   */
  readonly apiKeys?: readonly string[];
  /** Other sites whose pages may use the API. */
  readonly corsOrigins?: readonly string[];
  readonly rateLimit?: RateLimit;
  readonly compress?: Compress;
  readonly observer?: Observer;
  /** What `/metrics` shows; without it there is none. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
  readonly now?: () => number;
  readonly requestId?: () => string;
}

/** What the page is, for an app that does not know it: a platform made it, or makes it when first asked. */
export interface PagePart {
  /** The page of an address; any address that is none of its own has one too, which says so. */
  page(address: URL): Promise<PageAnswer>;
  /** A script, a style, the packed index, …; null where there is none. */
  file(path: string): Promise<StaticFile | null>;
}

export type RateLimit = RatePolicy & (CountedHere | CountedElsewhere);

interface RatePolicy {
  /** Requests of one client to `/v1` in one window. */
  readonly requests: number;
  /** Milliseconds. */
  readonly window: number;
  /** Who it is: an address, and nothing that a client can make up. */
  readonly clientOf: (c: Context) => string;
}

/** A count that is known, so that answers can say how much of it is left. */
interface CountedHere {
  readonly store: Store;
}

/** A platform that counts by itself, and says of each request only whether it was one too many. */
interface CountedElsewhere {
  readonly binding: { limit(options: { readonly key: string }): Promise<{ readonly success: boolean }> };
}
