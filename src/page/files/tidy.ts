/**
 * The text as a text area would hold it: `\n` for every line end, no trailing spaces, at most one blank line in a row, no
 * control characters but tab and line end. Bidirectional controls stay: they are part of the text and harm nothing here.
 */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
    .replace(/[\0-\x08\x0e-\x1f\x7f]/g, '')
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
