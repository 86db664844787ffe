import { wordsOf } from '../words/words.ts';
import type { Actions } from './actions.ts';
import type { Asking } from './asking.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

type TakingActions = Pick<Actions, 'copy' | 'copySummary' | 'save' | 'saveWrong' | 'print'>;

/** What a user takes home of the answers: by the clipboard, as files, on paper. Nothing of it goes anywhere else. */
export function takingActions(
  { get, set }: Store<State>,
  { ask, engine }: Pick<Asking, 'ask' | 'engine'>,
): TakingActions {
  const words = () => wordsOf(get().language);
  const notify = (text: string): void => set({ notice: { text } });

  const copy = (text: string, done: string): void => {
    navigator.clipboard.writeText(text).then(
      () => notify(done),
      () => notify(words().tools.copyFailed),
    );
  };

  return {
    copy,
    copySummary() {
      const { view, language } = get();
      if (view === null) return;
      void exporting().then(({ summaryText, EXPORT_WORDS }) =>
        copy(summaryText(view, EXPORT_WORDS[language]), words().tools.copied),
      );
    },
    save(format) {
      const { view, drafts, superseded, tab, gaps, place, comparison, language } = get();
      const current = engine();
      if (current === null) return;
      const saved = (name: keyof typeof TYPES, content: Promise<string>): void => {
        void ask(Promise.all([content, exporting()]), ([text, { saveFile, FILE_NAMES }]) =>
          saveFile(FILE_NAMES[name], TYPES[name], text),
        );
      };
      if (format === 'json') {
        const { kind, title, text } = drafts.text;
        saved('answer', current.report({ text, kind, superseded, ...(title === '' ? {} : { title }) }));
        return;
      }
      void exporting().then(({ answerCsv, compareCsv, gapsCsv, EXPORT_WORDS }) => {
        const own = EXPORT_WORDS[language];
        if (place?.page === 'compare' && comparison !== null)
          saved('comparison', compareCsv(comparison, own));
        else if (tab === 'gaps' && gaps !== null) saved('gaps', gapsCsv(gaps, own));
        else if (view !== null) saved('table', answerCsv(view, own));
      });
    },
    saveWrong({ grades, none, note }) {
      const { kind, title, text } = get().drafts.text;
      void exporting().then(({ judgedRow, judgedLines, saveFile, FILE_NAMES }) => {
        const row = judgedRow({ kind, title, text, grades, none, note });
        saveFile(FILE_NAMES.judged, TYPES.judged, judgedLines([row]));
        notify(words().wrong.saved);
      });
    },
    print: () => print(),
  };
}

/** Loaded when somebody takes something home. */
const exporting = () => import('../exports/index.ts');

const TYPES = {
  answer: 'application/json',
  table: 'text/csv',
  gaps: 'text/csv',
  comparison: 'text/csv',
  judged: 'application/jsonl',
} as const;
