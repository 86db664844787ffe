import type { Artifact } from '../artifact/read.ts';
import { createSearch, MAX_SEARCH } from '../matching/catalogue.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { PageAssets } from './assets.ts';
import type { ListQuery } from './client/state.ts';
import { type PageRequest, renderPage } from './pages.tsx';
import { type Place, placeOf } from './places.ts';

/** What the page shows at an address, as a server sends it. */
export interface SitePage {
  readonly status: 200 | 404;
  readonly html: string;
}

/** The pages over one index. Any address has one: what is no place, and a standard that the index lacks, is 404. */
export type Pages = (address: Pick<URL, 'pathname' | 'searchParams'>, assets: PageAssets) => SitePage;

export function createPages(
  artifact: Pick<Artifact, 'occupations' | 'standard'>,
  fold: Matcher['fold'],
): Pages {
  const { occupations } = artifact;
  const find = createSearch(occupations, fold);
  const indexOf = new Map(occupations.map(({ id }, index) => [id, index]));
  const contentOf = (place: Place | null, query: URLSearchParams): Partial<PageRequest> => {
    if (place?.page === 'standards') {
      const search = searchOf(query);
      const found = find(search).filter(({ superseded }) => search.superseded || !superseded);
      return { standards: occupations, search, found };
    }
    if (place?.page !== 'standard') return {};
    const index = indexOf.get(place.id);
    return { standard: index === undefined ? null : artifact.standard(index) };
  };
  return ({ pathname, searchParams }, assets) => {
    const { place = null, language = pathname.startsWith('/en/') ? 'en' : 'zh' } = placeOf(pathname) ?? {};
    const content = contentOf(place, searchParams);
    return {
      status: place === null || content.standard === null ? 404 : 200,
      html: renderPage({ place, language, assets, ...content }),
    };
  };
}

/** What a form without scripts asks for; what makes no sense asks for nothing. */
function searchOf(query: URLSearchParams): ListQuery {
  const text = (name: string): string => (query.get(name) ?? '').slice(0, MAX_SEARCH);
  const level = Number(query.get('level'));
  return {
    q: text('q'),
    category: text('category'),
    level: Number.isInteger(level) && level >= 1 && level <= 6 ? level : null,
    superseded: query.get('superseded') === 'true',
  };
}
