import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/standards/document.ts';
import { odt } from '../../documents/packages.ts';
import { encode } from '../../page/files/make.ts';
import { document } from '../document.ts';

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const wide = (text: string) => [...text].flatMap(unit => [unit.charCodeAt(0), 0]);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...strToU8(part)] : part)));

async function refusal(document: Uint8Array) {
  const { standard, findings, coverage, layout, format } = await readDocument(document);
  expect({ standard, coverage, layout, findings: findings.length }).toEqual({
    standard: null,
    coverage: 0,
    layout: null,
    findings: 1,
  });
  return { format, code: findings[0]!.code, message: findings[0]!.message };
}

describe('what is not read is told, with what to do', () => {
  test.each<[string, Uint8Array, string, RegExp]>([
    ['an old Office file', bytes(OLE, 'x'.repeat(600)), 'not-text', /old Office file.*save it as DOCX/],
    [
      'a DOCX with a password',
      bytes(OLE, 'x'.repeat(600), wide('EncryptedPackage')),
      'encrypted',
      /password/,
    ],
    ['an RTF', strToU8('{\\rtf1\\ansi 職能基準}'), 'not-text', /RTF.*save it as/],
    ['a PNG', bytes([0x89], 'PNG\r\n'), 'not-text', /image.*OCR/],
    ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'not-text', /image.*OCR/],
    ['a gzip', bytes([0x1f, 0x8b, 8]), 'not-text', /unpack/],
    ['an MHTML', strToU8('From: <Saved by Blink>\r\nSubject: x'), 'not-text', /HTML only/],
    ['another ZIP', zipSync({ 'a.txt': strToU8('a') }), 'not-text', /no ODT or DOCX/],
    [
      'an ODT with a password',
      odt({ body: '', more: { 'META-INF/manifest.xml': strToU8('<m><encryption-data/></m>') } }),
      'encrypted',
      /password/,
    ],
    ['nothing', new Uint8Array(), 'empty', /empty/],
    ['bytes', new Uint8Array(500), 'not-text', /UTF-8/],
    ['bytes, more than a standard has characters', new Uint8Array(300_000), 'not-text', /UTF-8/],
  ])('%s', async (_, document, code, message) => {
    const refused = await refusal(document);
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(message);
  });
});

describe('text stays text', () => {
  test.each([
    [
      'with markup in its cells',
      document({ attitudes: '職能內涵 (A=attitude 態度)\n<p>A01 誠實</p> <p>A02 主動</p>' }),
    ],
    ['that begins with markup', `<p>測量人員職能基準</p>\n${document({ title: '' })}`],
    ['that speaks of formats', document({ title: 'PK %PD <table> 測量人員職能基準' })],
  ])('%s', async (_, text) => {
    const { format, standard, layout } = await readDocument(strToU8(text));
    expect([format, standard?.name, layout]).toEqual(['text', '測量人員', 'table']);
  });
});

test.each(['big5', 'gb18030'] as const)('a text saved in %s reads as the same in UTF-8', async encoding => {
  const text = document({ title: '測量人員職能基準' });
  expect(await readDocument(encode(text, encoding))).toEqual(await readDocument(strToU8(text)));
});

test('bytes of no encoding that makes sense stay what they are', async () => {
  const noise = Uint8Array.from({ length: 4000 }, (_, i) => 0x80 + ((i * 7919) % 127));
  expect((await readDocument(noise)).standard).toBe(null);
});
