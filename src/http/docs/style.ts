/** One column that a phone can show; contents beside it where there is room. The colours of the page. */
export const DOCS_STYLE = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f8f7, #14171a);
  --card: light-dark(#ffffff, #1d2226);
  --code: light-dark(#eef2f1, #101316);
  --ink: light-dark(#1b2226, #e8ecee);
  --faint: light-dark(#55626a, #a3b0b7);
  --line: light-dark(#cfd6d9, #3a444a);
  --accent: light-dark(#0b6b58, #5fd0b4);
  --post: light-dark(#8a4b00, #f0b866);
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto;
  padding: 1.25rem 1rem 4rem;
  max-inline-size: 72rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.6 system-ui, "PingFang TC", "Microsoft JhengHei", "Noto Sans TC", "Noto Sans CJK TC", sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.3; }
h2 { margin: 0; font-size: 1.15rem; line-height: 1.4; scroll-margin-block-start: 1rem; }
h3 { margin: 1.25rem 0 .35rem; font-size: .95rem; color: var(--faint); }
p { margin: .35rem 0; }
a { color: var(--accent); }
code, pre, .path { font-family: ui-monospace, "Cascadia Code", "Noto Sans Mono CJK TC", Menlo, Consolas, monospace; font-size: .875em; }
code { padding: .1em .3em; border-radius: .25rem; background: var(--code); }
pre {
  margin: .35rem 0;
  padding: .7rem .85rem;
  max-block-size: 26rem;
  overflow: auto;
  border-radius: .5rem;
  background: var(--code);
  white-space: pre-wrap;
}
pre code { padding: 0; background: none; font-size: 1em; }
.faint { color: var(--faint); font-size: .875rem; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: .2rem 0; color: inherit; text-decoration: none; }
nav a:hover .path, nav a:focus-visible .path { text-decoration: underline; }
main { margin-block-start: 1.5rem; }
section {
  margin-block-end: 1rem;
  padding: 1rem 1.1rem;
  border: 1px solid var(--line);
  border-radius: .6rem;
  background: var(--card);
}
.verb { display: inline-block; min-inline-size: 3.2rem; color: var(--accent); font-size: .75rem; font-weight: 700; letter-spacing: .04em; }
.verb.post { color: var(--post); }
dl { margin: 0; }
dt { margin-block-start: .6rem; }
dd { margin: 0; }
dd dl { margin-inline-start: .25rem; padding-inline-start: .85rem; border-inline-start: 2px solid var(--line); }
.type { margin-inline-start: .35rem; color: var(--faint); font-size: .8125rem; }
.needed { color: var(--post); font-size: .8125rem; }
details { margin-block: .35rem; }
summary { cursor: pointer; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
@media (min-width: 60rem) {
  .columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2rem; align-items: start; }
  nav { position: sticky; inset-block-start: 1rem; margin-block-start: 1.5rem; max-block-size: calc(100vh - 2rem); overflow: auto; }
}
@media print { nav { display: none; } pre { max-block-size: none; } }
`;
