import { afterAll, beforeAll } from 'vitest';
import { loadIndex } from '../../src/platform/node/indexes.ts';
import { type Served, serve } from '../helpers/server.ts';
import { ask } from '../helpers/sockets.ts';
import { describeApp } from './app.ts';
import { type Expected, expectedAnswers } from './requests.ts';

/** The real server, in processes of their own, over real sockets. */
const running: Served[] = [];
let expected: readonly Expected[];

beforeAll(async () => {
  expected = expectedAnswers(await loadIndex());
});
afterAll(() => {
  for (const { child } of running) child.kill('SIGKILL');
});

describeApp(
  'Node',
  async settings => {
    const server = await serve([], settings);
    running.push(server);
    return (path, init) => ask(server.url + path, init);
  },
  () => expected,
);
