import fc from 'fast-check';
import everyWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { stringWidth } from '../../src/cli/width.ts';

describe('the cells that a text takes', () => {
  it('are what string-width says, for every character alone', () => {
    for (let point = 0; point < 0x30000; point++) {
      const text = String.fromCodePoint(point);
      if (stringWidth(text) !== everyWidth(text)) expect.fail(`U+${point.toString(16)}`);
    }
  });

  it('are what string-width says, for any text', () => {
    const some = fc.constantFrom(
      '業',
      '、',
      'ー',
      'a',
      '…',
      '\u3099',
      '\u0301',
      '\u200d',
      '👩',
      '\u001b[2m',
      '\ufe0e',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(some, fc.string({ unit: 'grapheme', maxLength: 3 }))), parts => {
        expect(stringWidth(parts.join(''))).toBe(everyWidth(parts.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
