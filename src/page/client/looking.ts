import type { Actions } from './actions.ts';
import type { Asking } from './asking.ts';
import type { Lighting } from './lighting.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

type LookingActions = Pick<
  Actions,
  | 'open'
  | 'closeOpen'
  | 'setTab'
  | 'setSuperseded'
  | 'point'
  | 'showSource'
  | 'showSpan'
  | 'showPassage'
  | 'closePassage'
  | 'compareThrough'
  | 'search'
>;

/** Looking into the answers: what is opened, pointed at, filtered and laid over. */
export function lookingActions(
  { get, set }: Store<State>,
  { ask, engine, match, look, compare, search }: Asking,
  lighting: Lighting,
): LookingActions {
  return {
    open(id) {
      set({ open: id, pointed: null });
      match();
      requestAnimationFrame(() => {
        const section = document.getElementById('occupation');
        if (section === null || section.getBoundingClientRect().top < innerHeight / 2) return;
        section.scrollIntoView({ block: 'start' });
        section.focus({ preventScroll: true });
      });
    },
    closeOpen() {
      document.querySelector<HTMLElement>('.row.opened > button')?.focus();
      document.querySelector('.ranking')?.scrollIntoView({ block: 'start' });
    },
    setTab(tab) {
      set({ tab });
      look();
    },
    setSuperseded(superseded) {
      set({ superseded });
      match();
    },
    point(field, offset) {
      if (field !== 'text' || get().view === null) return;
      const pointed = lighting.at(offset);
      if (JSON.stringify(pointed) === JSON.stringify(get().pointed)) return;
      set({ pointed });
      lightRows(pointed.parts.map(({ source }) => source));
    },
    showSource(source) {
      set({ tab: 'why' });
      requestAnimationFrame(() => {
        const row = document.querySelector(`[data-source="${CSS.escape(source)}"]`);
        row?.closest('details.rest')?.setAttribute('open', '');
        row?.scrollIntoView({ block: 'center' });
        row?.querySelector('summary')?.focus({ preventScroll: true });
      });
    },
    showSpan({ in: name, span: [start, end] }) {
      const id = name === 'title' ? 'text-title' : 'text';
      const field = document.getElementById(id) as HTMLTextAreaElement | null;
      field?.focus();
      field?.setSelectionRange(start, end);
    },
    showPassage(id, code) {
      set({ passage: { id, code, standard: null } });
      const asked = engine()?.standard(id);
      if (asked === undefined) return;
      void ask(asked, standard => {
        const { passage } = get();
        if (passage?.id !== id || passage.code !== code) return;
        set({ passage: standard === undefined ? null : { id, code, standard } });
      });
    },
    closePassage() {
      if (get().passage !== null) set({ passage: null });
    },
    compareThrough(through) {
      set({ through });
      compare();
    },
    search(change) {
      set({ list: { ...get().list, ...change } });
      search();
    },
  };
}

/** Marks the rows of these sources; the views know nothing of it, so that a moving cursor renders nothing anew. */
function lightRows(sources: readonly string[]): void {
  for (const row of document.querySelectorAll<HTMLElement>('[data-source]')) {
    row.toggleAttribute('data-lit', sources.includes(row.dataset.source ?? ''));
  }
}
