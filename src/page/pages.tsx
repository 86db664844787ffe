import type { OccupationEntry } from '../artifact/format.ts';
import type { Standard } from '../standards/model.ts';
import { ASSETS_ID, type PageAssets } from './assets.ts';
import type { Language, Place } from './places.ts';

/** One page, as the server sends it: complete for reading standards, ready to be taken over by the script. */
export interface PageRequest {
  /** Null for an address that is none of the page's: the page says so. */
  readonly place: Place | null;
  readonly language: Language;
  readonly assets: PageAssets;
  /** How many standards the index has. */
  readonly count: number;
  /** For the list. */
  readonly standards?: readonly OccupationEntry[];
  /** For one standard. */
  readonly standard?: Standard;
}

export function renderPage({ language, assets, count }: PageRequest): string {
  const page = (
    <html lang={language === 'en' ? 'en' : 'zh-Hant-TW'}>
      <head>
        <meta charset="utf-8" />
        <title>icap-match</title>
        <script src={assets.boot} />
        <link rel="stylesheet" href={assets.style} />
        <script type="application/json" id={ASSETS_ID} dangerouslySetInnerHTML={{ __html: jsonOf(assets) }} />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <div id="app">{count}</div>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

/** JSON that cannot end the element that it stands in. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
