/** As much of a browser as a service worker needs: caches in memory, a network that can be cut, and its events. */
export interface Sent {
  readonly path: string;
  readonly cache: RequestCache;
}

type Listener = (event: {
  request?: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}) => void;

const ORIGIN = 'https://icap.test';
const pathOf = (target: string | Request): string =>
  new URL(typeof target === 'string' ? target : target.url, ORIGIN).pathname;

export class Browser {
  readonly caches = new Map<string, Map<string, Response>>();
  readonly sent: Sent[] = [];
  /** What the server answers; it throws when there is no network, and may never come. */
  server: (path: string) => Response | Promise<Response>;
  #listeners = new Map<string, Listener>();
  #timers: (() => void)[] = [];

  constructor(server: (path: string) => Response) {
    this.server = server;
  }

  /** Starts a script, as a browser does that has found a new one. */
  async start(script: string): Promise<void> {
    const fetched = async (target: string | Request): Promise<Response> => {
      const path = pathOf(target);
      this.sent.push({ path, cache: typeof target === 'string' ? 'default' : target.cache });
      const response = await this.server(path);
      Object.defineProperty(response, 'url', {
        value: typeof target === 'string' ? ORIGIN + path : target.url,
      });
      return response;
    };
    const cacheOf = (entries: Map<string, Response>) => {
      const cache = {
        match: async (target: string | Request) => entries.get(pathOf(target))?.clone(),
        put: async (target: string | Request, response: Response) =>
          void entries.set(pathOf(target), response),
        add: (target: string | Request) => cache.addAll([target]),
        addAll: async (targets: readonly (string | Request)[]) => {
          const responses = await Promise.all(targets.map(fetched));
          if (responses.some(({ ok }) => !ok)) throw new TypeError('not ok');
          for (const [i, target] of targets.entries()) entries.set(pathOf(target), responses[i]!);
        },
        keys: async () => [...entries.keys()],
        delete: async (target: string | Request) => entries.delete(pathOf(target)),
      };
      return cache;
    };
    const caches = {
      open: async (name: string) => {
        if (!this.caches.has(name)) this.caches.set(name, new Map());
        return cacheOf(this.caches.get(name)!);
      },
      keys: async () => [...this.caches.keys()],
      delete: async (name: string) => this.caches.delete(name),
      match: async (target: string | Request) =>
        [...this.caches.values()]
          .map(entries => entries.get(pathOf(target)))
          .find(Boolean)
          ?.clone(),
    };
    const self = {
      location: new URL(ORIGIN),
      clients: { claim: async () => {} },
      addEventListener: (type: string, listener: Listener) => void this.#listeners.set(type, listener),
    };
    class LocalRequest extends Request {
      constructor(path: string, init: RequestInit) {
        super(new URL(path, ORIGIN), init);
      }
    }
    const setTimeout = (run: () => void): void => void this.#timers.push(run);
    new Function('self', 'caches', 'fetch', 'Request', 'setTimeout', script)(
      self,
      caches,
      fetched,
      LocalRequest,
      setTimeout,
    );
    for (const type of ['install', 'activate']) await this.#tell(type);
  }

  /** The answer of the service worker; null when it leaves the request to the browser. */
  ask(path: string, init: RequestInit & { readonly navigates?: boolean } = {}): Promise<Response> | null {
    const { navigates = false, ...rest } = init;
    const request = new Request(new URL(path, ORIGIN), rest);
    if (navigates) Object.defineProperty(request, 'mode', { value: 'navigate' });
    let answer: Promise<Response> | null = null;
    this.#listeners.get('fetch')!({
      request,
      waitUntil: () => {},
      respondWith: response => {
        answer = response;
      },
    });
    return answer;
  }

  /** Lets all time pass that somebody waits for. */
  async wait(): Promise<void> {
    for (let i = 0; i < 20; i++) await Promise.resolve();
    for (const run of this.#timers.splice(0)) run();
  }

  /** Every path that is kept, in whichever cache. */
  kept(): string[] {
    return [...this.caches.values()].flatMap(entries => [...entries.keys()]).sort();
  }

  async #tell(type: string): Promise<void> {
    const work: Promise<unknown>[] = [];
    this.#listeners.get(type)!({ waitUntil: promise => void work.push(promise), respondWith: () => {} });
    await Promise.all(work);
  }
}
