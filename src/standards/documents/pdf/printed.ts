import { withoutRadicals } from '../radicals.ts';

/**
 * Characters that a font gives in the place of those that were written: ligatures (ﬁ), Kangxi radicals (⾦ U+2FA6 for
 * 金), compatibility ideographs and the division slash, where one drawing serves two characters and the PDF names the
 * wrong one. White space of any kind is a blank, and other controls are nothing.
 */
export function printed(text: string): string {
  if (!SUBSTITUTES.test(text)) return text;
  return [...withoutRadicals(text)].map(written).join('');
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const COMPATIBLE = /[\uf900-\ufaff\ufb00-\ufb06\u{2f800}-\u{2fa1f}]/u;
const SUBSTITUTES =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u2215\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\u{2f800}-\u{2fa1f}]/u;

function written(character: string): string {
  if (CONTROL.test(character)) return /[\s\u0085]/.test(character) ? ' ' : '';
  if (character === '\u00ad') return '-'; // a soft hyphen is drawn where a line ends with it
  if (character === '\u2215') return '／';
  return COMPATIBLE.test(character) ? character.normalize('NFKC') : character;
}
