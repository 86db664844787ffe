import { type EnginePort, serveEngine } from './serve.ts';

/** The Web Worker. Bundled as a classic script, which every browser can start. */
serveEngine(globalThis as unknown as EnginePort, { fetch: (...request) => fetch(...request) });
