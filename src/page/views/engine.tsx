import { type FC, useState } from 'hono/jsx';
import { Icon } from './icons.tsx';
import { usePage } from './page.ts';

/** Whether texts stay here, and how to have them remembered or forgotten. */
export const Privacy: FC = () => {
  const { state, words, act } = usePage();
  const sends = state.engine.stage === 'ready' && state.engine.sendsTexts;
  return (
    <div class={sends ? 'privacy sends' : 'privacy'} id="privacy">
      <Icon name="lock" />
      <div>
        <div id="privacy-said">
          <p hidden={sends}>
            <b>{words.privacy.local}</b> {state.remembers ? '' : words.privacy.localMore}
          </p>
          <p hidden={!sends}>
            <b>{words.privacy.remote}</b>
          </p>
        </div>
        <p class="memory">
          <label>
            <input
              type="checkbox"
              checked={state.remembers}
              onChange={(event: Event) => act.remember((event.currentTarget as HTMLInputElement).checked)}
            />{' '}
            {words.privacy.remember}
          </label>
          <button type="button" class="quiet" hidden={!state.remembers} onClick={() => act.remember(false)}>
            {words.privacy.forget}
          </button>
        </p>
        <p class="hint" hidden={!state.remembers}>
          {words.privacy.remembered}
        </p>
      </div>
    </div>
  );
};

/** How far the standards have come into the browser; what to do when they do not. One line, so that nothing moves. */
export const EngineStatus: FC = () => {
  const { state } = usePage();
  const { engine } = state;
  if (engine.stage === 'failed') return <Failed key="failed" />;
  return <Progress key="progress" />;
};

const MEGABYTE = 1e6;

const Progress: FC = () => {
  const { state, words } = usePage();
  const { engine } = state;
  const share = engine.stage === 'loading' && engine.total > 0 ? engine.loaded / engine.total : null;
  const line = (): string => {
    if (engine.stage === 'ready') {
      const { ready, readyThere } = words.engine;
      return (engine.sendsTexts ? readyThere : ready)(engine.index.standards, engine.index.tasks);
    }
    if (engine.stage === 'unpacking') return words.engine.unpacking;
    if (engine.stage !== 'loading') return words.engine.loading(null, '0.0', null);
    return words.engine.loading(
      share === null ? null : Math.floor(100 * share),
      (engine.loaded / MEGABYTE).toFixed(1),
      engine.total > 0 ? (engine.total / MEGABYTE).toFixed(1) : null,
    );
  };
  return (
    <div class={`engine ${engine.stage}`}>
      <span>{line()}</span>
      <progress
        max={1}
        hidden={engine.stage === 'ready'}
        aria-label={line()}
        {...(share === null ? {} : { value: share })}
      />
    </div>
  );
};

const Failed: FC = () => {
  const { state, words, act } = usePage();
  const [asking, setAsking] = useState(false);
  const fault = state.engine.stage === 'failed' ? state.engine.fault : 'offline';
  const reloads = fault === 'not-found';
  return (
    <div class="engine failed" role="alert">
      <p>{words.engine.faults[fault]}</p>
      <div class="tools" hidden={asking}>
        <button type="button" onClick={() => (reloads ? location.reload() : act.retry())}>
          {reloads ? words.engine.reload : words.engine.retry}
        </button>
        <button type="button" class="quiet" onClick={() => setAsking(true)}>
          {words.engine.useServer}
        </button>
      </div>
      <div hidden={!asking}>
        <p>{words.engine.consent}</p>
        <div class="tools">
          <button type="button" onClick={act.useServer}>
            {words.engine.agree}
          </button>
          <button type="button" class="quiet" onClick={() => setAsking(false)}>
            {words.engine.cancel}
          </button>
        </div>
      </div>
    </div>
  );
};
