import { type FC, useState } from 'hono/jsx';
import { MAX_TEXT } from '../../matching/answer.ts';
import type { Field } from '../client/state.ts';
import { EXAMPLES } from '../examples.ts';
import { FILE_TYPES } from '../files/open.ts';
import { TextField, TitleField } from './fields.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './page.ts';

/** Where a text comes in: typed, pasted, opened or dropped. */
export const Composer: FC<{ field: Field }> = ({ field }) => {
  const { state, words, act } = usePage();
  const [over, setOver] = useState(false);
  const { kind, text } = state.drafts[field];
  const tooLong = text.length > MAX_TEXT;
  return (
    <section
      class={over ? 'composer over' : 'composer'}
      aria-label={words.composer.texts[kind]}
      onDragover={(event: DragEvent) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragleave={({ currentTarget, relatedTarget }: DragEvent) => {
        if (!(currentTarget as Element).contains(relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event: DragEvent) => {
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file === undefined) return;
        event.preventDefault();
        act.openFile(field, file);
      }}
    >
      {field === 'text' ? <KindChoice key="kind" /> : <h2 key="heading">{words.composer.kinds[kind]}</h2>}
      <TitleField field={field} />
      <TextField
        field={field}
        label={words.composer.texts[kind]}
        placeholder={words.composer.placeholders[kind]}
        describedBy={`${field}-count privacy-said`}
      />
      <div class="tools">
        <FileChoice field={field} />
        <Examples field={field} />
        <button type="button" class="quiet" disabled={text === ''} onClick={() => act.clear(field)}>
          <Icon name="clear" />
          {words.composer.clear}
        </button>
        <span class={tooLong ? 'count over' : 'count'} id={`${field}-count`}>
          {words.composer.count(text.length, MAX_TEXT)}
        </span>
      </div>
      <p class="problem" role="alert" hidden={!tooLong}>
        {tooLong ? words.composer.tooLong(MAX_TEXT) : ''}
      </p>
      <p class="drop" aria-hidden="true">
        {words.composer.drop}
      </p>
    </section>
  );
};

const KindChoice: FC = () => {
  const { state, words, act } = usePage();
  const { kind } = state.drafts.text;
  return (
    <fieldset class="kind">
      <legend>{words.composer.kind}</legend>
      {(['ad', 'cv'] as const).map(one => (
        <label key={one}>
          <input
            type="radio"
            name="kind"
            value={one}
            checked={kind === one}
            onChange={() => act.setKind(one)}
          />
          <span>{words.composer.kinds[one]}</span>
        </label>
      ))}
    </fieldset>
  );
};

const FileChoice: FC<{ field: Field }> = ({ field }) => {
  const { state, words, act } = usePage();
  const opening = state.opening === field;
  return (
    <label class="quiet button" aria-busy={opening ? 'true' : 'false'}>
      <Icon name="file" />
      {opening ? words.composer.opening : words.composer.open}
      <input
        type="file"
        accept={FILE_TYPES}
        onChange={(event: Event) => {
          const input = event.currentTarget as HTMLInputElement;
          const file = input.files?.[0];
          if (file !== undefined) act.openFile(field, file);
          input.value = ''; // the same file may be opened again
        }}
      />
    </label>
  );
};

/** A menu of examples: all of them where a text is matched, those of its kind where two are compared. */
const Examples: FC<{ field: Field }> = ({ field }) => {
  const { state, words, act } = usePage();
  const { kind } = state.drafts[field];
  const offered = EXAMPLES.filter(example => field === 'text' || example.kind === kind);
  const id = `${field}-examples`;
  return (
    <>
      <button type="button" class="quiet" popovertarget={id}>
        {words.composer.examples}
      </button>
      <ul id={id} class="menu" popover="auto">
        {offered.map(example => (
          <li key={example.id}>
            <button
              type="button"
              popovertarget={id}
              popovertargetaction="hide"
              onClick={() => act.example(field, example)}
            >
              {example.name[state.language]}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
