import { type FC, useEffect, useRef } from 'hono/jsx';
import { type Standard, standardId } from '../../standards/model.ts';
import { EngineStatus } from './engine.tsx';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { CHINESE, usePage } from './page.ts';
import { Record } from './record.tsx';

/** A standard as a page of its own, with an address for every task and competency. */
export const StandardPage: FC<{ id: string }> = ({ id }) => {
  const { state, words, act } = usePage();
  const standard =
    state.standard !== null && state.standard !== undefined && standardId(state.standard) === id
      ? state.standard
      : state.standard === null
        ? null
        : undefined;
  if (standard === null) {
    return (
      <div class="standard" key="unknown">
        <h1>{words.standard.unknown}</h1>
        <p>{words.standard.unknownMore}</p>
        <p>
          <Link to={{ page: 'standards' }}>{words.standard.back}</Link>
        </p>
      </div>
    );
  }
  return (
    <div class="standard" key="known">
      <p class="tools">
        <Link to={{ page: 'standards' }} class="quiet button">
          <Icon name="back" />
          {words.standard.back}
        </Link>
        <button
          type="button"
          class="quiet"
          onClick={() => act.copy(location.href, words.standard.linkCopied)}
        >
          <Icon name="link" />
          {words.standard.link}
        </button>
      </p>
      {standard === undefined ? <EngineStatus /> : <Record standard={standard} prefix="" top />}
    </div>
  );
};

/** The same record laid over the page, at the passage that was asked for. */
export const PassageDialog: FC = () => {
  const { state, words, act } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const { passage } = state;
  const standard: Standard | null = passage?.standard ?? null;
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (passage === null) {
      if (element.open) element.close();
      return;
    }
    if (!element.open) element.showModal();
    const target = passage.code === '' ? null : document.getElementById(`in-${passage.code}`);
    for (const old of element.querySelectorAll('[data-target]')) old.removeAttribute('data-target');
    if (target === null) element.querySelector('.scroll')?.scrollTo(0, 0);
    else {
      target.setAttribute('data-target', '');
      target.scrollIntoView({ block: 'center' });
    }
  }, [passage?.id, passage?.code, standard]);
  return (
    <dialog
      ref={dialog}
      id="passage"
      class="passage-dialog"
      aria-labelledby="passage-name"
      onClose={act.closePassage}
    >
      <header>
        <h2 id="passage-name" {...(standard === null ? {} : { lang: CHINESE })}>
          {standard?.name ?? words.standard.loading}
        </h2>
        <div class="tools">
          {passage === null ? null : (
            <Link
              to={{ page: 'standard', id: passage.id }}
              {...(passage.code === '' ? {} : { anchor: passage.code })}
              class="quiet button"
            >
              <Icon name="book" />
              {words.standard.wholePage}
            </Link>
          )}
          <button
            type="button"
            class="quiet icon"
            aria-label={words.standard.close}
            onClick={act.closePassage}
          >
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div class="scroll" tabindex={0}>
        {standard === null ? null : <Record standard={standard} prefix="in-" />}
      </div>
    </dialog>
  );
};
