import { createContext, useContext } from 'hono/jsx';
import type { Actions } from '../client/actions.ts';
import type { State } from '../client/state.ts';
import type { Words } from '../words/words.ts';

/** What every view may need: what is, what can be done, and how it is called. */
export interface Page {
  readonly state: State;
  readonly act: Actions;
  readonly words: Words;
}

/** What comes of standards and texts is Chinese, whatever language the page speaks: its `lang`. */
export const CHINESE = 'zh-Hant-TW';

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('a view outside of a page');
  return page;
}
