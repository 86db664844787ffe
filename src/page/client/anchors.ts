/** Goes to what the address names: it may have come after the browser had looked for it. */
export function followAnchor(): void {
  const id = idOf(location.hash.slice(1));
  if (id === '') return;
  const target = document.getElementById(id);
  for (const old of document.querySelectorAll('[data-target]')) old.removeAttribute('data-target');
  target?.setAttribute('data-target', '');
  target?.scrollIntoView({ block: 'center' });
}

/** Empty for what is no encoded text. */
function idOf(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}
