import { render, useEffect, useLayoutEffect, useState } from 'hono/jsx/dom';
import { ASSETS_ID, type PageAssets, SERVICE_WORKER } from '../assets.ts';
import { placeOf } from '../places.ts';
import { App } from '../views/app.tsx';
import { titleOf, wordsOf } from '../words/words.ts';
import type { Actions } from './actions.ts';
import { keptTexts, keptTheme } from './keeping.ts';
import { createLighting } from './lighting.ts';
import { createSession } from './session.ts';
import { initialState, type State } from './state.ts';
import { createStore, type Store } from './store.ts';
import { focusIn, soughtSoFar, typedSoFar } from './takeover.ts';

/**
 * Takes over the page that the server sent: the same views, now with a state that changes. What the server rendered of a
 * standard or the list stays until it can be shown from the index, so that nothing flickers.
 */
function start(): void {
  const assets = JSON.parse(document.getElementById(ASSETS_ID)!.textContent!) as PageAssets;
  const root = document.getElementById('app')!;
  const found = placeOf(location.pathname);
  const first = initialState({
    language: document.documentElement.lang === 'en' ? 'en' : 'zh',
    place: root.dataset.place === 'unknown' ? null : (found?.place ?? null),
  });
  const kept = keptTexts();
  const store = createStore<State>({
    ...first,
    theme: keptTheme(),
    remembers: kept !== null,
    drafts: typedSoFar(kept ?? first.drafts),
    list: soughtSoFar(first.list),
  });
  const lighting = createLighting('text', () => store.get().drafts.text.text);
  const session = createSession(store, assets, lighting);
  const show = (): void => {
    const focused = focusIn(root);
    render(<Root store={store} act={session} />, root);
    document.documentElement.dataset.live = '';
    focused?.();
  };
  const waits = first.place?.page === 'standard' || first.place?.page === 'standards';
  if (!waits) show();
  else {
    const stop = store.subscribe(() => {
      const { standard, entries, place } = store.get();
      const shown = place?.page === 'standard' ? standard !== undefined : entries.length > 0;
      if (!shown && place === first.place) return;
      stop();
      show();
    });
  }
  lighting.watch();
  session.start();
  whenReady(store, () => {
    if ('serviceWorker' in navigator) void navigator.serviceWorker.register(SERVICE_WORKER).catch(() => {});
  });
}

/** Not before: until the index is here, the network is for it alone. */
function whenReady(store: Store<State>, then: () => void): void {
  const stop = store.subscribe(() => {
    if (store.get().engine.stage !== 'ready') return;
    stop();
    then();
  });
}

const Root = ({ store, act }: { store: Store<State>; act: Actions }) => {
  const [state, setState] = useState(store.get());
  useLayoutEffect(() => store.subscribe(() => setState(store.get())), []);
  const words = wordsOf(state.language);
  useEffect(() => {
    document.documentElement.lang = words.tag;
    document.title = titleOf(state.place, words, state.standard?.name);
  }, [state.language, state.place, state.standard]);
  return <App page={{ state, act, words }} />;
};

start();
