import { describe, expect, it } from 'vitest';
import { goldenArtifact } from '../helpers/golden-index.ts';
import { testApp } from './parts.ts';

const artifact = goldenArtifact();
const { app } = testApp({ artifact, version: '1.2.3' });
const page = await (await app.request('/docs')).text();
const document = (await (await app.request('/openapi.json')).json()) as {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, { content?: object }> }>
  >;
};

describe('/docs', () => {
  it('is one page of the service’s own, and keeps to its strict policy', async () => {
    const response = await app.request('/docs');
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'self'/);
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    expect([...page.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, to]) => to)).toEqual([
      '/icon.svg',
      '/docs.css',
      '/openapi.json',
    ]);
    const style = await app.request('/docs.css');
    expect(style.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    expect(await style.text()).not.toMatch(/@import|url\(/);
  });

  it('has every operation with a command to paste, and every problem that it can answer with', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { operationId, responses } of Object.values(methods)) {
        expect(page).toContain(`<h2 id="${operationId}">`);
        expect(page).toContain(`href="#${operationId}"`);
        expect(page).toMatch(new RegExp(`curl -s http://localhost:8787${path.replace(/[{}/]/g, '.')}`));
        for (const { content } of Object.values(responses)) {
          const problem = (content as Record<string, { examples: object }> | undefined)?.[
            'application/problem+json'
          ];
          for (const code of Object.keys(problem?.examples ?? {}))
            expect(page).toContain(`<code>${code}</code>`);
        }
      }
    }
  });

  it('says what fields mean and how far they go', () => {
    expect(page).toContain('at most 50,000 UTF-16 units');
    expect(page).toContain('1 to 100, default 10');
    expect(page).toContain('&quot;ad&quot; | &quot;cv&quot;');
    expect(page).toContain('職能級別');
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });
});
