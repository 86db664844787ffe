/**
 * Text as it comes out of markup, put into lines. What parts two pieces of text is only written before the next piece, so
 * that nested ends of paragraphs, cells and rows come to one line end.
 */
export class LineWriter {
  readonly #parts: string[] = [];
  readonly #keepsBlankLines: boolean;
  #length = 0;
  #last = '';
  #pending: '' | '\t' | '\n' | '\n\n' = '';
  /** Lengths where the row and the cell that are being read began. */
  #row = 0;
  #cell = 0;
  /** The cell has more than one line. */
  #cellIsBroken = false;

  constructor(keepsBlankLines: boolean) {
    this.#keepsBlankLines = keepsBlankLines;
  }

  /** UTF-16 units so far. */
  get length(): number {
    return this.#length;
  }

  text(): string {
    return this.#parts.join('');
  }

  /** Text whose white space counts. */
  write(text: string): void {
    if (text === '') return;
    if (this.#length > this.#cell && /\n/.test(this.#pending + text)) this.#cellIsBroken = true;
    if (this.#length > 0) this.#put(this.#pending);
    this.#pending = '';
    this.#put(text);
  }

  /** Text whose white space is but space. */
  writeFlowing(text: string): void {
    const flowing = text.replace(/[ \t\r\n\f]+/g, ' ');
    const starts = this.#length === 0 || this.#pending !== '' || /\s/.test(this.#last);
    this.write(starts && flowing.startsWith(' ') ? flowing.slice(1) : flowing);
  }

  beginLine(): void {
    if (this.#pending === '' && this.#last !== '\n') this.#pending = '\n';
  }

  /** An empty paragraph is a blank line where authors use it as such. */
  endLine(): void {
    if (this.#pending === '') this.#pending = '\n';
    else if (this.#pending === '\n' && this.#keepsBlankLines) this.#pending = '\n\n';
  }

  beginRow(): void {
    this.beginLine();
    this.#row = this.#length;
  }

  beginCell(): void {
    this.#cell = this.#length;
    this.#cellIsBroken = false;
  }

  /** Cells of a row stand in one line, unless one of them is a column of text by itself. */
  endCell(): void {
    if (this.#length > this.#row) this.#pending = this.#cellIsBroken ? '\n' : '\t';
  }

  endRow(): void {
    if (this.#length > this.#row) this.#pending = '\n';
  }

  #put(text: string): void {
    if (text === '') return;
    this.#parts.push(text);
    this.#length += text.length;
    this.#last = text.at(-1)!;
  }
}
