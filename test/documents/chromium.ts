import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Why no PDF can be made here; undefined where one can. */
export const withoutChromium: string | undefined = existsSync(CHROMIUM)
  ? undefined
  : `no ${CHROMIUM} on this machine (Debian: apt-get install chromium fonts-noto-cjk)`;

export interface Page {
  readonly html: string;
  readonly landscape: boolean;
}

/** PDFs of many pages of HTML, made one after the other in one Chromium; each page of a PDF ends with its number. */
export async function printPdfs(pages: readonly Page[]): Promise<Uint8Array[]> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const tab = await browser.newPage();
    const pdfs: Uint8Array[] = [];
    for (const { html, landscape } of pages) {
      await tab.setContent(html);
      pdfs.push(
        await tab.pdf({
          format: 'A4',
          landscape,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: FOOTER,
          margin: { top: '15mm', bottom: '18mm', left: '12mm', right: '12mm' },
        }),
      );
    }
    return pdfs;
  } finally {
    await browser.close();
  }
}

const FOOTER =
  '<div style="font: 8pt \'Noto Sans CJK TC\'; width: 100%; text-align: center">' +
  '第 <span class="pageNumber"></span> 頁，總共 <span class="totalPages"></span> 頁</div>';
