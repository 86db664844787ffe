import { decodeBytes } from './decode.ts';
import { type MarkupRules, visibleText } from './markup.ts';
import type { RawText } from './plain.ts';

/** A saved web page, as a reader sees it: no scripts, styles, comments, nor what is hidden. */
export function readHtml(bytes: Uint8Array): RawText {
  const { text, notices } = decodeBytes(bytes, declaredEncoding(bytes));
  return { ...visibleText(text, RULES), notices };
}

/** Of `<meta charset>` or its older form, within the first kilobyte, where the standard of HTML wants it. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1];
}

const RULES: MarkupRules = {
  xml: false,
  skipped: new Set(
    'head script style noscript template svg math canvas iframe object audio video select datalist textarea'.split(
      ' ',
    ),
  ),
  lines: new Set(
    (
      'p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre blockquote section article header footer nav aside main figure ' +
      'figcaption address form fieldset legend details summary table caption hr body'
    ).split(' '),
  ),
  rows: new Set(['tr']),
  cells: new Set(['td', 'th']),
  signs: { br: '\n' },
  spaced: new Set(['pre']),
  title: 'title',
  isHidden: attributes =>
    'hidden' in attributes || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes.style ?? ''),
};
