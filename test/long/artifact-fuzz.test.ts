import { expect, it } from 'vitest';
import { fuzzArtifact } from '../artifact/fuzz.ts';
import { goldenIndex } from '../helpers/golden-index.ts';

const RUNS = 10_000;

it(`an index harmed in ${RUNS} ways is refused, or answers`, () => {
  const seed = Number(process.env.ICAP_FUZZ_SEED ?? Date.now() % 2 ** 31);
  const { refused, answered } = fuzzArtifact(goldenIndex(), RUNS, seed);
  console.log(`seed ${seed}: ${refused} refused, ${answered} answered`);
  expect(refused).toBeGreaterThan(RUNS / 2);
});
