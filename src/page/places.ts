/** What the page shows, as its address says; the same table routes on the server and in the browser. */
export type Place =
  | { readonly page: 'match' }
  | { readonly page: 'compare' }
  | { readonly page: 'standards' }
  | { readonly page: 'standard'; readonly id: string };

export type Language = 'zh' | 'en';

/** Chinese has no prefix, English `/en`. An address never holds anything of a text. */
export function pathOf(place: Place, language: Language): string {
  const prefix = language === 'en' ? '/en' : '';
  if (place.page === 'match') return `${prefix}/`;
  if (place.page === 'standard') return `${prefix}/standards/${encodeURIComponent(place.id)}`;
  return `${prefix}/${place.page}`;
}

/** Null for an address that is none of the page's. */
export function placeOf(path: string): { readonly place: Place; readonly language: Language } | null {
  const [, prefix, rest] = /^(\/en)?(\/.*)$/.exec(path) ?? [];
  if (rest === undefined) return null;
  const language = prefix === undefined ? 'zh' : 'en';
  if (rest === '/') return { place: { page: 'match' }, language };
  if (rest === '/compare' || rest === '/standards') {
    return { place: { page: rest === '/compare' ? 'compare' : 'standards' }, language };
  }
  const id = idOf(/^\/standards\/([^/]+)$/.exec(rest)?.[1] ?? '');
  return id === '' ? null : { place: { page: 'standard', id }, language };
}

/** Empty for what is no encoded text. */
function idOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}
