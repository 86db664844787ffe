import { type FC, useState } from 'hono/jsx';
import type { GapItem, GapsAnswer } from '../../matching/answer.ts';
import { type Standard, standardId, type Task } from '../../standards/model.ts';
import { CHINESE, usePage } from './page.ts';

/** What an ad leaves out of its occupation, in the standard's own wording, to be copied or added. */
export const Helper: FC = () => {
  const { state, words, act } = usePage();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { gaps, record } = state;
  if (gaps === null || record === null || standardId(record) !== gaps.occupation.id)
    return <p class="hint">{words.standard.loading}</p>;
  const { tasks, items } = missingOf(gaps, record);
  if (tasks.length === 0 && items.length === 0) return <p>{words.helper.nothing}</p>;
  const toggle = (code: string): void => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    setChosen(next);
  };
  const wording = (): string =>
    [
      ...tasks.filter(({ code }) => chosen.has(code)).map(wordingOf),
      ...items.filter(({ code }) => chosen.has(code)).map(({ name }) => `・${name}`),
    ].join('\n');
  const count = [...tasks, ...items].filter(({ code }) => chosen.has(code)).length;
  return (
    <div class="helper">
      <p class="hint">{words.helper.intro}</p>
      <div class="tools sticky">
        <span>{words.helper.chosen(count)}</span>
        <button type="button" disabled={count === 0} onClick={() => act.append(wording())}>
          {words.helper.insert}
        </button>
        <button
          type="button"
          class="quiet"
          disabled={count === 0}
          onClick={() => act.copy(wording(), words.helper.copied)}
        >
          {words.helper.copy}
        </button>
      </div>
      {tasks.length === 0 ? null : (
        <section class="group">
          <h3>{words.helper.tasks}</h3>
          <ul class="choices">
            {tasks.map(task => (
              <li key={task.code}>
                <label>
                  <input type="checkbox" checked={chosen.has(task.code)} onChange={() => toggle(task.code)} />
                  <span lang={CHINESE}>
                    <span class="code">{task.code}</span> {task.name}
                  </span>
                </label>
                <Wording name={words.helper.indicators} texts={task.indicators} />
                <Wording name={words.helper.outputs} texts={task.outputs} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {items.length === 0 ? null : (
        <section class="group">
          <h3>{words.helper.competencies}</h3>
          <ul class="choices columns">
            {items.map(item => (
              <li key={item.code}>
                <label>
                  <input type="checkbox" checked={chosen.has(item.code)} onChange={() => toggle(item.code)} />
                  <span lang={CHINESE}>
                    <span class="code">{item.code}</span> {item.name}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};

const Wording: FC<{ name: string; texts: Task['indicators'] }> = ({ name, texts }) =>
  texts.length === 0 ? null : (
    <details>
      <summary>
        {name} {texts.length}
      </summary>
      <ul>
        {texts.map(({ code, text }) => (
          <li key={code} lang={CHINESE}>
            <span class="code">{code}</span> {text}
          </li>
        ))}
      </ul>
    </details>
  );

function missingOf(
  gaps: GapsAnswer,
  record: Standard,
): { readonly tasks: readonly Task[]; readonly items: readonly GapItem[] } {
  const missing = new Set(gaps.tasks.filter(({ status }) => status === 'missing').map(({ code }) => code));
  return {
    tasks: record.duties.flatMap(duty => duty.tasks).filter(({ code }) => missing.has(code)),
    items: gaps.items.filter(({ status }) => status === 'missing'),
  };
}

/** A task as an ad would say it: its name, then what is done. */
function wordingOf(task: Task): string {
  return [`・${task.name}`, ...task.indicators.map(({ text }) => `　－${text}`)].join('\n');
}
