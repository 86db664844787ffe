import { type FC, useState } from 'hono/jsx';
import type { CompareAnswer, CompetencyKind, Evidence, GapStatus } from '../../matching/answer.ts';
import { foldWords } from '../engine/view.ts';
import { type Slice, Stack, Status } from './bars.tsx';
import { Composer } from './composer.tsx';
import { EngineStatus, Privacy } from './engine.tsx';
import { Icon } from './icons.tsx';
import { CHINESE, usePage } from './page.ts';
import { TextWords } from './words.tsx';

/** An ad beside a CV: what is asked and what is shown, through the standard that both fit best. */
export const CompareView: FC = () => {
  const { state, words } = usePage();
  const { comparison } = state;
  return (
    <div class="compare">
      <div class="intro">
        <h1>{words.compare.heading}</h1>
        <p>{words.compare.intro}</p>
      </div>
      <div class="sides">
        <Composer field="ad" />
        <Composer field="cv" />
      </div>
      <div class="underneath">
        <Privacy />
        <EngineStatus />
      </div>
      <section class="matrix" aria-label={words.compare.heading}>
        <p class="problem" role="alert" hidden={state.problem === null}>
          {state.problem === null ? '' : words.engine.problem(state.problem)}
        </p>
        {comparison === null ? (
          <p class="hint empty">{words.compare.needBoth}</p>
        ) : (
          <Comparison answer={comparison} />
        )}
      </section>
    </div>
  );
};

type GroupName = 'both' | 'asked' | 'shown' | 'neither';
const GROUPS: readonly GroupName[] = ['both', 'asked', 'shown', 'neither'];
const KINDS: readonly CompetencyKind[] = ['knowledge', 'skill', 'attitude'];

interface MatrixRow {
  readonly code: string;
  readonly name: string;
  readonly ad: GapStatus;
  readonly cv: GapStatus;
  readonly evidence?: { readonly ad: readonly Evidence[]; readonly cv: readonly Evidence[] };
}

function groupOf({ ad, cv }: Pick<MatrixRow, 'ad' | 'cv'>): GroupName {
  if (ad === 'missing') return cv === 'missing' ? 'neither' : 'shown';
  return cv === 'missing' ? 'asked' : 'both';
}

const Comparison: FC<{ answer: CompareAnswer }> = ({ answer }) => {
  const { state, words, act } = usePage();
  const [hidden, setHidden] = useState<ReadonlySet<GroupName>>(new Set(['neither']));
  const rows: readonly MatrixRow[] = [...answer.tasks, ...answer.items];
  const slices = GROUPS.map((group): Slice => {
    const value = rows.filter(row => groupOf(row) === group).length;
    return { name: words.compare.groups[group], class: group, value, shown: String(value) };
  });
  const toggle = (group: GroupName): void => {
    const next = new Set(hidden);
    if (!next.delete(group)) next.add(group);
    setHidden(next);
  };
  const visible = (row: MatrixRow): boolean => !hidden.has(groupOf(row));
  return (
    <>
      <div class="through">
        <label>
          {words.compare.through}{' '}
          <select
            onChange={(event: Event) =>
              act.compareThrough((event.currentTarget as HTMLSelectElement).value || null)
            }
          >
            <option value="" selected={state.through === null}>
              {words.compare.best}
            </option>
            {state.entries.map(({ id, name }) => (
              <option key={id} value={id} lang={CHINESE} selected={state.through === id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <h2>
          <button
            type="button"
            class="passage"
            lang={CHINESE}
            onClick={() => act.showPassage(answer.occupation.id, '')}
          >
            {answer.occupation.name}
          </button>{' '}
          <span class="facts">
            {answer.occupation.level === undefined ? '' : words.results.level(answer.occupation.level)}
            {words.dot}
            {words.results.among(answer.index.standards)}
          </span>
        </h2>
      </div>
      <Stack slices={slices} label={words.compare.chart} />
      <fieldset class="filter">
        <legend class="hidden">{words.compare.show}</legend>
        {GROUPS.map(group => (
          <button
            key={group}
            type="button"
            class={`chip ${group}`}
            aria-pressed={hidden.has(group) ? 'false' : 'true'}
            onClick={() => toggle(group)}
          >
            {words.compare.groups[group]} {slices[GROUPS.indexOf(group)]!.value}
          </button>
        ))}
      </fieldset>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.compare.columns.what}</th>
            <th scope="col">{words.compare.columns.ad}</th>
            <th scope="col">{words.compare.columns.cv}</th>
          </tr>
        </thead>
        <Rows
          key="tasks"
          name={words.compare.tasks}
          rows={answer.tasks.filter(visible)}
          id={answer.occupation.id}
        />
        {KINDS.map(kind => (
          <Rows
            key={kind}
            name={words.kinds[kind]}
            rows={answer.items.filter(item => item.kind === kind).filter(visible)}
            id={answer.occupation.id}
          />
        ))}
      </table>
      <fieldset class="tools export">
        <legend class="hidden">{words.tools.menu}</legend>
        <button type="button" class="quiet" onClick={act.print}>
          <Icon name="print" />
          {words.tools.print}
        </button>
        <button type="button" class="quiet" onClick={() => act.save('csv')}>
          <Icon name="save" />
          {words.tools.csv}
        </button>
      </fieldset>
    </>
  );
};

const Rows: FC<{ name: string; rows: readonly MatrixRow[]; id: string }> = ({ name, rows, id }) => {
  const { words, act } = usePage();
  return (
    <tbody>
      <tr class="heading">
        <th scope="rowgroup" colspan={3}>
          {name}
        </th>
      </tr>
      {rows.length === 0 ? (
        <tr>
          <td colspan={3} class="hint">
            {words.compare.none}
          </td>
        </tr>
      ) : null}
      {rows.map(row => (
        <tr key={row.code} class={groupOf(row)}>
          <th scope="row">
            <button
              type="button"
              class="passage"
              lang={CHINESE}
              onClick={() => act.showPassage(id, row.code)}
            >
              <span class="code">{row.code}</span> {row.name}
            </button>
          </th>
          <td>
            <Status status={row.ad} /> <TextWords words={foldWords(row.evidence?.ad ?? []).slice(0, 3)} />
          </td>
          <td>
            <Status status={row.cv} /> <TextWords words={foldWords(row.evidence?.cv ?? []).slice(0, 3)} />
          </td>
        </tr>
      ))}
    </tbody>
  );
};
