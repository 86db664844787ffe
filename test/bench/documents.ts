import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '../../src/standards/document.ts';
import { printPdfs, withoutChromium } from '../documents/chromium.ts';
import { lookOf, OFFICIAL } from '../documents/look.ts';
import { renderHtml } from '../documents/render.ts';
import { type Bench, median, middle, type Table, times } from './harness.ts';
import { benchStandards } from './material.ts';

/**
 * How long does reading a PDF take, beside pdfjs' own extraction of its text? Both do everything from the bytes on: open,
 * go through all pages, close; one document after the other, the two in turns, after one round that counts for nothing.
 * The PDFs are ours, printed by Chromium: the official look, and another one with a frame around each cell.
 */
export const documents: Bench<Sample> = {
  name: 'documents',
  parts: ({ smoke }) => (withoutChromium === undefined ? [{ name: 'pdf', processes: smoke ? 1 : 3 }] : []),
  measure: async ({ folder, smoke }) => measure(await pdfsIn(folder, smoke ? 2 : 20), smoke ? 1 : 5),
  report: samples => [table(samples.get('pdf') ?? [])],
};

interface Sample {
  readonly files: number;
  readonly megabytes: number;
  /** Milliseconds for all files, of each round. */
  readonly ours: readonly number[];
  readonly pdfjs: readonly number[];
}

/** Made by the first process that wants them. */
async function pdfsIn(folder: string, records: number): Promise<Uint8Array[]> {
  const done = join(folder, 'pdfs.done');
  if (!existsSync(done)) {
    const { standards } = benchStandards();
    const count = Math.min(records, standards.length);
    const pages = Array.from({ length: count }, (_, at) => {
      const look = at % 2 === 0 ? OFFICIAL : lookOf(1);
      const standard = standards[Math.floor((at * standards.length) / count)]!;
      return { html: renderHtml(standard, look), landscape: look.landscape };
    });
    for (const [at, pdf] of (await printPdfs(pages)).entries()) writeFileSync(join(folder, `${at}.pdf`), pdf);
    writeFileSync(done, '');
  }
  return readdirSync(folder)
    .filter(name => name.endsWith('.pdf'))
    .map(name => new Uint8Array(readFileSync(join(folder, name))));
}

async function measure(files: readonly Uint8Array[], rounds: number): Promise<Sample> {
  const timed = async (read: (bytes: Uint8Array) => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    for (const file of files) await read(file);
    return performance.now() - start;
  };
  const [ours, pdfjs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const times = [await timed(readDocument), await timed(extractText)] as const;
    if (round === 0) continue; // warm
    ours.push(times[0]);
    pdfjs.push(times[1]);
  }
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  return { files: files.length, megabytes: bytes / 2 ** 20, ours, pdfjs };
}

async function extractText(bytes: Uint8Array): Promise<void> {
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
    page.cleanup();
  }
  await task.destroy();
}

function table(samples: readonly Sample[]): Table {
  const per = (of: 'ours' | 'pdfjs') => samples.map(sample => median(sample[of]) / sample.files);
  return {
    title: 'reading PDFs',
    columns: ['what', 'ms a document', "of pdfjs' text extraction"],
    rows: [
      [
        'readDocument',
        middle(per('ours'), ms => ms.toFixed(0)),
        middle(
          samples.map(({ ours, pdfjs }) => median(ours) / median(pdfjs)),
          times,
        ),
      ],
      ["pdfjs' getTextContent", middle(per('pdfjs'), ms => ms.toFixed(0)), '1'],
    ],
    note:
      samples.length === 0
        ? (withoutChromium ?? '')
        : `${samples[0]!.files} documents, ${samples[0]!.megabytes.toFixed(1)} MB, of ${benchStandards().from}`,
  };
}
