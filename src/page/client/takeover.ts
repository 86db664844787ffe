import type { Draft, Field, ListQuery, State } from './state.ts';

// The page that the server sent may be in use before the script comes: what it finds is carried over.

/** Somebody may have typed before the script came: that is newer than what was remembered. */
export function typedSoFar(drafts: State['drafts']): State['drafts'] {
  const one = (field: Field): Draft => {
    const [text, title] = [typedIn(field), typedIn(`${field}-title`)];
    return text === '' && title === '' ? drafts[field] : { ...drafts[field], text, title };
  };
  const chosen = document.querySelector<HTMLInputElement>('input[name="kind"]:checked')?.value;
  const text = one('text');
  const kind = text.text === drafts.text.text ? text.kind : chosen === 'cv' ? 'cv' : 'ad';
  return { text: { ...text, kind }, ad: one('ad'), cv: one('cv') };
}

/** What the form asks for: the server filled it in from the address, and somebody may have gone on since. */
export function soughtSoFar(list: ListQuery): ListQuery {
  const form = document.querySelector<HTMLFormElement>('form.search');
  if (form === null) return list;
  const given = new FormData(form);
  const level = Number(given.get('level') ?? '');
  return {
    q: String(given.get('q') ?? ''),
    category: String(given.get('category') ?? ''),
    level: level === 0 ? null : level,
    superseded: given.has('superseded'),
  };
}

/** Brings the focus back to the same field, and the cursor to the same place of it: what is shown anew has none. */
export function focusIn(root: HTMLElement): (() => void) | null {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !root.contains(activeElement)) return null;
  const { id, tagName } = activeElement;
  const name = activeElement.getAttribute('name');
  const selector = id !== '' ? `#${CSS.escape(id)}` : name !== null ? `${tagName}[name="${name}"]` : null;
  if (selector === null) return null;
  const { selectionStart, selectionEnd } = activeElement as HTMLTextAreaElement;
  return () => {
    const field = root.querySelector<HTMLTextAreaElement>(selector);
    field?.focus({ preventScroll: true });
    if (typeof selectionStart === 'number') field?.setSelectionRange(selectionStart, selectionEnd);
  };
}

function typedIn(id: string): string {
  return (document.getElementById(id) as HTMLInputElement | HTMLTextAreaElement | null)?.value ?? '';
}
