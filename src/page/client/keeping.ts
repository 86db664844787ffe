import type { Language } from '../places.ts';
import { type Draft, type Field, initialState, type Theme } from './state.ts';

/**
 * What is kept in this browser: language and theme, and the texts only where the user asked for it, until told to forget.
 * Storage may be forbidden or full; the page works without.
 */
const KEY = 'icap-match.';
const TEXTS = `${KEY}texts`;

export function keepLanguage(language: Language): void {
  keep(`${KEY}language`, language);
}

export function keepTheme(theme: Theme): void {
  keep(`${KEY}theme`, theme === 'system' ? null : theme);
}

export function keptTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export type Drafts = Readonly<Record<Field, Draft>>;

export function keepTexts(drafts: Drafts | null): void {
  keep(TEXTS, drafts === null ? null : JSON.stringify(drafts));
}

/** Null when nothing is remembered, or what is there is nothing of ours. */
export function keptTexts(): Drafts | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(TEXTS) ?? 'null');
    return value === null ? null : draftsOf(value);
  } catch {
    return null;
  }
}

/** When another tab of this browser was told to forget, this one does not keep anything anew. */
export function onForgotten(then: () => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if ((key === TEXTS || key === null) && newValue === null) then();
  });
}

function draftsOf(value: unknown): Drafts {
  const { drafts } = initialState({ language: 'zh', place: null });
  const given = value as Partial<Record<Field, Partial<Draft>>>;
  const one = (field: Field): Draft => ({
    kind: given[field]?.kind === 'cv' ? 'cv' : drafts[field].kind,
    title: String(given[field]?.title ?? ''),
    text: String(given[field]?.text ?? ''),
    revision: 1,
  });
  return { text: one('text'), ad: one('ad'), cv: one('cv') };
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // not kept, then
  }
}
