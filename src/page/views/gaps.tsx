import { type FC, useState } from 'hono/jsx';
import type { CompetencyKind, Evidence, GapStatus } from '../../matching/answer.ts';
import { foldWords } from '../engine/view.ts';
import { type Slice, Stack, Status } from './bars.tsx';
import { CHINESE, usePage } from './page.ts';
import { TextWords } from './words.tsx';

const STATUSES: readonly GapStatus[] = ['covered', 'partly', 'missing'];
const KINDS: readonly CompetencyKind[] = ['knowledge', 'skill', 'attitude'];

/** What a text holds of the occupation and what it does not mention: tasks first, then K, S and A. */
export const Gaps: FC = () => {
  const { state, words } = usePage();
  const [only, setOnly] = useState<GapStatus | null>(null);
  const { gaps } = state;
  if (gaps === null) return <p class="hint">{words.standard.loading}</p>;
  const everything = [...gaps.tasks, ...gaps.items];
  const slices = STATUSES.map((status): Slice => {
    const value = everything.filter(item => item.status === status).length;
    return { name: words.status[status], class: status, value, shown: String(value) };
  });
  return (
    <div class="gaps">
      <p class="hint">{words.gaps.intro}</p>
      <Stack
        slices={slices}
        label={words.gaps.counts(slices[0]!.value, slices[1]!.value, slices[2]!.value)}
      />
      <fieldset class="filter">
        <legend class="hidden">{words.compare.show}</legend>
        {[null, ...STATUSES].map(status => (
          <button
            key={status ?? 'all'}
            type="button"
            class="chip"
            aria-pressed={only === status ? 'true' : 'false'}
            onClick={() => setOnly(status)}
          >
            {status === null ? words.gaps.all : words.status[status]}
          </button>
        ))}
      </fieldset>
      <GapList key="tasks" name={words.gaps.tasks} items={gaps.tasks} only={only} id={gaps.occupation.id} />
      {KINDS.map(kind => (
        <GapList
          key={kind}
          name={words.kinds[kind]}
          items={gaps.items.filter(item => item.kind === kind)}
          only={only}
          id={gaps.occupation.id}
        />
      ))}
    </div>
  );
};

interface Item {
  readonly code: string;
  readonly name: string;
  readonly status: GapStatus;
  readonly evidence?: readonly Evidence[];
  readonly tasks?: readonly string[];
}

const GapList: FC<{ name: string; items: readonly Item[]; only: GapStatus | null; id: string }> = ({
  name,
  items,
  only,
  id,
}) => {
  const { words, act } = usePage();
  const shown = items.filter(({ status }) => only === null || status === only);
  if (shown.length === 0) return null;
  const count = (status: GapStatus): number => items.filter(item => item.status === status).length;
  return (
    <section class="group">
      <h3>
        {name}{' '}
        <span class="hint">{words.gaps.counts(count('covered'), count('partly'), count('missing'))}</span>
      </h3>
      <ul class="statuses">
        {shown.map(item => (
          <li key={item.code} class={item.status}>
            <Status status={item.status} />
            <button
              type="button"
              class="passage"
              lang={CHINESE}
              onClick={() => act.showPassage(id, item.code)}
            >
              <span class="code">{item.code}</span> {item.name}
            </button>
            <span class="carriers">
              <TextWords words={foldWords(item.evidence ?? []).slice(0, 4)} />
              {item.status === 'missing' && (item.tasks?.length ?? 0) > 0 ? (
                <span class="hint">
                  {words.gaps.neededBy} {item.tasks!.join('、')}
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
