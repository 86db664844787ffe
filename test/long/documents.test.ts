import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDocument } from '../../src/standards/document.ts';
import type { Standard } from '../../src/standards/model.ts';
import { readRecords } from '../../src/standards/schema.ts';
import { differences } from '../documents/differences.ts';
import { convert, type OfficeFiles, withoutLibreOffice } from '../documents/libreoffice.ts';
import { type Look, lookOf, OFFICIAL } from '../documents/look.ts';
import { printable, unprintable } from '../documents/printable.ts';
import { renderHtml } from '../documents/render.ts';
import { comparable, seeds } from '../standards/golden.ts';

interface Case {
  readonly standard: Standard;
  readonly look: Look;
}

interface Outcome {
  readonly id: string;
  readonly look: Look;
  readonly coverage: number;
  readonly differences: readonly string[];
}

async function outcomes(cases: readonly Case[], documents: readonly Uint8Array[]): Promise<Outcome[]> {
  const found: Outcome[] = [];
  for (const [at, { standard, look }] of cases.entries()) {
    const read = await readDocument(documents[at]!);
    found.push({
      id: standard.code ?? standard.name,
      look,
      coverage: read.coverage,
      differences: differences(comparable(standard), comparable(read.standard)),
    });
  }
  return found;
}

const html = ({ standard, look }: Case) => renderHtml(standard, look);
const bytes = (page: string) => new TextEncoder().encode(page);

describe.skipIf(withoutLibreOffice !== undefined)(
  `ODT and DOCX as LibreOffice writes them${withoutLibreOffice === undefined ? '' : `: ${withoutLibreOffice}`}`,
  () => {
    const cases = seeds().flatMap(({ golden }, at) =>
      [OFFICIAL, ...Array.from({ length: 6 }, (_, look) => lookOf(at * 6 + look))].map(look => ({
        standard: golden,
        look,
      })),
    );
    let files: OfficeFiles;
    beforeAll(async () => {
      files = await convert(cases.map(html));
    }, 900_000);

    test.each(['odt', 'docx'] as const)(
      '%s: the golden records come back whole, in every look',
      async format => {
        const wrong = (await outcomes(cases, files[format])).filter(
          ({ coverage, differences }) => coverage < 1 || differences.length > 0,
        );
        expect(wrong).toEqual([]);
      },
    );
  },
);

const DATA = process.env.ICAP_MATCH_DATA;
const CATALOGUE = DATA === undefined ? null : join(DATA, 'catalogue', 'standards.jsonl.gz');
const missing = CATALOGUE === null || !existsSync(CATALOGUE);

/** The catalogue is not part of the project: ICAP_MATCH_DATA names the folder that holds it. */
describe.skipIf(missing)(`the catalogue${missing ? ': ICAP_MATCH_DATA names no folder with it' : ''}`, () => {
  let all: Case[];
  beforeAll(() => {
    const { standards } = readRecords(gunzipSync(readFileSync(CATALOGUE!)).toString('utf8'));
    all = standards
      .map(printable)
      .map((standard, at) => ({ standard, look: lookOf(at) }))
      .filter(({ standard }) => !unprintable(standard));
  });

  test('comes back whole from pages in the official look, every record', async () => {
    const cases = all.map(({ standard }) => ({ standard, look: OFFICIAL }));
    const found = await outcomes(cases, cases.map(html).map(bytes));
    expect(found.length).toBeGreaterThanOrEqual(300);
    expect(found.filter(({ coverage, differences }) => coverage < 1 || differences.length > 0)).toEqual([]);
  }, 600_000);

  test('comes back from pages in any look, and loses nothing', async () => {
    expectWhole(await outcomes(all, all.map(html).map(bytes)));
  }, 600_000);

  test.skipIf(withoutLibreOffice !== undefined)(
    'comes back from ODT and DOCX of LibreOffice in any look, and loses nothing: every second record',
    async () => {
      const cases = all.filter((_, at) => at % 2 === 0);
      expect(cases.length).toBeGreaterThanOrEqual(300);
      const files = await convert(cases.map(html));
      expectWhole(await outcomes(cases, files.odt));
      expectWhole(await outcomes(cases, files.docx));
    },
    1_800_000,
  );
});

/**
 * Where each item has a line of its own, every record comes back. Where nothing separates them, a name that ends in
 * Latin letters runs into the next code (HACCPK10), and one that is cut off before a code speaks of it (依 P1.3.2): there the
 * text is all there, in one item of two.
 */
function expectWhole(found: readonly Outcome[]): void {
  expect(found.filter(({ coverage }) => coverage < 1)).toEqual([]);
  const wrong = found.filter(({ differences }) => differences.length > 0);
  expect(wrong.filter(({ look }) => look.items === 'lines')).toEqual([]);
  expect(wrong.length).toBeLessThan(found.length * 0.03);
}
