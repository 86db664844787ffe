import { MAX_TEXT } from '../../matching/answer.ts';
import { standardId } from '../../standards/model.ts';
import type { PageAssets } from '../assets.ts';
import { type Engine, EngineError, LoadError, Superseded } from '../engine/engine.ts';
import { startLocalEngine } from '../engine/local.ts';
import { remoteEngine } from '../engine/remote.ts';
import { openFile } from '../files/open.ts';
import { FileProblem } from '../files/problem.ts';
import { type Language, type Place, pathOf, placeOf } from '../places.ts';
import { wordsOf } from '../words/words.ts';
import type { Actions } from './actions.ts';
import { keepLanguage, keepTexts, keepTheme } from './keeping.ts';
import type { Lighting } from './lighting.ts';
import type { Draft, Field, State } from './state.ts';
import type { Store } from './store.ts';

/**
 * What the page does: it keeps the answer up with the text, whatever is typed, opened or chosen. Every change goes through
 * the store; every question goes to the engine, and an answer that a newer question has overtaken is dropped there.
 */
export function createSession(
  store: Store<State>,
  assets: PageAssets,
  lighting: Lighting,
): Actions & { start(): void } {
  let engine: Engine | null = null;
  const { get, set } = store;
  const words = () => wordsOf(get().language);

  /** Asks, and shows what comes; a fault is told by its code. */
  const ask = async <Answer>(question: Promise<Answer>, show: (answer: Answer) => void): Promise<void> => {
    try {
      show(await question);
    } catch (error) {
      if (error instanceof Superseded) return;
      if (error instanceof LoadError) set({ engine: { stage: 'failed', fault: error.fault } });
      else set({ problem: error instanceof EngineError ? error.code : 'internal-error' });
    }
  };

  const match = (): void => {
    const { drafts, open, superseded, view } = get();
    const { kind, title, text } = drafts.text;
    if (text.trim() === '') {
      if (view !== null) set({ view: null, open: null, gaps: null, pointed: null, problem: null });
      lighting.show(null);
      return;
    }
    if (engine === null || text.length > MAX_TEXT) return;
    const request = {
      text,
      kind,
      superseded,
      ...(title === '' ? {} : { title }),
      ...(open === null ? {} : { open }),
    };
    void ask(engine.match(request), answer => {
      if (get().drafts.text.text !== text) return; // typed on: the next answer is on its way
      set({ view: answer, problem: null });
      lighting.show(answer);
      look();
    });
  };

  /** What the opened tab needs beside the answer. */
  const look = (): void => {
    const { view, tab, drafts, gaps, record } = get();
    const id = view?.open?.id;
    if (engine === null || id === undefined || tab === 'why') return;
    if (gaps !== null && gaps.occupation.id !== id) set({ gaps: null });
    const { title, text } = drafts.text;
    const request = { text, occupation: id, ...(title === '' ? {} : { title }) };
    void ask(engine.gaps(request), answer => set({ gaps: answer ?? null }));
    if (record === null || standardId(record) !== id) {
      void ask(engine.standard(id), standard => set({ record: standard ?? null }));
    }
  };

  const compare = (): void => {
    const { drafts, through } = get();
    const { ad, cv } = drafts;
    if (ad.text.trim() === '' || cv.text.trim() === '') {
      set({ comparison: null });
      return;
    }
    if (engine === null || ad.text.length > MAX_TEXT || cv.text.length > MAX_TEXT) return;
    const side = ({ text, title }: Draft) => ({ text, ...(title === '' ? {} : { title }) });
    const request = { ad: side(ad), cv: side(cv), ...(through === null ? {} : { occupation: through }) };
    void ask(engine.compare(request), answer => set({ comparison: answer ?? null, problem: null }));
  };

  const search = (): void => {
    const { list, entries } = get();
    if (engine === null) return;
    void ask(engine.search({ q: list.q, category: list.category, level: list.level }), found =>
      set({ listed: found.filter(({ superseded }) => list.superseded || !superseded) }),
    );
    if (entries.length === 0) void ask(engine.standards(), all => set({ entries: all }));
  };

  const show = (place: Place | null): void => {
    if (place?.page === 'standard') {
      const { standard } = get();
      if (standard !== null && standard !== undefined && standardId(standard) === place.id) return;
      if (engine === null) return;
      set({ standard: undefined });
      void ask(engine.standard(place.id), found => {
        set({ standard: found ?? null });
        requestAnimationFrame(followAnchor);
      });
    } else if (place?.page === 'standards') search();
  };

  const everything = (): void => {
    match();
    compare();
    search();
    show(get().place);
  };

  const use = (next: Engine): void => {
    engine = next;
    set({
      engine: { stage: 'ready', index: next.index, sendsTexts: next.sendsTexts },
      count: next.index.standards,
    });
    everything();
  };

  const load = async (start: () => Promise<Engine>): Promise<void> => {
    try {
      use(await start());
    } catch (error) {
      set({ engine: { stage: 'failed', fault: error instanceof LoadError ? error.fault : 'offline' } });
    }
  };

  const loadLocal = (): void => {
    set({ engine: { stage: 'loading', loaded: 0, total: 0 } });
    void load(() =>
      startLocalEngine({
        workerUrl: assets.worker,
        location: assets.index,
        onProgress: progress => set({ engine: progress }),
      }),
    );
  };

  const changed = (field: Field): void => {
    if (get().remembers) keepTexts(get().drafts);
    if (field === 'text') match();
    else compare();
  };

  const put = (field: Field, draft: Partial<Draft>, notice: string): void => {
    const { drafts, before } = get();
    const old = drafts[field];
    set({
      drafts: { ...drafts, [field]: { ...old, title: '', ...draft, revision: old.revision + 1 } },
      before: { ...before, [field]: old },
      notice: old.text === '' ? null : { text: notice, undo: field },
      ...(field === 'text' ? { open: null, pointed: null } : {}),
    });
    changed(field);
  };

  const actions: Actions = {
    go(place, anchor) {
      const { language } = get();
      const hash = anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`;
      history.pushState(null, '', `${pathOf(place, language)}${hash}`);
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
    type(field, change) {
      const { drafts, before, notice } = get();
      const { [field]: _, ...others } = before;
      set({
        drafts: { ...drafts, [field]: { ...drafts[field], ...change } },
        before: others,
        ...(notice?.undo === field ? { notice: null } : {}),
      });
      changed(field);
    },
    setKind(kind) {
      const { drafts } = get();
      set({ drafts: { ...drafts, text: { ...drafts.text, kind } } });
      changed('text');
    },
    replace: (field, draft) => put(field, draft, words().composer.replaced),
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
      changed(field);
    },
    openFile(field, file) {
      set({ opening: field, notice: null });
      void openFile(file, { ...assets, signal: AbortSignal.timeout(PATIENCE) })
        .then(({ text, title = '', notices }) => {
          put(field, { text, title }, words().composer.replaced);
          const [first] = notices;
          if (first !== undefined) set({ notice: { text: words().fileProblems[first], undo: field } });
        })
        .catch((error: unknown) => {
          actions.notify(words().fileProblems[error instanceof FileProblem ? error.code : 'not-loaded']);
        })
        .finally(() => set({ opening: null }));
    },
    open(id) {
      set({ open: id });
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
      const pointed = offset === null ? null : lighting.at(offset);
      if (JSON.stringify(pointed) === JSON.stringify(get().pointed)) return;
      set({ pointed });
      lightRows(pointed?.parts.map(({ source }) => source) ?? []);
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
      const field = document.getElementById(
        name === 'title' ? 'text-title' : 'text',
      ) as HTMLTextAreaElement | null;
      field?.focus();
      field?.setSelectionRange(start, end);
    },
    showPassage(id, code) {
      set({ passage: { id, code, standard: null } });
      if (engine === null) return;
      void ask(engine.standard(id), standard => {
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
    retry: loadLocal,
    useServer: () => void load(() => remoteEngine({ fetch: (input, init) => fetch(input, init) })),
    append(text) {
      const { drafts } = get();
      const old = drafts.text.text.trimEnd();
      put(
        'text',
        { text: `${old}${old === '' ? '' : '\n'}${text}\n`, title: drafts.text.title },
        words().helper.inserted,
      );
    },
    copy(text, done) {
      navigator.clipboard.writeText(text).then(
        () => actions.notify(done),
        () => actions.notify(words().tools.copyFailed),
      );
    },
    copySummary() {
      const { view, language } = get();
      if (view === null) return;
      void exporting().then(({ summaryText, EXPORT_WORDS }) =>
        actions.copy(summaryText(view, EXPORT_WORDS[language]), words().tools.copied),
      );
    },
    save(format) {
      const { view, drafts, superseded, tab, gaps, place, comparison, language } = get();
      if (engine === null) return;
      const saved = (name: keyof typeof TYPES, content: Promise<string>): void => {
        void ask(Promise.all([content, exporting()]), ([text, { saveFile, FILE_NAMES }]) =>
          saveFile(FILE_NAMES[name], TYPES[name], text),
        );
      };
      if (format === 'json') {
        const { kind, title, text } = drafts.text;
        saved('answer', engine.report({ text, kind, superseded, ...(title === '' ? {} : { title }) }));
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
        saveFile(
          FILE_NAMES.judged,
          TYPES.judged,
          judgedLines([judgedRow({ kind, title, text, grades, none, note })]),
        );
        actions.notify(words().wrong.saved);
      });
    },
    print: () => print(),
    remember(on) {
      set({ remembers: on });
      keepTexts(on ? get().drafts : null);
      if (!on) actions.notify(words().privacy.forgotten);
    },
    notify: text => set({ notice: { text } }),
    dismiss: () => set({ notice: null }),
  };

  return {
    ...actions,
    start() {
      addEventListener('popstate', () => {
        const found = placeOf(location.pathname);
        set({ place: found?.place ?? null, language: found?.language ?? get().language, passage: null });
        show(get().place);
      });
      loadLocal();
    },
  };
}

/** Milliseconds that reading a file may take: a hostile one would never end. */
const PATIENCE = 30_000;

/** Loaded when somebody takes something home. */
const exporting = () => import('../exports/index.ts');

const TYPES = {
  answer: 'application/json',
  table: 'text/csv',
  gaps: 'text/csv',
  comparison: 'text/csv',
  judged: 'application/jsonl',
} as const;

/** Marks the rows of these sources; the views know nothing of it, so that a moving cursor renders nothing anew. */
function lightRows(sources: readonly string[]): void {
  for (const row of document.querySelectorAll<HTMLElement>('[data-source]')) {
    row.toggleAttribute('data-lit', sources.includes(row.dataset.source ?? ''));
  }
}

/** A passage that came after the browser had looked for it. */
function followAnchor(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === '') return;
  const target = document.getElementById(id);
  for (const old of document.querySelectorAll('[data-target]')) old.removeAttribute('data-target');
  target?.setAttribute('data-target', '');
  target?.scrollIntoView({ block: 'center' });
}
