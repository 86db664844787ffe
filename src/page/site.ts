import type { Artifact } from '../artifact/read.ts';
import type { PageAssets } from './assets.ts';
import { type PageRequest, renderPage } from './pages.tsx';
import { type Place, placeOf } from './places.ts';

/** What the page shows at an address, as a server sends it. */
export interface SitePage {
  readonly status: 200 | 404;
  readonly html: string;
}

/** The pages over one index, by path. Any path has one: what is no place, and a standard that the index lacks, is 404. */
export function createPages(
  artifact: Pick<Artifact, 'occupations' | 'standard'>,
): (path: string, assets: PageAssets) => SitePage {
  const { occupations } = artifact;
  const indexOf = new Map(occupations.map(({ id }, index) => [id, index]));
  const contentOf = (place: Place): Partial<PageRequest> | null => {
    if (place.page === 'standards') return { standards: occupations };
    if (place.page !== 'standard') return {};
    const index = indexOf.get(place.id);
    return index === undefined ? null : { standard: artifact.standard(index) };
  };
  return (path, assets) => {
    const found = placeOf(path);
    const content = found === null ? null : contentOf(found.place);
    const place = content === null ? null : found!.place;
    const language = found?.language ?? (path.startsWith('/en/') ? 'en' : 'zh');
    const html = renderPage({ place, language, assets, count: occupations.length, ...content });
    return { status: content === null ? 404 : 200, html };
  };
}
