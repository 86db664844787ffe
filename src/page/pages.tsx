import type { OccupationEntry } from '../artifact/format.ts';
import type { Standard } from '../standards/model.ts';
import { ASSETS_ID, type PageAssets, WEB_MANIFEST } from './assets.ts';
import type { Actions } from './client/actions.ts';
import { EVERYTHING, initialState, type ListQuery } from './client/state.ts';
import { type Language, type Place, pathOf } from './places.ts';
import { App } from './views/app.tsx';
import { titleOf, wordsOf } from './words/words.ts';

/** One page, as the server sends it: complete for reading standards, ready to be taken over by the script. */
export interface PageRequest {
  /** Null for an address that is none of the page's: the page says so. */
  readonly place: Place | null;
  readonly language: Language;
  readonly assets: PageAssets;
  /** For the list: all of them, and those that `search` finds. */
  readonly standards?: readonly OccupationEntry[];
  readonly found?: readonly OccupationEntry[];
  readonly search?: ListQuery;
  /** For one standard; null when the index has none of that id. */
  readonly standard?: Standard | null;
}

/** Nothing in a page comes from a pasted text: the server never sees one here. */
export function renderPage(request: PageRequest): string {
  const { place, language, assets, standards = [], found, search = EVERYTHING, standard } = request;
  const words = wordsOf(language);
  const current = standards.filter(({ superseded }) => search.superseded || !superseded);
  const state = initialState({
    language,
    place,
    entries: standards,
    listed: found ?? current,
    list: search,
    standard,
  });
  const page = (
    <html lang={words.tag}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={`${words.description}${words.descriptionLocal}`} />
        <title>{titleOf(place, words, standard?.name)}</title>
        <script src={assets.boot} />
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
        <link rel="manifest" href={WEB_MANIFEST} />
        {place === null ? null : (
          <>
            <link rel="alternate" hreflang="zh-Hant-TW" href={pathOf(place, 'zh')} />
            <link rel="alternate" hreflang="en" href={pathOf(place, 'en')} />
          </>
        )}
        <script type="application/json" id={ASSETS_ID} dangerouslySetInnerHTML={{ __html: jsonOf(assets) }} />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <noscript>
          <p class="problem">{words.noScript}</p>
        </noscript>
        <div id="app" data-place={place === null ? 'unknown' : place.page}>
          <App page={{ state, act: NOTHING, words }} />
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

/** Nothing can be done with a page before its script has come. */
const NOTHING = new Proxy({}, { get: () => () => {} }) as Actions;

/** JSON that cannot end the element that it stands in. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
