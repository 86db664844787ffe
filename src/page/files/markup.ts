import { Parser } from 'htmlparser2';
import { MAX_TEXT } from '../../matching/answer.ts';
import { LineWriter } from './lines.ts';
import { FileProblem } from './problem.ts';

/** How the visible text of one kind of markup is found. Names of elements are without prefix, in lower case for HTML. */
export interface MarkupRules {
  readonly xml: boolean;
  /** Elements passed over with all that is in them. */
  readonly skipped: ReadonlySet<string>;
  /** Elements that are lines of their own: paragraphs, headings, items. */
  readonly lines: ReadonlySet<string>;
  readonly rows: ReadonlySet<string>;
  readonly cells: ReadonlySet<string>;
  /** What stands for an element: a line break, a tab. */
  readonly signs: Readonly<Record<string, string>>;
  /** Text counts inside of these only; without them everywhere. */
  readonly texts?: ReadonlySet<string>;
  /** Elements whose white space counts; without them in all. */
  readonly spaced?: ReadonlySet<string>;
  /** The element that holds the title. */
  readonly title?: string;
  readonly isHidden?: (attributes: Readonly<Record<string, string>>) => boolean;
}

/** Elements inside one another; the longest chains of real documents are some fifty. */
const MAX_DEPTH = 1_000;
/** UTF-16 units of markup at a time. */
const PIECE = 65_536;
/** Tidying shortens a text, but hardly by half. */
const ENOUGH = 2 * MAX_TEXT;

/**
 * Visible text, read from front to back until there is enough of it. The parser knows no entities but the named characters,
 * and loads nothing. Throws FileProblem on elements nested beyond reason.
 */
export function visibleText(markup: string, rules: MarkupRules): { text: string; title: string } {
  const writer = new LineWriter(rules.xml);
  const open: string[] = [];
  /** How many of the open elements are of the rules' `texts` or `spaced`. */
  let texts = 0;
  let spaced = 0;
  let skippedFrom = 0;
  let title = '';
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = rules.xml ? localName(tag) : tag;
        open.push(name);
        if (open.length > MAX_DEPTH) throw new FileProblem('damaged');
        if (skippedFrom > 0) return;
        if (rules.skipped.has(name) || rules.isHidden?.(attributes) === true) {
          skippedFrom = open.length;
          return;
        }
        if (rules.texts?.has(name)) texts++;
        if (rules.spaced?.has(name)) spaced++;
        if (rules.lines.has(name)) writer.beginLine();
        if (rules.rows.has(name)) writer.beginRow();
        if (rules.cells.has(name)) writer.beginCell();
        const sign = Object.hasOwn(rules.signs, name) ? rules.signs[name]! : '';
        if (sign !== '') writer.write(sign);
      },
      onclosetag() {
        const name = open.pop() ?? '';
        if (skippedFrom > 0) {
          if (open.length < skippedFrom) skippedFrom = 0;
          return;
        }
        if (rules.texts?.has(name)) texts--;
        if (rules.spaced?.has(name)) spaced--;
        if (rules.cells.has(name)) writer.endCell();
        if (rules.rows.has(name)) writer.endRow();
        if (rules.lines.has(name)) writer.endLine();
      },
      ontext(text) {
        if (rules.title !== undefined && open.at(-1) === rules.title && !open.includes('svg')) title += text;
        else if (skippedFrom > 0 || (rules.texts !== undefined && texts === 0)) return;
        else if (rules.spaced === undefined || spaced > 0) writer.write(text);
        else writer.writeFlowing(text);
      },
    },
    { xmlMode: rules.xml, decodeEntities: true },
  );
  for (let at = 0; at < markup.length && writer.length < ENOUGH; at += PIECE) {
    parser.write(markup.slice(at, at + PIECE));
  }
  if (writer.length < ENOUGH) parser.end();
  return { text: writer.text(), title };
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}
