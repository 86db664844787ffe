import type { FC } from 'hono/jsx';

/** Drawings of 16 × 16, in the colour of the text; they say nothing that words beside them do not say. */
const PATHS = {
  bars: 'M2 3h12M2 8h8M2 13h5',
  lock: 'M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  system: 'M2 3.5h12v8H2zM6 14h4',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  dark: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  close: 'M4 4l8 8M12 4l-8 8',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  clear: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9',
  book: 'M3 3h4a1.5 1.5 0 0 1 1 .5A1.5 1.5 0 0 1 9 3h4v9.5H9a1 1 0 0 0-1 .5 1 1 0 0 0-1-.5H3zM8 3.5V13',
  copy: 'M6 6h7v8H6zM6 10H3V2h7v4',
  save: 'M8 2v8M5 7l3 3 3-3M3 13h10',
  print: 'M5 6V2h6v4M4 12H2V6h12v6h-2M5 10h6v4H5z',
  flag: 'M4 14V2.5h8l-2 3 2 3H4',
  back: 'M10 3L5 8l5 5',
  link: 'M7 9a2.5 2.5 0 0 0 3.5.3l2-2a2.5 2.5 0 0 0-3.5-3.5L8 4.8M9 7a2.5 2.5 0 0 0-3.5-.3l-2 2a2.5 2.5 0 0 0 3.5 3.5l1-1',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon: FC<{ name: IconName }> = ({ name }) => (
  <svg class="drawing" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
