import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStandard } from '../../src/standards/read.ts';
import { comparable, seeds } from '../standards/golden.ts';
import { type Pages, printPages } from '../standards/pages.ts';
import { randomFrom } from '../standards/print.ts';

const widths = fc.tuple(
  fc.constantFrom(4.5, 5.5, 7),
  fc.constantFrom(16, 21, 26),
  fc.constantFrom(9, 11, 14),
);

describe('a page break that cuts all columns of a row at once', () => {
  test.each(seeds())('moves no text to another column unnoticed: $name', ({ golden }) => {
    fc.assert(
      fc.property(
        fc.constantFrom<Pages['look']>('flow', 'lines', 'table'),
        widths,
        fc.nat({ max: 2 ** 31 - 1 }),
        fc.constantFrom(0, 0.05, 0.15),
        (look, columns, from, chance) => {
          const random = randomFrom(from);
          const text = printPages(golden, { look, widths: columns, cut: () => random() < chance });
          const { standard, findings } = readStandard(text);
          const same = isDeepStrictEqual(comparable(standard), comparable(expected(golden)));
          if (!same && findings.some(finding => finding.code === 'doubtful-place')) return;
          expect(comparable(standard)).toEqual(comparable(expected(golden)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

const expected = (golden: ReturnType<typeof seeds>[number]['golden']) => ({
  ...golden,
  versions: [],
  prerequisites: [],
  notes: [],
});
