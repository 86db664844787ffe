import type { FC } from 'hono/jsx';
import type { RankedOccupation, Reason } from '../engine/view.ts';
import { Bar, shownScore } from './bars.tsx';
import { Icon } from './icons.tsx';
import { CHINESE, usePage } from './page.ts';
import { TextWords } from './words.tsx';

/** The verdict, and the occupations in their order: one of them is opened. */
export const Ranking: FC = () => {
  const { state, words, act } = usePage();
  const { view } = state;
  if (view === null) return <Blank key="blank" />;
  const [first] = view.occupations;
  const among = words.results.among(view.index.standards);
  return (
    <section class="ranking" key="ranking" aria-label={words.results.heading}>
      <div class={`verdict ${view.verdict}`}>
        <h2>{words.verdicts[view.verdict]}</h2>
        <p>
          {among}
          {words.dot}
          {first === undefined ? words.results.nothing : words.verdictMore[view.verdict]}
        </p>
      </div>
      <p class="hidden" role="status" aria-live="polite">
        {first === undefined
          ? words.results.nothing
          : words.results.announce(words.verdicts[view.verdict], first.name, among)}
      </p>
      <p class="problem" role="alert" hidden={state.problem === null}>
        {state.problem === null ? '' : words.engine.problem(state.problem)}
      </p>
      <ol class="occupations">
        {view.occupations.map((occupation, i) => (
          <Row key={occupation.id} occupation={occupation} rank={i + 1} best={first!.score} />
        ))}
      </ol>
      <p class="hint">
        {words.results.scale}
        <span class="took" hidden={view.took === undefined}>
          {' '}
          {words.results.took((view.took ?? 0).toFixed(1))}
        </span>
      </p>
      <label class="hint">
        <input
          type="checkbox"
          checked={state.superseded}
          onChange={(event: Event) => act.setSuperseded((event.currentTarget as HTMLInputElement).checked)}
        />{' '}
        {words.results.includeSuperseded}
      </label>
      <TaskRanking />
      <Export />
    </section>
  );
};

const Blank: FC = () => {
  const { state, words } = usePage();
  return (
    <section class="ranking empty" aria-label={words.results.heading}>
      <p class="problem" role="alert" hidden={state.problem === null}>
        {state.problem === null ? '' : words.engine.problem(state.problem)}
      </p>
      <h2>{words.results.empty}</h2>
      <p>
        {state.drafts.text.text.trim() === '' || state.engine.stage === 'ready'
          ? words.results.emptyMore
          : words.engine.waiting}
      </p>
    </section>
  );
};

const Row: FC<{ occupation: RankedOccupation; rank: number; best: number }> = ({
  occupation,
  rank,
  best,
}) => {
  const { state, words, act } = usePage();
  const { id, code, name, level, score, superseded, reasons } = occupation;
  const opened = (state.view?.open?.id ?? null) === id;
  return (
    <li class={opened ? 'row opened' : 'row'} data-id={id}>
      <button
        type="button"
        aria-pressed={opened ? 'true' : 'false'}
        aria-controls="occupation"
        onClick={() => act.open(id)}
      >
        <span class="rank">{rank}</span>
        <span class="name" lang={CHINESE}>
          {name}
        </span>
        <span class="score" title={words.results.score}>
          {shownScore(score)}
        </span>
        <Bar share={best === 0 ? 0 : score / best} />
        <span class="facts">
          {level === undefined ? null : <span class="level">{words.results.level(level)}</span>}
          {superseded ? <span class="old">{words.results.superseded}</span> : null}
          {code === undefined ? null : <span class="code">{code}</span>}
        </span>
        <span class="because">
          {reasons.slice(0, 3).map(reason => (
            <ReasonLine key={reason.source} reason={reason} />
          ))}
        </span>
      </button>
    </li>
  );
};

const ReasonLine: FC<{ reason: Reason }> = ({ reason }) => {
  const { words } = usePage();
  const { source, kind, name } = reason;
  return (
    <span class="reason">
      {name === '' ? (
        words.parts[kind as keyof typeof words.parts]
      ) : (
        <span lang={CHINESE}>
          {source} {name}
        </span>
      )}{' '}
      ← <TextWords words={reason.words.slice(0, 2)} />
    </span>
  );
};

const TaskRanking: FC = () => {
  const { state, words, act } = usePage();
  const { view } = state;
  const [first] = view?.tasks ?? [];
  if (view === null || first === undefined) return null;
  const nameOf = new Map(view.occupations.map(({ id, name }) => [id, name]));
  return (
    <details class="tasks">
      <summary>{words.results.tasks}</summary>
      <ol>
        {view.tasks.map(task => (
          <li key={`${task.occupation} ${task.code}`}>
            <button
              type="button"
              class="passage"
              lang={CHINESE}
              onClick={() => act.showPassage(task.occupation, task.code)}
            >
              <span class="code">{task.code}</span> {task.name}
            </button>
            <span class="facts" lang={CHINESE}>
              {nameOf.get(task.occupation) ?? task.occupation}
            </span>
            <Bar share={task.score / first.score} kind="task" />
          </li>
        ))}
      </ol>
    </details>
  );
};

const Export: FC = () => {
  const { words, act } = usePage();
  return (
    <fieldset class="tools export">
      <legend class="hidden">{words.tools.menu}</legend>
      <button type="button" class="quiet" onClick={act.copySummary}>
        <Icon name="copy" />
        {words.tools.copySummary}
      </button>
      <button type="button" class="quiet" onClick={act.print}>
        <Icon name="print" />
        {words.tools.print}
      </button>
      <button type="button" class="quiet" onClick={() => act.save('json')}>
        <Icon name="save" />
        {words.tools.json}
      </button>
      <button type="button" class="quiet" onClick={() => act.save('csv')}>
        <Icon name="save" />
        {words.tools.csv}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => (document.getElementById('wrong') as HTMLDialogElement).showModal()}
      >
        <Icon name="flag" />
        {words.tools.wrong}
      </button>
    </fieldset>
  );
};
