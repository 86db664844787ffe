import type { Context } from 'hono';
import type { App } from './app.ts';
import { sendFile } from './files.ts';
import type { PagePart } from './parts.ts';

/** The addresses of the page, as patterns, for the log tells patterns alone. */
const PAGES = ['/', '/compare', '/standards', '/standards/:id'] as const;
const FILES = ['/assets/*', '/service-worker.js', '/manifest.webmanifest', '/icon.svg'] as const;

/** The page in both languages, and the files that it needs. None of it asks for a key. */
export function servePage(app: App, page: PagePart): void {
  for (const path of PAGES) {
    app.get(path, c => showPage(c, page));
    app.get(`/en${path}`, c => showPage(c, page));
  }
  app.get('/en', c => c.redirect('/en/', 308));
  for (const path of FILES) {
    app.get(path, async c => {
      const file = await page.file(addressOf(c).pathname);
      return file === null ? c.notFound() : sendFile(c, file);
    });
  }
}

export async function showPage(c: Context, page: PagePart): Promise<Response> {
  const { status, file } = await page.page(addressOf(c));
  return sendFile(c, file, status);
}

/** As it was sent: an id may hold encoded characters, and is decoded once only. */
function addressOf(c: Context): URL {
  return new URL(c.req.url);
}
