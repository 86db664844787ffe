import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Standard } from '../../src/standards/model.ts';
import { readStandard } from '../../src/standards/read.ts';
import { comparable, seeds } from '../standards/golden.ts';
import { type Look, PLAIN, printStandard, randomFrom } from '../standards/print.ts';

const five = seeds();
const seed = fc.nat({ max: 2 ** 31 - 1 });

const wide = (code: string) =>
  code.replace(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const codes: readonly Look['code'][] = [
  code => code,
  wide,
  code => code.toLowerCase(),
  code => code.replace(/^./, '$& '),
  code => code.replace(/^([KSA])0(\d)$/, '$1$2'),
  code => code.replace(/^O/, '0'),
];

/** How a document may look. Several items of an image's cell stand under one another, so nothing else is between them. */
const looks = fc.record({
  layout: fc.constantFrom<Look['layout']>('table', 'flow', 'scanned'),
  between: fc.constantFrom(' ', '<br>', '、', '', '\u3000'),
  markup: fc.boolean(),
  code: fc.constantFrom(...codes),
  breaks: fc.constantFrom(0, 0.1, 0.4, 0.8),
  versions: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  footers: fc.boolean(),
  runningTitle: fc.boolean(),
  extraColumns: fc.nat({ max: 6 }),
  dutyHeading: fc.boolean(),
  taskWord: fc.constantFrom('工作任務', '工作活動'),
  levelPrinted: fc.constantFrom<Look['levelPrinted']>(
    String,
    level => wide(String(level)),
    level => `${level}級`,
  ),
});

describe('a standard that is printed in any look and broken anywhere', () => {
  test.each(five)('is read back: $name', ({ golden }) => {
    fc.assert(
      fc.property(looks, seed, fc.boolean(), (look, from, bom) => {
        const scanned = look.layout === 'scanned' ? { between: ' ', markup: false } : {};
        const text = printStandard(golden, { ...PLAIN, ...look, ...scanned, random: randomFrom(from) });
        const expected: Standard = look.versions ? golden : { ...golden, versions: [] };
        expect(comparable(readStandard((bom ? '\ufeff' : '') + text).standard)).toEqual(comparable(expected));
      }),
      { numRuns: 120 },
    );
  });
});

describe('a seed whose pages are broken elsewhere', () => {
  test.each(five)('is the same standard: $name', ({ text, golden }) => {
    fc.assert(
      fc.property(seed, fc.constantFrom('\n', '\r\n'), fc.boolean(), (from, newline, blanks) => {
        const random = randomFrom(from);
        const broken = withPageBreaks(text.split('\n'), random).join(newline);
        const spaced = blanks ? broken.replace(/(?<=\S) /g, () => (random() < 0.3 ? '\u00a0' : ' ')) : broken;
        expect(comparable(readStandard(spaced).standard)).toEqual(comparable(golden));
      }),
      { numRuns: 100 },
    );
  });
});

/** Page headers, page numbers and running titles at random row borders of the task table, right before attitudes too. */
function withPageBreaks(lines: readonly string[], random: () => number): string[] {
  const tabs = lines.some(line => line.split('\t').length > 5);
  const start = lines.findIndex(line => /^\s*(?:主要職責|工作任務).*行為指標/.test(line));
  const end = lines.findIndex(line => /^\s*職能內涵\s*\(A=/.test(line));
  const first = lines.findIndex((line, at) => at > start && /^T1/.test(line));
  const header = lines.slice(start, first);
  const title = lines.find(line => line.trim() !== '')!;
  const out: string[] = [];
  lines.forEach((line, at) => {
    if (at > first && at <= end && beginsRow(line) && random() < 0.15) {
      const number = random() < 0.5 ? [`第 ${1 + Math.floor(random() * 9)} 頁，總共 12 頁`] : [];
      out.push('', ...number, ...(random() < 0.3 ? [title] : []), ...header);
    }
    out.push(line);
  });
  return out;

  function beginsRow(line: string): boolean {
    return line.trim() !== '' && (tabs || /^\s*(?:職能內涵 ?\(A|[TOPKS]\d|\d K)/.test(line));
  }
}

test('a word put anywhere into a document is in the record or in a finding', () => {
  const word = '龘靐';
  fc.assert(
    fc.property(fc.nat({ max: 4 }), seed, fc.constantFrom('', '\t', '\n', ' '), (which, from, around) => {
      const { text } = five[which]!;
      const at = Math.floor(randomFrom(from)() * text.length);
      fc.pre(text.lastIndexOf('<', at - 1) <= text.lastIndexOf('>', at - 1)); // not within a tag
      const { standard, findings } = readStandard(
        text.slice(0, at) + around + word + around + text.slice(at),
      );
      const left = JSON.stringify([
        standard,
        findings.map(finding => finding.excerpt + finding.message),
      ]).replace(/\s/g, '');
      expect(/龘|靐/.test(left)).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test('no text makes the reader throw', () => {
  const bits = fc.constantFrom(
    'T1',
    'T1.1',
    'P1.1.1',
    'K01',
    'A01',
    '\t',
    '\n',
    ' ',
    '職能內涵',
    '行為指標',
    '工作任務',
    '主要職責',
    '職業',
    '(A=attitude態度)',
    '【註',
    '1】',
    '^{',
    '甲',
    '3',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 80 }), parts => {
      const { standard, findings } = readStandard(parts.join(''));
      expect(standard !== null || findings.some(finding => finding.severity === 'error')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
