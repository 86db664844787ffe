import { packArtifact } from '../../../src/artifact/packed/pack.ts';
import { type Artifact, openArtifact } from '../../../src/artifact/read.ts';
import { createApp } from '../../../src/http/app.ts';
import { buildIndex } from '../../../src/indexing/build.ts';
import { createMatcher } from '../../../src/matching/matcher.ts';
import type { EngineWorker } from '../../../src/page/engine/connection.ts';
import type { Engine, IndexLocation } from '../../../src/page/engine/engine.ts';
import { startLocalEngine } from '../../../src/page/engine/local.ts';
import { remoteEngine } from '../../../src/page/engine/remote.ts';
import { type EnginePort, serveEngine } from '../../../src/page/engine/serve.ts';
import { CORPORA, goldenStandards } from '../../helpers/golden-index.ts';

export type Fetch = typeof fetch;

/** The one of the five that the index of these tests calls superseded. */
export const OLD = 'KPS3322-002v2';

let bytes: Uint8Array | undefined;

/** The index of the five, one of them superseded. */
export function artifact(): Artifact {
  const standards = goldenStandards().map(standard => ({ ...standard, superseded: standard.code === OLD }));
  bytes ??= buildIndex(standards, { corpora: CORPORA }).bytes;
  return openArtifact(bytes);
}

let packed: Uint8Array | undefined;

export function packedIndex(): Uint8Array<ArrayBuffer> {
  artifact();
  packed ??= packArtifact(bytes!);
  return new Uint8Array(packed);
}

export function locationOf(index: Uint8Array): IndexLocation {
  return { url: '/assets/index.pack', bytes: index.length, sent: 0 };
}

/** A worker that runs in this process, behind a real channel: what crosses is cloned. */
export class InProcessWorker extends EventTarget implements EngineWorker {
  readonly #channel = new MessageChannel();
  isTerminated = false;

  constructor(fetch: Fetch) {
    super();
    const { port1, port2 } = this.#channel;
    port1.onmessage = ({ data }) => {
      this.dispatchEvent(new MessageEvent('message', { data }));
    };
    serveEngine(port2 as EnginePort, { fetch });
    port2.start();
  }

  postMessage(message: unknown): void {
    this.#channel.port1.postMessage(message);
  }

  /** What the browser does when a worker's process goes. */
  crash(): void {
    this.terminate();
    this.dispatchEvent(new Event('error'));
  }

  terminate(): void {
    this.isTerminated = true;
    this.#channel.port1.close();
  }
}

export async function localEngine(): Promise<Engine> {
  const index = packedIndex();
  return startLocalEngine({
    workerUrl: '/assets/worker.js',
    location: locationOf(index),
    createWorker: () => new InProcessWorker(async () => new Response(index)),
  });
}

/** The server as a browser reaches it; `seen` hears of each request. */
export function serverFetch(seen: (url: string, init: RequestInit) => void = () => {}): Fetch {
  const opened = artifact();
  const app = createApp({ artifact: opened, matcher: createMatcher(opened) });
  return async (url, init = {}) => {
    seen(String(url), init);
    return app.request(String(url), init);
  };
}

export async function serverEngine(): Promise<Engine> {
  return remoteEngine({ fetch: serverFetch() });
}
