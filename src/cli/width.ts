import { createRequire } from 'node:module';

/**
 * Cells that a text takes on a terminal, colour codes not counted: what string-width says. Nearly every text here is made
 * of ASCII, of characters that are two cells wide by themselves, and of our own signs; loading what knows about all others
 * (emoji, combining marks, …) takes longer than a match, so it is left until one of them comes.
 */
export function stringWidth(text: string): number {
  const plain = text.includes('\u001b') ? text.replace(COLOUR, '') : text;
  if (!PLAIN.test(plain)) return everyWidth(text);
  let wide = 0;
  for (let i = 0; i < plain.length; i++) if (plain.charCodeAt(i) >= WIDE) wide++;
  return plain.length + wide;
}

/** ASCII and our signs (←…≈ and what bars and marks are made of); CJK signs, kana, ideographs, full-width forms. */
const PLAIN = /^[\u0020-\u007e·≈…←─█░○●◐、-〠ぁ-ゖァ-ヺー\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;
/** None of the above that is two cells wide comes before it. */
const WIDE = 0x3000;
const COLOUR = /\u001b\[[0-9;]*m/g;

let loaded: ((text: string) => number) | undefined;

function everyWidth(text: string): number {
  loaded ??= (createRequire(import.meta.url)('string-width') as { default: (text: string) => number })
    .default;
  return loaded(text);
}
