import { MAX_TEXT } from '../../matching/answer.ts';
import { standardId } from '../../standards/model.ts';
import { ASSETS_ID, type PageAssets } from '../assets.ts';
import { type Engine, EngineError, type IndexLocation, LoadError, Superseded } from '../engine/engine.ts';
import { startLocalEngine } from '../engine/local.ts';
import { remoteEngine } from '../engine/remote.ts';
import type { Place } from '../places.ts';
import { followAnchor } from './anchors.ts';
import type { Lighting } from './lighting.ts';
import type { Draft, Field, State } from './state.ts';
import type { Store } from './store.ts';

/**
 * The questions of the page, each about the state as it is when it is asked: what comes goes into the state. An answer that
 * a newer question of its kind has overtaken is dropped by the engine. Until there is one, nothing is asked.
 */
export interface Asking {
  /** Null until there is one. */
  engine(): Engine | null;
  /** Asks, and shows what comes; a fault is told by its code. */
  ask<Answer>(question: Promise<Answer>, show: (answer: Answer) => void): Promise<void>;
  /** What is to be known anew when a text has changed. */
  changed(field: Field): void;
  match(): void;
  /** What the opened tab needs beside the answer. */
  look(): void;
  compare(): void;
  search(): void;
  /** What a place shows of the index. */
  show(place: Place | null): void;
  loadLocal(): void;
  useServer(): void;
}

export function createAsking(store: Store<State>, assets: PageAssets, lighting: Lighting): Asking {
  let engine: Engine | null = null;
  const { get, set } = store;

  const ask: Asking['ask'] = async (question, show) => {
    try {
      show(await question);
    } catch (error) {
      if (error instanceof Superseded) return;
      if (error instanceof LoadError) set({ engine: { stage: 'failed', fault: error.fault } });
      else set({ problem: error instanceof EngineError ? error.code : 'internal-error' });
    }
  };

  const match = (): void => {
    const { drafts, open, superseded } = get();
    const { kind, title, text } = drafts.text;
    if (text.trim() === '') {
      set({ view: null, open: null, gaps: null, pointed: null, problem: null });
      lighting.show(null);
      return;
    }
    if (engine === null || text.length > MAX_TEXT) return;
    const request = { ...pasted({ title, text }), kind, superseded, ...(open === null ? {} : { open }) };
    void ask(engine.match(request), answer => {
      if (get().drafts.text.text !== text) return; // typed on: the next answer is on its way
      set({ view: answer, problem: null });
      lighting.show(answer);
      look();
    });
  };

  const look = (): void => {
    const { view, tab, drafts, gaps, record } = get();
    const id = view?.open?.id;
    if (engine === null || id === undefined || tab === 'why') return;
    if (gaps !== null && gaps.occupation.id !== id) set({ gaps: null });
    const request = { ...pasted(drafts.text), occupation: id };
    const isOpen = (): boolean => get().view?.open?.id === id; // or another was opened meanwhile
    void ask(engine.gaps(request), answer => {
      if (isOpen()) set({ gaps: answer ?? null });
    });
    if (record === null || standardId(record) !== id) {
      void ask(engine.standard(id), standard => {
        if (isOpen()) set({ record: standard ?? null });
      });
    }
  };

  const compare = (): void => {
    const { drafts, through } = get();
    const { ad, cv } = drafts;
    if (!haveBoth(drafts)) {
      set({ comparison: null });
      return;
    }
    if (engine === null || ad.text.length > MAX_TEXT || cv.text.length > MAX_TEXT) return;
    const request = {
      ad: pasted(ad),
      cv: pasted(cv),
      ...(through === null ? {} : { occupation: through }),
    };
    void ask(engine.compare(request), answer => {
      if (haveBoth(get().drafts)) set({ comparison: answer ?? null, problem: null });
    });
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
      set({ standard: undefined });
      if (engine === null) return;
      void ask(engine.standard(place.id), found => {
        set({ standard: found ?? null });
        requestAnimationFrame(followAnchor);
      });
    } else if (place?.page === 'standards') search();
    else if (place?.page === 'match') requestAnimationFrame(() => lighting.show(get().view)); // of the field as it is now
  };

  const use = (next: Engine): void => {
    engine = next;
    set({
      problem: null,
      engine: { stage: 'ready', index: next.index, sendsTexts: next.sendsTexts },
    });
    match();
    compare();
    search();
    show(get().place);
  };

  const load = async (start: () => Promise<Engine>): Promise<void> => {
    try {
      use(await start());
    } catch (error) {
      if (error instanceof EngineError) set({ problem: error.code });
      else set({ engine: { stage: 'failed', fault: error instanceof LoadError ? error.fault : 'offline' } });
    }
  };

  const pauses = new Map<Field, ReturnType<typeof setTimeout>>();
  const changed = (field: Field): void => {
    const update = field === 'text' ? match : compare;
    clearTimeout(pauses.get(field));
    if (engine?.sendsTexts === true) pauses.set(field, setTimeout(update, PAUSE));
    else update();
  };

  return {
    engine: () => engine,
    ask,
    changed,
    match,
    look,
    compare,
    search,
    show,
    loadLocal() {
      engine = null;
      set({ engine: { stage: 'loading', loaded: 0, total: 0 } });
      const start = (location: IndexLocation): Promise<Engine> =>
        startLocalEngine({
          workerUrl: assets.worker,
          location,
          onProgress: progress => set({ engine: progress }),
        });
      void load(() =>
        start(assets.index).catch(async error => {
          if (!(error instanceof LoadError) || error.fault !== 'not-found') throw error;
          const now = await indexOfNow();
          if (now === null || now.url === assets.index.url) throw error;
          return start(now);
        }),
      );
    },
    useServer: () => void load(() => remoteEngine({ fetch: (input, init) => fetch(input, init) })),
  };
}

/**
 * Where the server's index is now: a page that has been open for long, or was kept for offline use, may ask for one that is
 * gone. Null when the server does not say.
 */
async function indexOfNow(): Promise<IndexLocation | null> {
  try {
    const shell = await fetch(location.pathname, { cache: 'no-cache' });
    const data = new DOMParser().parseFromString(await shell.text(), 'text/html').getElementById(ASSETS_ID);
    return (JSON.parse(data?.textContent ?? 'null') as PageAssets | null)?.index ?? null;
  } catch {
    return null;
  }
}

/** Milliseconds without a key before a text is sent to a server, where the user has agreed to that. */
const PAUSE = 300;

function haveBoth({ ad, cv }: State['drafts']): boolean {
  return ad.text.trim() !== '' && cv.text.trim() !== '';
}

/** A text as the engine takes it: without a title where there is none. */
function pasted({ title, text }: Pick<Draft, 'title' | 'text'>): {
  readonly text: string;
  readonly title?: string;
} {
  return title === '' ? { text } : { text, title };
}
