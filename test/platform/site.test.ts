import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unpackArtifact } from '../../src/artifact/packed/unpack.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { type App, createApp } from '../../src/http/app.ts';
import { buildIndex } from '../../src/indexing/build.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import type { PageAssets } from '../../src/page/assets.ts';
import type { LoadedIndex } from '../../src/platform/node/indexes.ts';
import { createSite, type Site, type SiteParts } from '../../src/platform/node/page/site.ts';
import { Turns } from '../../src/platform/node/turns.ts';
import { CORPORA, goldenIndex, goldenStandards } from '../helpers/golden-index.ts';

/** The page over real indexes: bundled, rendered and packed, through the HTTP door. */
let folder: string;
let five: LoadedIndex;
const sites: Site[] = [];
const events: string[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-site-'));
  five = loaded(goldenIndex());
});
afterEach(() => {
  for (const site of sites.splice(0)) site.close();
});
afterAll(() => {
  looked?.site.close();
  rmSync(folder, { recursive: true });
});

const loaded = (bytes: Uint8Array): LoadedIndex => ({ bytes, artifact: openArtifact(bytes) });
function siteAt(place: string, parts: Partial<SiteParts> = {}): Site {
  const log = { request: () => {}, event: (message: string) => void events.push(message) };
  const site = createSite({ log, places: [join(folder, place)], ...parts });
  sites.push(site);
  return site;
}
function appOver(site: Site, index: LoadedIndex): App {
  const matcher = createMatcher(index.artifact);
  return createApp({ artifact: index.artifact, matcher, page: site.over(index, matcher.fold) });
}
/** One for all tests that only look. */
let looked: { readonly site: Site; readonly app: App } | undefined;
function shared(): App {
  if (looked === undefined) {
    const site = siteAt('shared');
    sites.pop(); // it stays
    looked = { site, app: appOver(site, five) };
  }
  return looked.app;
}
async function assetsOf(app: App, path = '/'): Promise<PageAssets> {
  const html = await (await app.request(path)).text();
  return JSON.parse(/<script type="application\/json" id="assets">(.*?)<\/script>/.exec(html)![1]!);
}
async function plainIndex(app: App, url: string): Promise<Uint8Array> {
  const response = await app.request(url, { headers: { 'Accept-Encoding': 'br' } });
  expect(response.status).toBe(200);
  const packed = new Uint8Array(brotliDecompressSync(await response.arrayBuffer()));
  expect(response.headers.get('X-Plain-Length')).toBe(String(packed.length));
  return unpackArtifact(packed);
}

