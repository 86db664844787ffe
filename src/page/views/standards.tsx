import type { FC } from 'hono/jsx';
import type { OccupationEntry } from '../../artifact/format.ts';
import { pathOf } from '../places.ts';
import { EngineStatus } from './engine.tsx';
import { Link } from './link.tsx';
import { CHINESE, usePage } from './page.ts';

const LEVELS = [1, 2, 3, 4, 5, 6] as const;

/** The list of standards. Its form is an ordinary one: without JavaScript the server answers it. */
export const StandardsPage: FC = () => {
  const { state, words, act } = usePage();
  const { entries, listed, list } = state;
  const categories = [
    ...new Set(entries.flatMap(({ category }) => (category === null ? [] : [category]))),
  ].sort();
  return (
    <div class="standards">
      <div class="intro">
        <h1>{words.standards.heading}</h1>
        <p>{words.standards.intro}</p>
      </div>
      <search>
        <form
          class="search"
          method="get"
          action={pathOf({ page: 'standards' }, state.language)}
          onSubmit={(event: Event) => event.preventDefault()}
        >
          <label class="wide">
            {words.standards.search}
            <input
              type="search"
              name="q"
              value={list.q}
              autocomplete="off"
              maxlength={200}
              onInput={(event: Event) => act.search({ q: (event.currentTarget as HTMLInputElement).value })}
            />
          </label>
          <label>
            {words.standards.level}
            <select
              name="level"
              onChange={(event: Event) => {
                const { value } = event.currentTarget as HTMLSelectElement;
                act.search({ level: value === '' ? null : Number(value) });
              }}
            >
              <option value="" selected={list.level === null}>
                {words.standards.any}
              </option>
              {LEVELS.map(level => (
                <option key={level} value={String(level)} selected={list.level === level}>
                  {level}
                </option>
              ))}
            </select>
          </label>
          <label>
            {words.standards.category}
            <select
              name="category"
              onChange={(event: Event) =>
                act.search({ category: (event.currentTarget as HTMLSelectElement).value })
              }
            >
              <option value="" selected={list.category === ''}>
                {words.standards.any}
              </option>
              {categories.map(category => (
                <option key={category} value={category} lang={CHINESE} selected={list.category === category}>
                  {category}
                </option>
              ))}
            </select>
          </label>
          <label class="check">
            <input
              type="checkbox"
              name="superseded"
              value="true"
              checked={list.superseded}
              onChange={(event: Event) =>
                act.search({ superseded: (event.currentTarget as HTMLInputElement).checked })
              }
            />{' '}
            {words.standards.supersededToo}
          </label>
          <noscript>
            <button type="submit">{words.standards.go}</button>
          </noscript>
        </form>
      </search>
      {entries.length === 0 ? <EngineStatus /> : null}
      <p class="found" role="status" aria-live="polite">
        {entries.length === 0 ? '' : words.standards.found(listed.length, entries.length)}
      </p>
      {entries.length > 0 && listed.length === 0 ? <p class="empty">{words.standards.none}</p> : null}
      <ul class="list">
        {listed.map(entry => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </div>
  );
};

const Entry: FC<{ entry: OccupationEntry }> = ({
  entry: { id, code, name, level, category, tasks, superseded },
}) => {
  const { words } = usePage();
  return (
    <li>
      <Link to={{ page: 'standard', id }} class="name" lang={CHINESE}>
        {name}
      </Link>
      <span class="facts">
        {superseded ? <span class="old">{words.results.superseded}</span> : null}
        {level === null ? null : <span class="level">{words.results.level(level)}</span>}
        <span class="code">{code ?? words.standards.noCode}</span>
        <span>{words.standards.tasks(tasks)}</span>
        <span lang={CHINESE}>{category ?? ''}</span>
      </span>
    </li>
  );
};
