import { type FC, useLayoutEffect, useRef } from 'hono/jsx';
import { MAX_TEXT } from '../../matching/answer.ts';
import type { Field } from '../client/state.ts';
import { MIRROR } from './mirrors.ts';
import { usePage } from './page.ts';

/**
 * A field for a long text whose words can be marked. A textarea cannot colour its words, so the same text stands under it,
 * line for line, and carries the marks (CSS Custom Highlights: no markup is made of a text, whatever it holds). Neither is
 * for a browser's translator or spelling service, which would send the text away.
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
      <div class="marked" translate="no">
        <div class="sheet">
          <div class="mirror" id={MIRROR[field]} aria-hidden="true">
            {`${text}\u200b`}
          </div>
          <textarea
            ref={area}
            id={field}
            name={field}
            dir="auto"
            {...PRIVATE}
            autocapitalize="off"
            placeholder={placeholder}
            aria-describedby={describedBy}
            aria-invalid={text.length > MAX_TEXT ? 'true' : 'false'}
            onInput={(event: Event) =>
              act.type(field, { text: (event.currentTarget as HTMLTextAreaElement).value })
            }
            onKeyup={(event: KeyboardEvent) => {
              if (MOVES.test(event.key)) point(event);
            }}
            onClick={point}
          />
        </div>
      </div>
    </div>
  );
};

/**
 * For fields that a person writes in: nothing is kept to be offered again, and no spelling service is asked, which may be
 * one far away. As words, since hono leaves out an attribute that is false, and none means that it is asked.
 */
export const PRIVATE: Readonly<Record<string, string>> = { autocomplete: 'off', spellcheck: 'false' };

/** Keys that move the cursor and type nothing: while somebody types, nothing beside the text changes with every key. */
const MOVES = /^(Arrow|Home|End|Page)/;

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
        {...PRIVATE}
        maxlength={500}
        onInput={(event: Event) =>
          act.type(field, { title: (event.currentTarget as HTMLInputElement).value })
        }
      />
    </div>
  );
};