describe('the page over an index', () => {
  it('shows every place in both languages, complete, and small', async () => {
    const app = shared();
    for (const path of ['/', '/compare', '/standards', '/standards/FSI3311-001v3']) {
      for (const language of ['', '/en']) {
        const response = await app.request(language + path, { headers: { 'Accept-Encoding': 'br' } });
        expect(response.status).toBe(200);
        const body = new Uint8Array(await response.arrayBuffer());
        expect(body.length, path).toBeLessThan(6 * 1024);
        const html = brotliDecompressSync(body).toString();
        expect(html).toMatch(
          language === '' ? /^<!doctype html><html lang="zh-Hant-TW">/ : /<html lang="en">/,
        );
        expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+="|https?:\/\//);
        expect(html).not.toMatch(
          /<script(?! src="\/assets\/| type="application\/json"| type="module" src="\/assets\/)/,
        );
      }
    }
  });

  it('is told of files that are there', async () => {
    const app = shared();
    const html = await (await app.request('/')).text();
    const named = [...html.matchAll(/(?:src|href)="(\/[^"]*\.[a-z]+)"/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(3);
    const { index, pdfCharacterMaps, ...files } = await assetsOf(app);
    for (const path of [...named, ...Object.values(files), `${pdfCharacterMaps}ETen-B5-H.bcmap`, index.url]) {
      expect((await app.request(path)).status, path).toBe(200);
    }
  });

  it('has no form around a text, so that nothing but a search can be sent without scripts', async () => {
    const app = shared();
    for (const path of ['/', '/compare', '/standards/FSI3311-001v3']) {
      expect(await (await app.request(path)).text(), path).not.toMatch(/<form(?! method="dialog")/);
    }
  });

  it('finds standards without scripts, whatever the query', async () => {
    const app = shared();
    const found = async (query: string): Promise<number> => {
      const html = await (await app.request(`/standards?${query}`)).text();
      return new Set(html.match(/href="\/standards\/[^"]+"/g)).size;
    };
    expect(await found('')).toBe(5);
    expect(await found('q=%E5%8F%97%E8%A8%97')).toBe(1);
    expect(await found('q=%E5%8F%97%E6%89%98%20%EF%BC%A6%EF%BC%B3%EF%BC%A9')).toBe(1);
    expect(await found('level=3')).toBeGreaterThan(0);
    expect(await found('level=0&category=')).toBe(5);
    expect(await found('level=CANARY&superseded=maybe')).toBe(5);
    expect(await found(`q=${'x'.repeat(10_000)}`)).toBe(0);
    expect(await found('q=%ff%00&q=%3Cscript%3E')).toBe(0);
  });

  it.each([
    '/standards/nope',
    '/en/standards/nope',
    '/standards/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '/standards/%E0%A4%A',
    '/standards/__proto__',
    '/standards/a/b',
    '/en/nope',
  ])('says in HTML that there is no %s', async path => {
    const app = shared();
    const response = await app.request(path, { headers: { Accept: 'text/html' } });
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain(path.startsWith('/en/') ? '<html lang="en">' : '<html lang="zh-Hant-TW">');
    expect(html).not.toContain('<script>');
  });
});

describe('the packed index', () => {
  it('is the index, byte by byte, in every encoding, for good', async () => {
    const app = shared();
    const { url } = (await assetsOf(app)).index;
    expect(url).toContain(five.artifact.digest);
    expect(Buffer.from(await plainIndex(app, url)).equals(five.bytes)).toBe(true);
    const gzip = await app.request(url, { headers: { 'Accept-Encoding': 'gzip' } });
    const plain = await app.request(url);
    expect(gunzipSync(await gzip.arrayBuffer()).equals(Buffer.from(await plain.arrayBuffer()))).toBe(true);
    expect(plain.headers.get('Content-Encoding')).toBeNull();
    expect(gzip.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    const again = await app.request(url, { headers: { 'If-None-Match': gzip.headers.get('ETag')! } });
    expect(again.status).toBe(304);
  });

  it('is there when one waits for it, even where nothing can be kept, and the page says its sizes from then on', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const app = appOver(siteAt('a-file/below'), five);
    const before = (await assetsOf(app)).index;
    expect(before).toMatchObject({ bytes: 0, sent: 0 });
    const response = await app.request(before.url, { headers: { 'Accept-Encoding': 'br' } });
    const { index } = await assetsOf(app, '/en/compare');
    expect(index.url).toBe(before.url);
    expect(index.bytes).toBe(Number(response.headers.get('X-Plain-Length')));
    expect(index.sent).toBeGreaterThan(0);
    expect(index.sent).toBeLessThanOrEqual(Number(response.headers.get('Content-Length')));
  });

  it('is taken from where it was kept, and packed anew when that is damaged', async () => {
    const place = join(folder, 'shared');
    const gzip = readdirSync(place).find(name => name.endsWith('.gz'))!;
    const sound = readFileSync(join(place, gzip));
    const kept = async (): Promise<Date> => {
      const site = siteAt('shared');
      const app = appOver(site, five);
      await plainIndex(app, (await assetsOf(app)).index.url);
      site.close();
      return statSync(join(place, gzip)).mtime;
    };
    const long = new Date(1_000_000_000_000);
    utimesSync(join(place, gzip), long, long);
    expect(await kept()).toEqual(long);
    for (const damaged of [sound.subarray(0, 1000), gzipSync('another index')]) {
      writeFileSync(join(place, gzip), damaged);
      await kept();
      expect(readFileSync(join(place, gzip)).equals(sound)).toBe(true);
    }
  });

  it('stays for those who were told of it when another takes its place, and no longer', async () => {
    const site = siteAt('shared');
    const smaller = [1, 2].map(n =>
      loaded(buildIndex(goldenStandards().slice(n), { corpora: CORPORA }).bytes),
    );
    const urls: string[] = [];
    let app: App | undefined;
    for (const index of [five, ...smaller]) {
      app = appOver(site, index);
      urls.push((await assetsOf(app)).index.url);
      await plainIndex(app, urls.at(-1)!);
    }
    expect(new Set(urls).size).toBe(3);
    const statuses = await Promise.all(urls.map(async url => (await app!.request(url)).status));
    expect(statuses).toEqual([404, 200, 200]);
  }, 120_000);

  it('is not there for an index that cannot be packed, which is told once', async () => {
    const site = siteAt('nothing');
    const app = appOver(site, { ...five, bytes: five.bytes.subarray(0, 4096) });
    const { url } = (await assetsOf(app)).index;
    events.length = 0;
    for (let i = 0; i < 3; i++) expect((await app.request(url)).status).toBe(404);
    expect(events).toEqual(['index not packed']);
    expect((await app.request('/')).status).toBe(200);
  });

  it('is no longer made once the site is closed', async () => {
    const site = siteAt('closed');
    const app = appOver(site, five);
    const asked = app.request((await assetsOf(app)).index.url);
    site.close();
    expect((await asked).status).toBe(500);
  });
});

describe('turns', () => {
  it('come in the order of asking, one at a time, and pass on from who is gone', () => {
    const turns = new Turns<string>();
    const had: string[] = [];
    const ask = (who: string): void => turns.ask(who, () => had.push(who));
    for (const who of ['a', 'b', 'c', 'a', 'd']) ask(who);
    expect(had).toEqual(['a']);
    turns.over('b'); // who does not have it cannot end it
    turns.gone('b');
    expect(had).toEqual(['a']);
    turns.over('a');
    expect(had).toEqual(['a', 'c']);
    turns.gone('c');
    expect(had).toEqual(['a', 'c', 'a']);
    turns.over('a');
    turns.over('d');
    turns.over('nobody');
    ask('e');
    expect(had).toEqual(['a', 'c', 'a', 'd', 'e']);
  });
});
