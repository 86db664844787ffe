import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CutRules, RowCutter } from '../../src/batch/cutter.ts';

interface Cut {
  readonly text: string;
  readonly line: number;
  readonly problem: string | null;
}

/** Cuts bytes that come in pieces of these sizes (over and over); checks that no byte is lost. */
function cut(bytes: Uint8Array, sizes: readonly number[], rules: Partial<CutRules> = {}): Cut[] {
  const rows: Cut[] = [];
  const raws: Uint8Array[] = [];
  const whole = { csv: false, units: 'bytes' as const, maxBytes: 40, ...rules };
  const cutter = new RowCutter(whole, {
    skipped: raw => void raws.push(raw.slice()),
    row(row, raw, line, problem) {
      raws.push(raw.slice());
      rows.push({ text: Buffer.from(row).toString('latin1'), line, problem });
    },
  });
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    cutter.add(bytes.subarray(at, at + size));
    at += size;
  }
  cutter.end();
  expect(Buffer.concat(raws).equals(bytes)).toBe(true);
  return rows;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const texts = (rows: readonly Cut[]): string[] => rows.map(({ text }) => text);
const plain = (text: string, line: number): Cut => ({ text, line, problem: null });

describe('cutting', () => {
  it('gives each line, and what follows the last line feed if it is anything', () => {
    expect(cut(bytes('a\n\nb\r\nc'), [3])).toEqual([
      plain('a', 1),
      plain('', 2),
      plain('b\r', 3),
      plain('c', 4),
    ]);
    expect(texts(cut(bytes('a\n'), [1]))).toEqual(['a']);
    expect(cut(bytes(''), [1])).toEqual([]);
  });

  it('passes over a line that is too long, and goes on after it', () => {
    const long = 'x'.repeat(41);
    expect(cut(bytes(`a\n${long}\n${'y'.repeat(40)}\n${long}${long}`), [7])).toEqual([
      plain('a', 1),
      { text: '', line: 2, problem: 'line-too-long' },
      plain('y'.repeat(40), 3),
      { text: '', line: 4, problem: 'line-too-long' },
    ]);
  });

  it('knows line feeds of UTF-16 by unit, not by byte', () => {
    const le = Buffer.from('字\u0a0a\nb', 'utf16le');
    const rows = cut(le, [1], { units: 'utf-16le' });
    expect(rows.map(({ text }) => Buffer.from(text, 'latin1').toString('utf16le'))).toEqual([
      '字\u0a0a',
      'b',
    ]);
    expect(cut(Buffer.from(le).swap16(), [3], { units: 'utf-16be' })).toHaveLength(2);
  });
});

describe('cutting CSV', () => {
  const csv = { csv: true };

  it('leaves line feeds and doubled quotes inside quotes alone', () => {
    expect(cut(bytes('a,"b\n""c"",\n",d\ne,5" f\n'), [1], csv)).toEqual([
      plain('a,"b\n""c"",\n",d', 1),
      plain('e,5" f', 4),
    ]);
  });

  it('takes a quote after a byte order mark for the beginning of a cell', () => {
    expect(texts(cut(Buffer.from('\uFEFF"a\nb",c\nd'), [2], csv))).toHaveLength(2);
    expect(cut(Buffer.from('\uFEFF"a\nb"\nd', 'utf16le'), [3], { ...csv, units: 'utf-16le' })).toHaveLength(
      2,
    );
  });

  it('gives up only the line of a quote that is never closed', () => {
    expect(cut(bytes('a\n1,"b\nc\nd\n'), [4], csv)).toEqual([
      plain('a', 1),
      { text: '', line: 2, problem: 'unclosed-quote' },
      plain('c', 3),
      plain('d', 4),
    ]);
    const filler = Array.from({ length: 20 }, (_, i) => `row${i}`).join('\n');
    const [first, ...rest] = cut(bytes(`"b\n${filler}`), [5], csv);
    expect(first).toEqual({ text: '', line: 1, problem: 'unclosed-quote' });
    expect(texts(rest)).toEqual(filler.split('\n'));
  });

  it('tells a quoted cell that goes on after its closing quote', () => {
    expect(cut(bytes('"a"b,c\n"a"\r\n'), [3], csv)).toEqual([
      { text: '', line: 1, problem: 'invalid-csv' },
      plain('"a"\r', 2),
    ]);
    expect(cut(bytes('1,"never closed\n2,5" long\n3'), [3], csv)).toEqual([
      { text: '', line: 1, problem: 'invalid-csv' },
      plain('2,5" long', 2),
      plain('3', 3),
    ]);
  });
});

describe('where rows end', () => {
  it('does not hang on the pieces in which the input comes', () => {
    const pieces = fc.array(
      fc.constantFrom('"', '""', ',', '\n', '\r\n', 'a', 'xxxxxxxxxx', '\u00ef\u00bb\u00bf'),
      {
        maxLength: 60,
      },
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });
    const units = fc.constantFrom<CutRules['units']>('bytes', 'utf-16le', 'utf-16be');
    fc.assert(
      fc.property(pieces, sizes, fc.boolean(), units, (parts, sizes, csv, units) => {
        const input = units === 'bytes' ? bytes(parts.join('')) : Buffer.from(parts.join(''), 'utf16le');
        if (units === 'utf-16be') Buffer.from(input.buffer, input.byteOffset, input.length).swap16();
        expect(cut(input, sizes, { csv, units })).toEqual(cut(input, [1e6], { csv, units }));
      }),
      { numRuns: 3000 },
    );
  });
});
