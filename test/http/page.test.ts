import { describe, expect, it } from 'vitest';
import { pageFiles } from '../../src/page/files.ts';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { testApp } from './parts.ts';

const { app } = testApp({ artifact: goldenArtifact(), files: pageFiles(5) });
const text = async (path: string): Promise<string> => (await app.request(path)).text();

describe('the page', () => {
  it('is served with its script, style and icon, each as what it is', async () => {
    const types = await Promise.all(
      ['/', '/page.js', '/page.css', '/icon.svg'].map(async path =>
        (await app.request(path)).headers.get('Content-Type'),
      ),
    );
    expect(types).toEqual([
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'text/css; charset=utf-8',
      'image/svg+xml',
    ]);
  });

  it('keeps to its own strict policy: nothing inline, nothing from elsewhere', async () => {
    const html = await text('/');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|https?:\/\//);
    expect(await text('/page.css')).not.toMatch(/@import|url\(/);
  });

  it('speaks Traditional Chinese, labels every field and announces results', async () => {
    const html = await text('/');
    expect(html).toContain('<html lang="zh-Hant-TW">');
    expect(html).toContain('5 份 iCAP 職能基準');
    expect(html).toContain('不會儲存');
    for (const [, id] of html.matchAll(/<(?:input|textarea) id="(\w+)"/g))
      expect(html).toContain(`<label for="${id}">`);
    expect(html).toMatch(/id="status" role="status" aria-live="polite"/);
  });

  it('never sends a text in an address, even where scripts are off', async () => {
    expect(await text('/')).toContain('<form id="form" method="post"');
    expect((await app.request('/')).headers.get('Content-Security-Policy')).toContain("form-action 'none'");
  });

  it('has a script that is JavaScript, stands alone and writes text only', async () => {
    const script = await text('/page.js');
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/\bimport\b|\brequire\b|__vi/);
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
  });

  it('has the words of every verdict', async () => {
    const script = await text('/page.js');
    for (const words of ['很像', '不確定', '這些職能基準都不像']) expect(script).toContain(words);
  });
});
