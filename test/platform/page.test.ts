import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPage, buildPage } from '../../src/platform/node/page/build.ts';

/** The page as files: what any server, and the Worker's static assets, serve. */
const source = resolve(import.meta.dirname, '../../src');
let built: BuiltPage;
let folder: string;
beforeAll(async () => {
  built = await buildPage();
  folder = mkdtempSync(join(tmpdir(), 'icap-page-'));
  cpSync(source, join(folder, 'src'), { recursive: true });
  symlinkSync(resolve(source, '../node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = (path: string, { files }: BuiltPage = built): string => {
  const found = files.find(file => file.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return new TextDecoder().decode(found.body);
};
const contents = ({ files }: BuiltPage): Map<string, string> =>
  new Map(files.map(({ path, body }) => [path, Buffer.from(body).toString('base64')]));
/** Of pdfjs, which comes as it is. */
const isPdf = (path: string): boolean =>
  /pdf|character-maps/.test(path) || text(path).includes('pdfjs') || text(path).includes('PDFDocumentProxy');
const own = (): string[] => built.files.map(({ path }) => path).filter(path => !isPdf(path));

describe('the page as files', () => {
  it('is the same each time it is built, byte by byte', async () => {
    expect(contents(await buildPage())).toEqual(contents(built));
  });

  it('has under a path with a hash the same bytes for ever: what changes goes to another path', async () => {
    const page = join(folder, 'src/page');
    const before = await buildPage(page);
    writeFileSync(join(page, 'style/page.css'), 'body { color: red }');
    writeFileSync(join(page, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(page, 'boot.ts'), 'document.title = "another";');
    const after = await buildPage(page);
    for (const { path, cache } of before.files) {
      if (cache === 'immutable' && contents(after).has(path)) {
        expect(contents(after).get(path), path).toBe(contents(before).get(path));
      }
    }
    for (const name of ['style', 'icon', 'boot'] as const) {
      expect(after.assets[name]).not.toBe(before.assets[name]);
    }
    for (const name of ['script', 'worker', 'pdfWorker', 'pdfCharacterMaps'] as const) {
      expect(after.assets[name]).toBe(before.assets[name]);
    }
    expect(text('/service-worker.js', after)).not.toBe(text('/service-worker.js', before));
  });

  it('has every file that it names, each of a type of its own', () => {
    const types = new Map(built.files.map(({ path, contentType }) => [path, contentType]));
    const { boot, script, style, icon, worker, pdfWorker, pdfCharacterMaps } = built.assets;
    for (const path of [boot, script, worker, pdfWorker!])
      expect(types.get(path)).toMatch(/^text\/javascript/);
    expect(types.get(style)).toMatch(/^text\/css/);
    expect(types.get(icon)).toBe('image/svg+xml');
    expect(types.get(`${pdfCharacterMaps}UniCNS-UTF16-H.bcmap`)).toBe('application/octet-stream');
    expect(types.get('/manifest.webmanifest')).toBe('application/manifest+json');
    expect(JSON.parse(text('/manifest.webmanifest'))).toMatchObject({
      start_url: '/',
      icons: [{ src: icon }],
    });
    expect(new Set(types.keys()).size).toBe(built.files.length);
  });

  it('lets only what has a hash in its path be kept for good', () => {
    for (const { path, cache } of built.files) {
      expect(cache, path).toBe(path.startsWith('/assets/') ? 'immutable' : 'revalidate');
      if (path.startsWith('/assets/')) expect(path).toMatch(/-([A-Z0-9]{8}|[0-9a-f]{16})(\.[a-z]+$|\/)/);
    }
  });

  it('weighs at most 100 KB for its first view, without the index', () => {
    const weights = built.first.map(path => ({ path, bytes: brotliSize(text(path)) }));
    const total = weights.reduce((sum, { bytes }) => sum + bytes, 0) + HTML;
    const told = [...weights.map(({ path, bytes }) => `${bytes} ${path}`), `${HTML} HTML, at most`].join(
      '\n',
    );
    expect(total, `${total} bytes compressed:\n${told}`).toBeLessThanOrEqual(100 * 1024);
  });

  it('keeps its libraries for documents out of the first view', () => {
    for (const path of built.first) expect(isPdf(path), path).toBe(false);
  });

  it('asks nobody else for anything', () => {
    const addresses = own().flatMap(path =>
      [...text(path).matchAll(/https?:\/\/[\w.-]+[^\s"'`)<>]*/g)].map(([address]) => `${address} in ${path}`),
    );
    const known = /^https?:\/\/(www\.w3\.org\/|schemas\.openxmlformats\.org\/|purl\.oclc\.org\/)/;
    expect(addresses.filter(address => !known.test(address))).toEqual([]);
  });

  it('needs neither eval nor source maps', () => {
    for (const path of own()) {
      expect(text(path), path).not.toMatch(/\beval\(|new Function\(|sourceMappingURL/);
    }
  });

  it('lets the service worker keep all that works offline: everything but the reader of PDF documents', () => {
    expect(built.offline.filter(path => text(path).length > 200_000)).toEqual([]);
    const script = text('/service-worker.js');
    for (const path of built.offline) expect(script).toContain(`"${path}"`);
    expect([...script.matchAll(/"\/assets\/[^"]+\.\w+"/g)]).toHaveLength(built.offline.length);
    expect(built.offline).toEqual(
      expect.arrayContaining([...built.first, expect.stringContaining('/assets/exports-')]),
    );
  });
});

/** Bytes of the HTML, compressed; site.test.ts holds it to that. */
const HTML = 6 * 1024;

function brotliSize(content: string): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
