import { type FC, useLayoutEffect, useRef } from 'hono/jsx';
import { MAX_TEXT } from '../../matching/answer.ts';
import type { Field } from '../client/state.ts';
import { MIRROR } from './mirrors.ts';
import { usePage } from './page.ts';

/**
 * A field for a long text whose words can be marked. A textarea cannot colour its words, so the same text stands under it,
 * line for line, and carries the marks (CSS Custom Highlights: no markup is made of a text, whatever it holds).
 */
export const TextField: FC<{ field: Field; label: string; placeholder: string; describedBy: string }> = ({
  field,
  label,
  placeholder,
  describedBy,
}) => {
  const { state, act } = usePage();
  const { text, revision } = state.drafts[field];
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current !== null && area.current.value !== text) area.current.value = text;
  }, [revision]);
  const point = (event: Event): void => {
    const { selectionStart } = event.currentTarget as HTMLTextAreaElement;
    act.point(field, selectionStart);
  };
  return (
    <div class="field">
      <label for={field}>{label}</label>
      <div class="marked">
        <div class="sheet">
          <div class="mirror" id={MIRROR[field]} aria-hidden="true">
            {`${text}\u200b`}
          </div>
          <textarea
            ref={area}
            id={field}
            name={field}
            dir="auto"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder={placeholder}
            aria-describedby={describedBy}
            aria-invalid={text.length > MAX_TEXT ? 'true' : 'false'}
            onInput={(event: Event) =>
              act.type(field, { text: (event.currentTarget as HTMLTextAreaElement).value })
            }
            onKeyup={point}
            onClick={point}
            onBlur={() => act.point(field, null)}
          />
        </div>
      </div>
    </div>
  );
};

export const TitleField: FC<{ field: Field }> = ({ field }) => {
  const { state, words, act } = usePage();
  const { title, revision } = state.drafts[field];
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current !== null && input.current.value !== title) input.current.value = title;
  }, [revision]);
  const id = `${field}-title`;
  return (
    <div class="field title">
      <label for={id}>
        {words.composer.title} <span class="hint">{words.composer.titleHint}</span>
      </label>
      <input
        ref={input}
        id={id}
        name={id}
        type="text"
        dir="auto"
        autocomplete="off"
        maxlength={500}
        onInput={(event: Event) =>
          act.type(field, { title: (event.currentTarget as HTMLInputElement).value })
        }
      />
    </div>
  );
};
