import { describe, expect, it } from 'vitest';
import { createOnce } from '../../src/platform/worker/once.ts';

const later = <Value>(value: Value): Promise<Value> =>
  new Promise(resolve => setTimeout(() => resolve(value), 10));

describe('what is made once for all requests of an isolate', () => {
  it('is made once, and given to who asks meanwhile and afterwards', async () => {
    let made = 0;
    const get = createOnce()(() => later(++made));
    expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
    expect(await get()).toBe(1);
    expect(made).toBe(1);
  });

  it('is made anew after a failure, which those who waited share', async () => {
    let tries = 0;
    const get = createOnce()(async () => {
      await later(null);
      if (++tries === 1) throw new Error('first');
      return tries;
    });
    const first = await Promise.allSettled([get(), get(), get()]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(tries).toBe(1);
    expect(await get()).toBe(2);
  });

  it('is made anew when the request that makes it is ended in the middle: its promise never settles', async () => {
    let tries = 0;
    const get = createOnce({ interval: 2, patience: 20 })(() =>
      ++tries === 1 ? new Promise<number>(() => {}) : later(tries),
    );
    void get();
    expect(await Promise.all([get(), get(), get()])).toEqual([2, 2, 2]);
    expect(await get()).toBe(2);
    expect(tries).toBe(2);
  });
});
