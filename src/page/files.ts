import { startPage } from './client.ts';
import { pageDocument } from './document.ts';
import { STYLE } from './style.ts';

/**
 * The web page as files to serve. Plain for now: it sends the text to its own server; matching inside the browser comes
 * with the real page.
 *
 * The script is the source of `startPage`, a function that needs nothing outside itself, so there is no bundler and the
 * same page comes out of the TypeScript sources and of the published JavaScript. A bundler that keeps names (wrangler's)
 * wraps functions in its helper `__name`, which the browser does not have; hence the first line.
 */
export function pageFiles(standards: number): { path: string; contentType: string; body: string }[] {
  return [
    { path: '/', contentType: 'text/html; charset=utf-8', body: pageDocument(standards) },
    { path: '/page.css', contentType: 'text/css; charset=utf-8', body: STYLE },
    { path: '/icon.svg', contentType: 'image/svg+xml', body: ICON },
    {
      path: '/page.js',
      contentType: 'text/javascript; charset=utf-8',
      body: `const __name = value => value;\n(${startPage})();\n`,
    },
  ];
}

/** Three bars, as in the results. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#0b6b58">
<rect x="1" y="2" width="14" height="3" rx="1"/><rect x="1" y="7" width="9" height="3" rx="1"/><rect x="1" y="12" width="5" height="3" rx="1"/>
</svg>
`;
