/** One column on a phone; form and results side by side where there is room. Colours by light-dark(). */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f8f7, #14171a);
  --card: light-dark(#ffffff, #1d2226);
  --ink: light-dark(#1b2226, #e8ecee);
  --faint: light-dark(#55626a, #a3b0b7);
  --line: light-dark(#cfd6d9, #3a444a);
  --accent: light-dark(#0b6b58, #5fd0b4);
  --on-accent: light-dark(#ffffff, #08231c);
  --mark: light-dark(#fdeeb5, #4d4212);
  --warn: light-dark(#a63a12, #ffab86);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 1.25rem 1rem 3rem;
  max-inline-size: 78rem;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.65 system-ui, "PingFang TC", "Microsoft JhengHei", "Noto Sans TC", "Noto Sans CJK TC", sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.3; }
h2 { margin: 1.75rem 0 .25rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 .25rem; font-size: .95rem; color: var(--faint); }
p { margin: .25rem 0; }
header p, footer p { max-inline-size: 46rem; }
footer { margin-block-start: 2.5rem; border-block-start: 1px solid var(--line); padding-block-start: .75rem; }
a { color: var(--accent); }
footer, .hint, .facts { color: var(--faint); font-size: .875rem; }
main { display: grid; gap: 1.5rem; margin-block-start: 1.5rem; }
@media (min-width: 60rem) {
  main { grid-template-columns: minmax(22rem, 2fr) 3fr; gap: 2.5rem; align-items: start; }
  form { position: sticky; inset-block-start: 1rem; }
}
.field { margin-block-end: 1rem; }
label { display: block; font-weight: 600; }
label .hint { font-weight: 400; }
input, textarea {
  inline-size: 100%;
  padding: .6rem .75rem;
  border: 1px solid var(--faint);
  border-radius: .5rem;
  background: var(--card);
  color: inherit;
  font: inherit;
}
textarea { min-block-size: 14rem; resize: vertical; }
[aria-invalid="true"] { border-color: var(--warn); }
button {
  margin-block: .75rem 0;
  padding: .65rem 2rem;
  border: 0;
  border-radius: .5rem;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button[aria-busy="true"] { opacity: .6; cursor: progress; }
.keys { margin-inline-start: .5rem; }
@media (hover: none) { .keys { display: none; } }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.over, .error { color: var(--warn); }
.verdict { margin: 0; font-size: 1.5rem; font-weight: 700; line-height: 1.3; }
.verdict.clear { color: var(--accent); }
.verdict.none { color: var(--warn); }
ol, ul { margin: .5rem 0 0; padding: 0; list-style: none; }
.card {
  margin-block-end: .6rem;
  padding: .7rem .9rem;
  border: 1px solid var(--line);
  border-radius: .6rem;
  background: var(--card);
}
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary .name::after { content: " ▸"; color: var(--faint); }
details[open] summary .name::after { content: " ▾"; }
.name { font-weight: 600; margin-inline-end: .6rem; }
.bar { display: block; block-size: .45rem; margin-block-start: .4rem; border-radius: 1rem; background: var(--line); }
.fill { display: block; block-size: 100%; border-radius: 1rem; background: var(--accent); }
.plain li { margin-block-end: .35rem; }
.label { color: var(--faint); font-size: .875rem; }
.words { display: block; }
mark { padding: 0 .3rem; border-radius: .25rem; background: var(--mark); color: inherit; }
@media (forced-colors: active) { .fill { background: Highlight; } }
`;
