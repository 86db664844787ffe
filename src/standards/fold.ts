/**
 * Folding for recognition only: what is read is compared in half-width, what is kept stays as printed.
 * One UTF-16 unit becomes one unit, so an offset in the folded text is an offset in the text.
 */
export function fold(text: string): string {
  return text.replace(/[\uff01-\uff5e\u00a0\u2000-\u200a\u202f\u3000︰﹕﹒]/g, unit => {
    const code = unit.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    if (unit === '︰' || unit === '﹕') return ':';
    return unit === '﹒' ? '.' : ' ';
  });
}

/** Half-width, lower case and without any white space: the form in which printed headings are compared. */
export function compact(text: string): string {
  return fold(text).replace(/\s+/g, '').toLowerCase();
}

/** A code as printed, half-width and without inner space. */
export function tight(text: string): string {
  return fold(text).replace(/\s+/g, '');
}
