import { describe, expect, it } from 'vitest';
import type { Engine, LoadProgress } from '../../../src/page/engine/engine.ts';
import { EngineError, LoadError } from '../../../src/page/engine/engine.ts';
import { startLocalEngine } from '../../../src/page/engine/local.ts';
import { describeEngine } from './contract.ts';
import { type Fetch, InProcessWorker, localEngine, locationOf, packedIndex } from './parts.ts';

describeEngine('local', localEngine);

const index = packedIndex();
const text = '徵證券營業員，辦理開戶';

/** An engine with the workers that it started, oldest first. */
async function startWith(
  ...fetches: readonly Fetch[]
): Promise<{ engine: Engine; workers: InProcessWorker[] }> {
  const workers: InProcessWorker[] = [];
  const createWorker = (): InProcessWorker => {
    const worker = new InProcessWorker(fetches[workers.length] ?? fetches.at(-1)!);
    workers.push(worker);
    return worker;
  };
  return {
    engine: await startLocalEngine({ workerUrl: '', location: locationOf(index), createWorker }),
    workers,
  };
}
const serve: Fetch = async () => new Response(index);
const offline: Fetch = async () => {
  throw new TypeError('fetch failed');
};

describe('a local engine', () => {
  it('sends no text, and says how long a match took', async () => {
    const asked: string[] = [];
    const { engine } = await startWith(async url => {
      asked.push(String(url));
      return new Response(index);
    });
    const { took } = await engine.match({ text });
    expect(engine.sendsTexts).toBe(false);
    expect(took).toBeGreaterThan(0);
    expect(asked).toEqual(['/assets/index.pack']);
    engine.close();
  });

  it('tells how many bytes have come, then that it unpacks them', async () => {
    const heard: LoadProgress[] = [];
    const engine = await startLocalEngine({
      workerUrl: '',
      location: locationOf(index),
      onProgress: progress => heard.push(progress),
      createWorker: () => new InProcessWorker(serve),
    });
    const total = index.length;
    expect(heard[0]).toEqual({ stage: 'loading', loaded: 0, total });
    expect(heard.at(-2)).toEqual({ stage: 'loading', loaded: total, total });
    expect(heard.at(-1)).toEqual({ stage: 'unpacking', loaded: total, total });
    engine.close();
  });

  it('fails what was asked of a worker that crashed, and starts another for the next request', async () => {
    const { engine, workers } = await startWith(serve);
    const asked = [engine.match({ text }), engine.report({ text })].map(request => request.catch(e => e));
    await Promise.resolve();
    workers[0]!.crash();
    for (const error of await Promise.all(asked)) {
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code: 'crashed' });
    }
    const [view, entries] = await Promise.all([engine.match({ text }), engine.standards()]);
    expect(view.open).not.toBeNull();
    expect(entries).toHaveLength(5);
    expect(workers).toHaveLength(2);
    engine.close();
    expect(workers[1]!.isTerminated).toBe(true);
  });

  it('gives up a worker that crashes again', async () => {
    const { engine, workers } = await startWith(serve);
    workers[0]!.crash();
    await engine.match({ text });
    workers[1]!.crash();
    const asked = await Promise.allSettled([engine.match({ text }), engine.standards()]);
    const given = { status: 'rejected', reason: { name: 'LoadError', fault: 'no-memory' } };
    expect(asked).toMatchObject([given, given]);
    expect(workers).toHaveLength(2);
  });

  it('says why when the index cannot be had again after a crash', async () => {
    const { engine, workers } = await startWith(serve, offline);
    workers[0]!.crash();
    await expect(engine.match({ text })).rejects.toMatchObject({ fault: 'offline' });
    await expect(engine.match({ text })).rejects.toMatchObject({ fault: 'offline' });
  });

  it('is not had without an index, without a worker script, or with a script that does not run', async () => {
    await expect(startWith(offline)).rejects.toBeInstanceOf(LoadError);
    const failing = (event: Event): Promise<Engine> =>
      startLocalEngine({
        workerUrl: '',
        location: locationOf(index),
        createWorker: () => {
          const worker = new InProcessWorker(() => new Promise(() => {}));
          queueMicrotask(() => worker.dispatchEvent(event));
          return worker;
        },
      });
    await expect(failing(new Event('error'))).rejects.toMatchObject({ fault: 'offline' });
    const broken = Object.assign(new Event('error'), { message: 'Unexpected token' });
    await expect(failing(broken)).rejects.toMatchObject({ fault: 'too-old' });
    await expect(failing(new Event('messageerror'))).rejects.toMatchObject({ fault: 'no-memory' });
  });

  it('is not had in a browser without workers', async () => {
    await expect(startLocalEngine({ workerUrl: '', location: locationOf(index) })).rejects.toMatchObject({
      fault: 'too-old',
    });
  });
});
