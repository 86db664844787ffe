import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextParts } from '../../../src/analysis/zones/parts.ts';
import { reader, zoneLexica } from './reader.ts';

function check(text: string): TextParts {
  const parts = reader.read(text);
  let at = 0;
  let last = '';
  for (const { start, end, section } of parts.zones) {
    expect(start).toBe(at);
    expect(end).toBeGreaterThan(start);
    expect(section).not.toBe(last);
    at = end;
    last = section;
  }
  expect(at).toBe(text.length);
  let done = 0;
  for (const { start, end } of parts.denied) {
    expect(start).toBeGreaterThanOrEqual(done);
    expect(end).toBeGreaterThan(start);
    done = end;
  }
  expect(done).toBeLessThanOrEqual(text.length);
  if (parts.title !== null) {
    expect(parts.title.start).toBeGreaterThanOrEqual(0);
    expect(parts.title.end).toBeGreaterThan(parts.title.start);
    expect(parts.title.end).toBeLessThanOrEqual(text.length);
  }
  return parts;
}

const { headings, cues, denials } = zoneLexica();
const piece = fc.oneof(
  fc.constantFrom(...headings.map(([, heading]) => heading)),
  fc.constantFrom(...cues.map(([, , cue]) => cue)),
  fc.constantFrom(...denials.map(([, cue]) => cue)),
  fc.constantFrom(
    '\n',
    '\r\n',
    '：',
    ':',
    '，',
    '。',
    '、',
    ' ',
    '　',
    '【',
    '】',
    '■',
    '1.',
    '一、',
    '(',
    ')',
    '的',
    '客人',
    'x',
  ),
  fc.constantFrom(
    '<br>',
    '<li>',
    '</p>',
    '&nbsp;',
    'a@b.tw',
    'https://a.tw/x',
    '<',
    '<!--',
    '<script>',
    '😀',
    '0912-345-678',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

describe('parts of any text', () => {
  it('tile it, and lie inside it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => void check(text)));
  });

  it('tile texts made of the lexica and of markup', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => void check(pieces.join(''))),
      { numRuns: 500 },
    );
  });

  it('are the same each time', () => {
    const text = '誠徵店員一名\n工作內容：收銀，不需推銷。\n福利：供餐';
    expect(reader.read(text)).toEqual(reader.read(text));
  });

  it.each([
    'a',
    '不',
    '福利',
    '福利：',
    '薪資 ',
    '<',
    '<a ',
    '<script>',
    '<!--',
    '【',
    '徵',
    '、',
    '\n',
    '\0',
    '\ud800',
    '\udc00',
    '😀',
    '(',
  ])('hold for 50,000 units of %j', unit => {
    check(unit.repeat(50_000 / unit.length));
  });

  it('of an empty text are none', () => {
    expect(reader.read('')).toEqual({ zones: [], denied: [], title: null });
  });
});
