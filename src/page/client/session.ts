import type { PageAssets } from '../assets.ts';
import type { Actions } from './actions.ts';
import { createAsking } from './asking.ts';
import { draftActions } from './drafts.ts';
import { onForgotten } from './keeping.ts';
import type { Lighting } from './lighting.ts';
import { lookingActions } from './looking.ts';
import { followHistory, movingActions } from './moving.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import { takingActions } from './taking-home.ts';

/**
 * What the page does: it keeps the answer up with the text, whatever is typed, opened or chosen. Every change goes through
 * the store, every question through `asking.ts`; what a user can do is in a file for each sort of it.
 */
export function createSession(
  store: Store<State>,
  assets: PageAssets,
  lighting: Lighting,
): Actions & { start(): void } {
  const asking = createAsking(store, assets, lighting);
  return {
    ...movingActions(store, asking),
    ...draftActions(store, assets, asking.changed),
    ...lookingActions(store, asking, lighting),
    ...takingActions(store, asking),
    retry: asking.loadLocal,
    useServer: asking.useServer,
    dismiss: () => store.set({ notice: null }),
    start() {
      followHistory(store, asking);
      onForgotten(() => store.set({ remembers: false }));
      refuseDrops();
      asking.loadLocal();
    },
  };
}

/** A file that misses the field would be opened by the browser in place of the page, with all that was typed. */
function refuseDrops(): void {
  for (const type of ['dragover', 'drop'] as const) {
    addEventListener(type, event => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    });
  }
}
