import { describe, expect, it } from 'vitest';
import { mentions } from '../../src/standards/codes.ts';
import { readDocument } from '../../src/standards/document.ts';
import type { Standard } from '../../src/standards/model.ts';
import { benchStandards } from '../bench/material.ts';
import { dataFolder } from '../bench/texts.ts';
import { printPdfs, withoutChromium } from '../documents/chromium.ts';
import { differences } from '../documents/differences.ts';
import { type Look, lookOf, OFFICIAL } from '../documents/look.ts';
import { printable, unprintable } from '../documents/printable.ts';
import { renderHtml } from '../documents/render.ts';
import { comparable, seeds } from '../standards/golden.ts';

/**
 * Many records in many looks: printed to PDF by Chromium and read back, every field equal. The renderings are ours; the
 * seed of a look is printed with what differs, and `lookOf` gives the same look again.
 */
const RECORDS = 300;
const BATCH = 25;
const first = Math.floor(Math.random() * 2 ** 20);
const catalogue = dataFolder() !== undefined;

/** The official look (its seed is the place of the record), one of any kind, and every second time one without lines. */
function looksOf(at: number): Look[] {
  const [some, other] = [lookOf(first + 2 * at), lookOf(first + 2 * at + 1)];
  return [
    { ...OFFICIAL, seed: at },
    some,
    at % 2 === 0 ? other : { ...other, borders: 'none', align: 'top' },
  ];
}

async function differing(records: readonly Standard[], from: number): Promise<string[]> {
  const all = records.flatMap((record, at) => looksOf(from + at).map(look => ({ record, look })));
  const pdfs = await printPdfs(
    all.map(({ record, look }) => ({ html: renderHtml(record, look), landscape: look.landscape })),
  );
  const found: string[] = [];
  for (const [at, { record, look }] of all.entries()) {
    const { standard } = await readDocument(pdfs[at]!);
    const [one] = differences(folded(comparable(record)), folded(comparable(standard)));
    if (one !== undefined)
      found.push(`${record.code ?? record.name}, ${JSON.stringify(look)}: ${one.slice(0, 300)}`);
  }
  return found;
}

/**
 * Records of the catalogue hold compatibility forms of characters, as some PDF gave them; printed they are the same. The
 * font draws • and · alike, and the PDF names ·.
 */
function folded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll('•', '·')
      .replace(/[\u2e80-\u2fdf\uf900-\ufaff]/g, character => character.normalize('NFKC')),
  );
}

/** Where a text ends with a word that speaks of a code, the next code is what it speaks of. */
function speaksOfNext({ duties }: Standard): boolean {
  return duties
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ outputs, indicators }) => [...outputs.slice(0, -1), ...indicators.slice(0, -1)])
    .some(({ text }) => mentions(text));
}

describe.skipIf(withoutChromium !== undefined)(
  `records printed to PDF and read back (${withoutChromium ?? `looks from ${first}`})`,
  () => {
    it('are the same for the golden records, in seventy-five looks each', async () => {
      for (let from = 0; from < 25; from++) {
        const records = seeds().map(({ golden }) => golden);
        expect(await differing(records, 1000 + from * records.length)).toEqual([]);
      }
    });

    it.runIf(catalogue)(
      'are the same for records of the catalogue (where ICAP_MATCH_DATA tells)',
      async () => {
        const standards = benchStandards()
          .standards.map(printable)
          .filter(standard => !unprintable(standard) && !speaksOfNext(standard));
        const chosen = Array.from(
          { length: RECORDS },
          (_, at) => standards[Math.floor((at * standards.length) / RECORDS)]!,
        );
        const found: string[] = [];
        for (let from = 0; from < RECORDS; from += BATCH) {
          found.push(...(await differing(chosen.slice(from, from + BATCH), from)));
        }
        expect(found).toEqual([]);
      },
    );
  },
);
