import type { FC } from 'hono/jsx';
import type { Tab } from '../client/state.ts';
import { shownScore } from './bars.tsx';
import { Gaps } from './gaps.tsx';
import { Helper } from './helper.tsx';
import { Icon } from './icons.tsx';
import { CHINESE, usePage } from './page.ts';
import { Why } from './why.tsx';

/** The occupation that is looked at: why it is like the text, what the text holds of it, what an ad could add. */
export const Occupation: FC = () => {
  const { state, words, act } = usePage();
  const open = state.view?.open ?? null;
  if (open === null) return null;
  const tabs: readonly Tab[] = state.drafts.text.kind === 'ad' ? ['why', 'gaps', 'helper'] : ['why', 'gaps'];
  const tab = tabs.includes(state.tab) ? state.tab : 'why';
  return (
    <section class="occupation" id="occupation" aria-labelledby="occupation-name" tabindex={-1}>
      <header>
        <button type="button" class="quiet back" onClick={act.closeOpen}>
          <Icon name="back" />
          {words.results.back}
        </button>
        <h2 id="occupation-name" lang={CHINESE}>
          {open.name}
        </h2>
        <p class="facts">
          {open.level === undefined ? null : <span class="level">{words.results.level(open.level)}</span>}
          {open.code === undefined ? null : <span class="code">{open.code}</span>}
          <span>
            {words.results.score} <b>{shownScore(open.score)}</b>
          </span>
          <button type="button" class="quiet" onClick={() => act.showPassage(open.id, '')}>
            <Icon name="book" />
            {words.why.wholeStandard}
          </button>
        </p>
      </header>
      <div class="tabs" role="tablist" aria-label={words.tabs.label}>
        {tabs.map(one => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={one === tab ? 'true' : 'false'}
            aria-controls="panel"
            tabindex={one === tab ? 0 : -1}
            onClick={() => act.setTab(one)}
            onKeydown={(event: KeyboardEvent) => {
              const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
              if (step === undefined) return;
              event.preventDefault();
              const next = tabs[(tabs.indexOf(one) + step + tabs.length) % tabs.length]!;
              act.setTab(next);
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {words.tabs[one]}
          </button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`} tabindex={0}>
        {tab === 'why' ? <Why key="why" open={open} /> : null}
        {tab === 'gaps' ? <Gaps key="gaps" /> : null}
        {tab === 'helper' ? <Helper key={`helper-${open.id}`} /> : null}
      </div>
    </section>
  );
};
