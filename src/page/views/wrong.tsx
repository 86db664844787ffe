import { type FC, useState } from 'hono/jsx';
import { PRIVATE } from './fields.tsx';
import { Icon } from './icons.tsx';
import { CHINESE, usePage } from './page.ts';

const GRADES = ['3', '2', '1', '0'] as const;

/** "This is wrong": the right answer, saved as a judged row into a file of the user's own. */
export const WrongDialog: FC = () => {
  const { state, words, act } = usePage();
  const [grades, setGrades] = useState<Readonly<{ [id: string]: string }>>({});
  const [none, setNone] = useState(false);
  const [note, setNote] = useState('');
  const [sought, setSought] = useState('');
  const { view } = state;
  if (view === null) return <dialog id="wrong" key="wrong" aria-label={words.wrong.heading} />;
  const found =
    sought.trim() === ''
      ? []
      : state.entries
          .filter(({ id, name }) => name.includes(sought.trim()) || id.includes(sought.trim()))
          .slice(0, 5);
  const offered = [...new Map([...view.occupations.slice(0, 5), ...found].map(({ id, name }) => [id, name]))];
  const judged: { [id: string]: 1 | 2 | 3 } = {};
  for (const [id, grade] of Object.entries(grades)) {
    if (grade === '1' || grade === '2' || grade === '3') judged[id] = Number(grade) as 1 | 2 | 3;
  }
  const reset = (): void => {
    setGrades({});
    setNone(false);
    setNote('');
    setSought('');
  };
  return (
    <dialog id="wrong" key="wrong" aria-labelledby="wrong-heading" onClose={reset}>
      <form method="dialog">
        <header>
          <h2 id="wrong-heading">{words.wrong.heading}</h2>
          <button
            type="button"
            class="quiet icon"
            aria-label={words.standard.close}
            onClick={(event: Event) => (event.currentTarget as Element).closest('dialog')?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        <p class="hint">{words.wrong.intro}</p>
        <label>
          {words.wrong.search}
          <input
            type="search"
            autocomplete="off"
            value={sought}
            onInput={(event: Event) => setSought((event.currentTarget as HTMLInputElement).value)}
          />
        </label>
        <fieldset disabled={none}>
          <legend>{words.wrong.right}</legend>
          {offered.map(([id, name]) => (
            <label key={id} class="grade">
              <span lang={CHINESE}>{name}</span>
              <select
                onChange={(event: Event) =>
                  setGrades({ ...grades, [id]: (event.currentTarget as HTMLSelectElement).value })
                }
              >
                <option value="">—</option>
                {GRADES.map(grade => (
                  <option key={grade} value={grade} selected={grades[id] === grade}>
                    {words.wrong.grades[grade]}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </fieldset>
        <label>
          <input
            type="checkbox"
            checked={none}
            onChange={(event: Event) => setNone((event.currentTarget as HTMLInputElement).checked)}
          />{' '}
          {words.wrong.none}
        </label>
        <label>
          {words.wrong.note}
          <input
            type="text"
            {...PRIVATE}
            maxlength={500}
            value={note}
            onInput={(event: Event) => setNote((event.currentTarget as HTMLInputElement).value)}
          />
        </label>
        <div class="tools">
          <button
            type="submit"
            disabled={!none && Object.keys(judged).length === 0}
            onClick={() => act.saveWrong({ grades: none ? {} : judged, none, note })}
          >
            {words.wrong.save}
          </button>
        </div>
      </form>
    </dialog>
  );
};
