import type { FC } from 'hono/jsx';
import { Composer } from './composer.tsx';
import { EngineStatus, Privacy } from './engine.tsx';
import { Pointed, SetAside } from './marks.tsx';
import { Occupation } from './occupation.tsx';
import { usePage } from './page.ts';
import { Ranking } from './ranking.tsx';

/** Paste, see, understand: the text, the ranking that follows it, and the occupation that is looked at. */
export const MatchPage: FC = () => {
  const { state, words } = usePage();
  const sends = state.engine.stage === 'ready' && state.engine.sendsTexts;
  return (
    <div class={state.view === null ? 'match blank' : 'match'}>
      <div class="intro">
        <h1>{words.tagline}</h1>
        <p>
          {words.description}
          {sends ? '' : words.descriptionLocal}
        </p>
      </div>
      <div class="write">
        <Composer field="text" />
        <Pointed />
        <SetAside />
        <Privacy />
      </div>
      <div class="read">
        <EngineStatus />
        <Ranking />
      </div>
      <Occupation />
    </div>
  );
};
