import { openFile } from '../files/open.ts';
import { FileProblem } from '../files/problem.ts';
import { wordsOf } from '../words/words.ts';
import type { Actions } from './actions.ts';
import { keepTexts } from './keeping.ts';
import type { Draft, Field, State } from './state.ts';
import type { Store } from './store.ts';

type DraftActions = Pick<
  Actions,
  'type' | 'setKind' | 'example' | 'clear' | 'undo' | 'openFile' | 'append' | 'remember'
>;

/** The texts: how they come in, change, come back and are remembered. `changed` is told of every change. */
export function draftActions(
  { get, set }: Store<State>,
  assets: Parameters<typeof openFile>[1],
  changed: (field: Field) => void,
): DraftActions {
  const words = () => wordsOf(get().language);
  /** The file that was chosen last: of two that are read at once, only it counts. */
  let opened: { readonly file: File } | null = null;

  const tell = (field: Field): void => {
    if (get().remembers) keepTexts(get().drafts);
    changed(field);
  };

  /** The same text goes on only where `keeps` says so: what was opened for another one is closed. */
  const put = (field: Field, draft: Partial<Draft>, notice: string, keeps = false): void => {
    const { drafts, before } = get();
    const old = drafts[field];
    set({
      drafts: { ...drafts, [field]: { ...old, title: '', ...draft, revision: old.revision + 1 } },
      before: { ...before, [field]: old },
      notice: old.text === '' ? null : { text: notice, undo: field },
      ...(field === 'text' ? { pointed: null } : {}),
      ...(field === 'text' && !keeps ? { open: null } : {}),
    });
    tell(field);
  };

  return {
    type(field, change) {
      const { drafts, before, notice } = get();
      const { [field]: _, ...others } = before;
      set({
        drafts: { ...drafts, [field]: { ...drafts[field], ...change } },
        before: others,
        ...(notice?.undo === field ? { notice: null } : {}),
        ...(field === 'text' ? { pointed: null } : {}),
        ...(field === 'text' && isAnother(drafts.text.text, change.text) ? { open: null } : {}),
      });
      tell(field);
    },
    setKind(kind) {
      const { drafts } = get();
      set({ drafts: { ...drafts, text: { ...drafts.text, kind } } });
      tell('text');
    },
    example: (field, { kind, title, text }) =>
      put(field, { title, text, ...(field === 'text' ? { kind } : {}) }, words().composer.replaced),
    clear: field => put(field, { text: '' }, words().composer.cleared),
    undo(field) {
      const { drafts, before } = get();
      const old = before[field];
      if (old === undefined) return;
      set({
        drafts: { ...drafts, [field]: { ...old, revision: drafts[field].revision + 1 } },
        before: { ...before, [field]: undefined },
        notice: null,
      });
      tell(field);
    },
    openFile(field, file) {
      const own = { file };
      opened = own;
      set({ opening: field, notice: null });
      void openFile(file, { ...assets, signal: AbortSignal.timeout(PATIENCE) })
        .then(({ text, title = '', notices }) => {
          if (opened !== own) return;
          put(field, { text, title }, words().composer.replaced);
          const [first] = notices;
          if (first !== undefined) set({ notice: { text: words().fileProblems[first], undo: field } });
        })
        .catch((error: unknown) => {
          if (opened !== own) return;
          const code = error instanceof FileProblem ? error.code : 'not-loaded';
          set({ notice: { text: words().fileProblems[code] } });
        })
        .finally(() => {
          if (opened === own) set({ opening: null });
        });
    },
    append(text) {
      const { title, text: old } = get().drafts.text;
      const before = old.trimEnd();
      const longer = `${before}${before === '' ? '' : '\n'}${text}\n`;
      put('text', { text: longer, title }, words().helper.inserted, true);
    },
    remember(on) {
      set({ remembers: on });
      keepTexts(on ? get().drafts : null);
      if (!on) set({ notice: { text: words().privacy.forgotten } });
    },
  };
}

/** Milliseconds that reading a file may take: a hostile one would never end. */
const PATIENCE = 30_000;

/** Pasted over the old text: hardly anything of that stands at either end. What was opened was opened for the old one. */
function isAnother(before: string, after = before): boolean {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return start + end < shorter / 4;
}
