import type { FC } from 'hono/jsx';
import type { Theme } from '../client/state.ts';
import { type Place, pathOf } from '../places.ts';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { usePage } from './page.ts';

/** What stands around every place of the page. */
export const Header: FC = () => {
  const { state, words, act } = usePage();
  const places: readonly (readonly [Place, string])[] = [
    [{ page: 'match' }, words.nav.match],
    [{ page: 'compare' }, words.nav.compare],
    [{ page: 'standards' }, words.nav.standards],
  ];
  const here = state.place?.page === 'standard' ? 'standards' : state.place?.page;
  const other = state.language === 'zh' ? 'en' : 'zh';
  return (
    <header class="top">
      <Link to={{ page: 'match' }} class="brand">
        <Icon name="bars" />
        <span>{words.product}</span>
      </Link>
      <nav aria-label={words.nav.label}>
        {places.map(([place, name]) => (
          <Link key={place.page} to={place} {...(place.page === here ? { 'aria-current': 'page' } : {})}>
            {name}
          </Link>
        ))}
      </nav>
      <div class="preferences">
        <ThemeChoice />
        <a
          class="quiet language"
          lang={other === 'en' ? 'en' : 'zh-Hant-TW'}
          hreflang={other === 'en' ? 'en' : 'zh-Hant-TW'}
          href={pathOf(state.place ?? { page: 'match' }, other)}
          onClick={(event: MouseEvent) => {
            event.preventDefault();
            act.switchLanguage();
          }}
        >
          {words.settings.otherLanguage}
        </a>
      </div>
    </header>
  );
};

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const ThemeChoice: FC = () => {
  const { state, words, act } = usePage();
  const next = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length]!;
  return (
    <button
      type="button"
      class="quiet icon"
      onClick={() => act.setTheme(next)}
      aria-label={`${words.settings.theme}: ${words.settings.themes[state.theme]}`}
      title={`${words.settings.theme}: ${words.settings.themes[state.theme]}`}
    >
      <Icon name={state.theme} />
    </button>
  );
};

export const Footer: FC = () => {
  const { words } = usePage();
  return (
    <footer>
      <p>{words.footer.disclaimer}</p>
      <p>
        {words.footer.source}
        {words.dot}
        <a href="/docs">{words.footer.api}</a>
      </p>
    </footer>
  );
};

/** What was just done, and how to undo it; told to screen readers too. */
export const Notice: FC = () => {
  const { state, words, act } = usePage();
  const { notice } = state;
  return (
    <div class="notices" role="status">
      <div class="notice" hidden={notice === null}>
        <span>{notice?.text ?? ''}</span>
        <button
          type="button"
          hidden={notice?.undo === undefined}
          onClick={() => {
            if (notice?.undo !== undefined) act.undo(notice.undo);
          }}
        >
          {words.composer.undo}
        </button>
        <button type="button" class="icon" aria-label={words.dismiss} onClick={act.dismiss}>
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
};

export const NotFound: FC = () => {
  const { words } = usePage();
  return (
    <div class="intro">
      <h1>{words.notFound}</h1>
      <p>
        <Link to={{ page: 'match' }}>{words.nav.match}</Link>
        {words.dot}
        <Link to={{ page: 'standards' }}>{words.nav.standards}</Link>
      </p>
    </div>
  );
};
