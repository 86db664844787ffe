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

  /** There is no clipboard on a page that came without encryption. */
  const copy = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      notify(done);
    } catch {
      notify(words().tools.copyFailed);
    }
  };

  /** Loads what writes, and says so when it cannot be had. */
  const write = async (work: (writers: Writers) => unknown): Promise<void> => {
    const writers = await import('../exports/index.ts').catch(() => null);
    if (writers === null) notify(words().tools.notLoaded);
    else await work(writers);
  };

  return {
    copy: (text, done) => void copy(text, done),
    copySummary() {
      const { view, language } = get();
      if (view === null) return;
      void write(({ summaryText, EXPORT_WORDS }) =>
        copy(summaryText(view, EXPORT_WORDS[language]), words().tools.copied),
      );
    },
    save(format) {
      const { view, drafts, superseded, tab, gaps, place, comparison, language } = get();
      const current = engine();
      if (current === null) return;
      void write(({ answerCsv, compareCsv, gapsCsv, saveFile, EXPORT_WORDS, FILE_NAMES }) => {
        const own = EXPORT_WORDS[language];
        const saved = (name: keyof typeof TYPES, content: Promise<string>): Promise<void> =>
          ask(content, text => saveFile(FILE_NAMES[name], TYPES[name], text));
        if (format === 'json') {
          const { kind, title, text } = drafts.text;
          const request = { text, kind, superseded, ...(title === '' ? {} : { title }) };
          return saved('answer', current.report(request));
        }
        if (place?.page === 'compare') return comparison && saved('comparison', compareCsv(comparison, own));
        if (tab === 'gaps' && gaps !== null) return saved('gaps', gapsCsv(gaps, own));
        return view && saved('table', answerCsv(view, own));
      });
    },
    saveWrong({ grades, none, note }) {
      const { kind, title, text } = get().drafts.text;
      void write(({ judgedRow, judgedLines, saveFile, FILE_NAMES }) => {
        const row = judgedRow({ kind, title, text, grades, none, note });
        saveFile(FILE_NAMES.judged, TYPES.judged, judgedLines([row]));
        notify(words().wrong.saved);
      });
    },
    print: () => print(),
  };
}

/** Loaded when somebody takes something home. */
type Writers = typeof import('../exports/index.ts');

const TYPES = {
  answer: 'application/json',
  table: 'text/csv',
  gaps: 'text/csv',
  comparison: 'text/csv',
  judged: 'application/jsonl',
} as const;
