import { inject } from 'vitest';
import { describeApp } from '../contract/app.ts';
import { bindings, isolate } from './workerd.ts';

const { ASSETS, RATE_LIMITER } = bindings;

describeApp(
  'workerd',
  async settings => isolate({ ASSETS, RATE_LIMITER: RATE_LIMITER!, ...settings }).ask,
  () => inject('expected'),
);
