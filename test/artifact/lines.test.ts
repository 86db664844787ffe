import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lines } from '../../src/artifact/lines.ts';

const linesOf = (texts: readonly string[]): Lines => new Lines(new TextEncoder().encode(texts.join('\n')));
const word = fc.string({
  unit: fc.constantFrom('a', 'b', '9', '.', '業', 'é', '\ufeff', '😀'),
  minLength: 1,
  maxLength: 5,
});

describe('lines', () => {
  it('are what was joined', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), texts => {
        const lines = linesOf(texts);
        expect(Array.from({ length: lines.length }, (_, i) => lines.at(i))).toEqual(texts);
      }),
    );
    expect(linesOf([]).length).toBe(0);
    expect(() => linesOf(['a']).at(1)).toThrow(RangeError);
  });

  it('are found by their text when they are in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word), fc.stringMatching(/^[ab9.]{1,4}$/), (texts, other) => {
        const sorted = [...texts].sort();
        const lines = linesOf(sorted);
        for (const text of [...sorted.filter(text => /^[!-~]+$/.test(text)), other]) {
          expect(lines.find(text)).toBe(sorted.indexOf(text));
        }
      }),
    );
  });
});
