import type { FC } from 'hono/jsx';
import type { CompetencyKind, Evidence, OccupationMatch, RemainderPart } from '../../matching/answer.ts';
import { foldWords } from '../engine/view.ts';
import { Bar, type Slice, Stack, shownScore } from './bars.tsx';
import { CHINESE, usePage } from './page.ts';
import { TextWords } from './words.tsx';

/** One part of a score as a row: a competency or, without a code, another part of the standard. */
interface Part {
  readonly source: string;
  readonly kind: CompetencyKind | RemainderPart;
  readonly name: string;
  readonly contribution: number;
  readonly evidence: readonly Evidence[];
}

const KINDS: readonly CompetencyKind[] = ['knowledge', 'skill', 'attitude'];

/** A score taken apart: two views of the same sum, each with all its parts. */
export const Why: FC<{ open: OccupationMatch }> = ({ open }) => {
  const { words } = usePage();
  const { competencies = [], remainder = [], tasks = [], tasksRemainder = [] } = open;
  const parts: Part[] = [
    ...competencies.map(({ code, ...rest }) => ({ source: code, ...rest })),
    ...remainder.map(({ part, ...rest }) => ({ source: part, kind: part, name: '', ...rest })),
  ];
  const most = Math.max(...parts.map(({ contribution }) => contribution), Number.MIN_VALUE);
  const others = parts.filter(({ name }) => name === '');
  const slices: Slice[] = [
    ...KINDS.map(kind =>
      slice(
        words.kinds[kind],
        kind,
        parts.filter(part => part.kind === kind && part.name !== ''),
      ),
    ),
    ...others.map(part => slice(words.parts[part.kind as RemainderPart], part.kind, [part])),
  ];
  const mostOfTasks = Math.max(
    ...[...tasks, ...tasksRemainder].map(({ contribution }) => contribution),
    Number.MIN_VALUE,
  );
  return (
    <div class="why">
      <Stack slices={slices} label={words.why.chart} />
      <h3>{words.why.byCompetency}</h3>
      {KINDS.map(kind => (
        <Group
          key={kind}
          name={words.kinds[kind]}
          parts={parts.filter(part => part.kind === kind && part.name !== '')}
          most={most}
          id={open.id}
        />
      ))}
      <Group key="others" name={words.why.others} parts={others} most={most} id={open.id} />
      <p class="sum">{words.why.sum(shownScore(open.score))}</p>
      <h3>{words.why.byTask}</h3>
      <ol class="shares">
        {[...tasks]
          .sort((a, b) => b.contribution - a.contribution)
          .map(task => (
            <TaskRow key={task.code} id={open.id} task={task} share={task.contribution / mostOfTasks} />
          ))}
        {tasksRemainder.map(({ part, contribution }) => (
          <li key={part} class="share">
            <span class="head">
              <span class="what">
                {words.parts[part]} <span class="hint">{words.why.otherTasks}</span>
              </span>
              <span class="value">{shownScore(contribution)}</span>
              <Bar share={contribution / mostOfTasks} kind={part} />
            </span>
          </li>
        ))}
      </ol>
      <p class="sum">{words.why.sum(shownScore(open.score))}</p>
    </div>
  );
};

function slice(name: string, kind: string, parts: readonly Part[]): Slice {
  const value = parts.reduce((sum, { contribution }) => sum + contribution, 0);
  return { name, class: kind, value, shown: shownScore(value) };
}

const TaskRow: FC<{
  id: string;
  task: { code: string; name: string; contribution: number };
  share: number;
}> = ({ id, task, share }) => {
  const { act } = usePage();
  return (
    <li class="share">
      <span class="head">
        <button
          type="button"
          class="passage what"
          lang={CHINESE}
          onClick={() => act.showPassage(id, task.code)}
        >
          <span class="code">{task.code}</span> {task.name}
        </button>
        <span class="value">{shownScore(task.contribution)}</span>
        <Bar share={share} kind="task" />
      </span>
    </li>
  );
};

/** How many rows of a group are shown before the rest is asked for. */
const SHOWN = 6;

const Group: FC<{ name: string; parts: readonly Part[]; most: number; id: string }> = ({
  name,
  parts,
  most,
  id,
}) => {
  const { words } = usePage();
  if (parts.length === 0) return null;
  const ordered = [...parts].sort((a, b) => b.contribution - a.contribution);
  const total = parts.reduce((sum, { contribution }) => sum + contribution, 0);
  const rest = ordered.slice(SHOWN);
  return (
    <section class="group">
      <h4>
        {name} <b>{shownScore(total)}</b>
      </h4>
      <ul class="shares">
        {ordered.slice(0, SHOWN).map(part => (
          <PartRow key={part.source} part={part} share={part.contribution / most} id={id} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details class="rest">
          <summary>{words.why.more(rest.length)}</summary>
          <ul class="shares">
            {rest.map(part => (
              <PartRow key={part.source} part={part} share={part.contribution / most} id={id} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

/** How many of a part's words stand in its row, and how many rows its table has. */
const WORDS = 4;
const ROWS = 40;

/** Pointing at it lights its words in the text (client/lighting.ts looks for `data-source`). */
const PartRow: FC<{ part: Part; share: number; id: string }> = ({ part, share, id }) => {
  const { words } = usePage();
  const { source, kind, name, contribution, evidence } = part;
  const folded = foldWords(evidence);
  const label = name === '' ? words.parts[kind as RemainderPart] : name;
  return (
    <li class="share" data-source={source}>
      <details>
        <summary class="head">
          <span class="what" {...(name === '' ? {} : { lang: CHINESE })}>
            {name === '' ? null : <span class="code">{source}</span>} {label}
          </span>
          <span class="carriers">
            <TextWords words={folded.slice(0, WORDS)} />
          </span>
          <span class="value">{shownScore(contribution)}</span>
          <Bar share={share} kind={kind} />
        </summary>
        <EvidenceTable evidence={evidence} id={id} />
      </details>
    </li>
  );
};

/** Which pasted word stands for which, where in the standard, and what it adds: one click from the passage. */
const EvidenceTable: FC<{ evidence: readonly Evidence[]; id: string }> = ({ evidence, id }) => {
  const { words, act } = usePage();
  const rows = [...evidence].sort((a, b) => b.contribution - a.contribution);
  return (
    <table class="evidence">
      <thead>
        <tr>
          <th scope="col">{words.why.columns.word}</th>
          <th scope="col">{words.why.columns.source}</th>
          <th scope="col">{words.why.columns.contribution}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, ROWS).map(one => (
          <tr key={`${one.term} ${one.as ?? ''} ${one.source}`}>
            <td>
              「<bdi lang={CHINESE}>{one.term}</bdi>」
              {one.as === undefined ? null : (
                <>
                  <span class="hidden">{words.why.standsFor}</span>
                  <span aria-hidden="true">≈</span>「<bdi lang={CHINESE}>{one.as}</bdi>」
                </>
              )}
            </td>
            <td>
              <button type="button" class="passage" onClick={() => act.showPassage(id, one.source)}>
                {words.parts[one.source as RemainderPart] ?? one.source}
              </button>
            </td>
            <td class="number">{one.contribution.toFixed(4)}</td>
          </tr>
        ))}
      </tbody>
      {rows.length <= ROWS ? null : (
        <tfoot>
          <tr>
            <td colspan={2}>{words.why.rest(rows.length - ROWS)}</td>
            <td class="number">
              {rows
                .slice(ROWS)
                .reduce((sum, one) => sum + one.contribution, 0)
                .toFixed(4)}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
};
