import { type Language, pathOf, placeOf } from '../places.ts';
import type { Actions } from './actions.ts';
import { followAnchor } from './anchors.ts';
import type { Asking } from './asking.ts';
import { keepLanguage, keepTheme } from './keeping.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

/** What is noted of a place that is left: how far down one was, since what stands there is not there when one comes back. */
interface Left {
  readonly scroll: number;
}

type MovingActions = Pick<Actions, 'go' | 'switchLanguage' | 'setTheme'>;

/** From place to place, with addresses to match, and how the places look. */
export function movingActions({ get, set }: Store<State>, { show }: Asking): MovingActions {
  return {
    go(place, anchor) {
      const { language } = get();
      const hash = anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`;
      history.replaceState({ scroll: scrollY } satisfies Left, '');
      history.pushState(null, '', `${pathOf(place, language)}${hash}`);
      document.querySelector<HTMLDialogElement>('dialog[open]')?.close(); // or it would keep the focus
      set({ place, passage: null, notice: null });
      show(place);
      scrollTo(0, 0);
      document.getElementById('main')?.focus({ preventScroll: true });
      requestAnimationFrame(followAnchor);
    },
    switchLanguage() {
      const { language, place } = get();
      const next: Language = language === 'zh' ? 'en' : 'zh';
      keepLanguage(next);
      history.replaceState(null, '', `${pathOf(place ?? { page: 'match' }, next)}${location.hash}`);
      set({ language: next, notice: null });
    },
    setTheme(theme) {
      keepTheme(theme);
      if (theme === 'system') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      set({ theme });
    },
  };
}

/**
 * Goes along when the browser goes back or forward. The language stays as it is: an address from before it was chosen
 * is put into it.
 */
export function followHistory({ get, set }: Store<State>, { show }: Asking): void {
  addEventListener('popstate', () => {
    const { language } = get();
    const found = placeOf(location.pathname);
    if (found !== null && found.language !== language) {
      history.replaceState(history.state, '', `${pathOf(found.place, language)}${location.hash}`);
    }
    set({ place: found?.place ?? null, passage: null });
    show(get().place);
    const { scroll } = (history.state ?? {}) as Partial<Left>;
    if (typeof scroll === 'number') requestAnimationFrame(() => scrollTo(0, scroll));
  });
  addEventListener('hashchange', followAnchor);
}
