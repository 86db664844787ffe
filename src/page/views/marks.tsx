import type { FC } from 'hono/jsx';
import type { IgnoredSpan } from '../../matching/answer.ts';
import { CHINESE, usePage } from './page.ts';

/** What the word under the cursor counts for: the way from the text to the competencies. */
export const Pointed: FC = () => {
  const { state, words, act } = usePage();
  if (state.view === null) return null;
  const { pointed } = state;
  return (
    <div class="pointed" aria-live="polite">
      {pointed === null ? <p class="hint">{words.composer.caretHint}</p> : null}
      {pointed !== null && pointed.reason !== null ? (
        <p>
          {words.composer.ignoredLabel}
          {words.colon}
          {words.reasons[pointed.reason] ?? pointed.reason}
        </p>
      ) : null}
      {pointed !== null && pointed.reason === null && pointed.parts.length === 0 ? (
        <p class="hint">{words.composer.caretNothing}</p>
      ) : null}
      {pointed !== null && pointed.parts.length > 0 ? (
        <p>
          「<bdi lang={CHINESE}>{pointed.word}</bdi>」→{' '}
          {pointed.parts.map(part => (
            <button
              key={part.source}
              type="button"
              class="chip"
              {...(part.name === '' ? {} : { lang: CHINESE })}
              onClick={() => act.showSource(part.source)}
            >
              {part.name === ''
                ? (words.parts[part.source as keyof typeof words.parts] ?? part.source)
                : `${part.source} ${part.name}`}
            </button>
          ))}
        </p>
      ) : null}
      <p class="legend marks" aria-hidden="true">
        <span class="swatch carried">{words.composer.legend.carried}</span>
        <span class="swatch ignored">{words.composer.legend.ignored}</span>
      </p>
    </div>
  );
};

/** What was left out of the matching, and why: each reason once, and a click shows where. */
export const SetAside: FC = () => {
  const { state, words, act } = usePage();
  const ignored = state.view?.text.ignored ?? [];
  if (ignored.length === 0) return null;
  const byReason = new Map<string, IgnoredSpan[]>();
  for (const span of ignored) byReason.set(span.reason, [...(byReason.get(span.reason) ?? []), span]);
  return (
    <p class="aside">
      {words.composer.ignored(ignored.length)}{' '}
      {[...byReason].map(([reason, spans]) => (
        <button key={reason} type="button" class="chip" onClick={() => act.showSpan(spans[0]!)}>
          {words.reasons[reason] ?? reason}
        </button>
      ))}
    </p>
  );
};
