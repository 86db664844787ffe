import { type Finding, finding, leftOut } from '../findings.ts';
import { isLevelCell } from '../level.ts';
import { isPageNumber } from '../lines.ts';
import type { Standard } from '../model.ts';
import { isKnown, knownWithin, withoutLabels } from './known-words.ts';
import { Ledger } from './ledger.ts';
import { significant } from './significant.ts';
import { textsOf } from './texts.ts';

/** A cell or line of a document as it is printed, markup taken away. */
export interface Printed {
  readonly line: number;
  readonly text: string;
}

export interface Coverage {
  /** The share of the document's characters that are accounted for, from 0 to 1. */
  readonly coverage: number;
  /** `lost-text`, one for each cell or line of which something is not. */
  readonly findings: readonly Finding[];
}

/**
 * Whether every character of a document ended somewhere: in the Standard, in a finding that says that it was left out, or
 * in what the forms print around the content. It does not know how the document was read: it spends the characters of
 * the source against those of the result, the longest stretches first and each of them once, and what has no counterpart
 * is lost. (`significant` says what is counted.)
 */
export function coverageOf(
  printed: readonly Printed[],
  standard: Standard,
  findings: readonly Finding[],
): Coverage {
  const source = sourceOf(printed, standard);
  if (source.total === 0) return { coverage: 1, findings: [] };
  const result = [...textsOf(standard), ...findings.flatMap(one => leftOut(one) ?? [])];
  const ledger = new Ledger(
    source.text,
    source.pieces,
    result.map(text => significant(text).text).filter(text => text !== ''),
  );
  for (const least of [24, 10, 4]) ledger.spend(least);
  excuseKnown(ledger, source);
  for (const least of [3, 2, 1]) ledger.spend(least);
  ledger.fill();
  const continued = findings.filter(one => one.code === 'continued-row').length;
  excuseRest(ledger, source, standard, continued);
  const lost = ledger.left();
  const characters = lost.reduce((sum, { start, end }) => sum + end - start, 0);
  return { coverage: 1 - characters / source.total, findings: lostFindings(lost, source) };
}

interface Source {
  readonly text: string;
  /** Of each unit of the text: its piece, and its offset there. */
  readonly pieces: Int32Array;
  readonly offsets: Int32Array;
  readonly printed: readonly Printed[];
  /** With what is left out from the beginning: headers, page numbers. */
  readonly total: number;
}

/** All that is to be accounted for, in printed order. Codes and marks may be broken over pieces, so they are joined first. */
function sourceOf(printed: readonly Printed[], standard: Standard): Source {
  const all = printed.map(piece => ({ piece, text: significant(piece.text).text }));
  const repeats = repeatsOf(
    all.map(({ text }) => text),
    standard,
  );
  const shown: Printed[] = [];
  let total = 0;
  for (const { piece, text } of all) {
    if (text === '') continue;
    if (repeats(text) || isPageNumber(piece.text) || isKnown(text)) total += text.length;
    else if (isLevelCell(piece.text)) shown.push({ ...piece, text: text.replace(/\D/g, '') });
    else {
      const value = withoutLabels(piece.text);
      if (value !== piece.text) total += text.length - significant(value).text.length;
      shown.push({ ...piece, text: value });
    }
  }
  const starts: number[] = [];
  let joined = '';
  for (const { text } of shown) {
    starts.push(joined.length);
    joined += `${text}\n`;
  }
  const { text, offsets } = significant(joined);
  const pieces = new Int32Array(text.length);
  let piece = 0;
  for (let at = 0; at < text.length; at++) {
    while (piece + 1 < starts.length && starts[piece + 1]! <= offsets[at]!) piece++;
    pieces[at] = piece;
    offsets[at] = offsets[at]! - starts[piece]!;
  }
  return { text, pieces, offsets, printed: shown, total: total + text.length };
}

/** Words of headers and labels that are broken over lines or stand beside content. */
function excuseKnown(ledger: Ledger, source: Source): void {
  for (const { start, end } of ledger.left()) {
    for (const word of knownWithin(source.text.slice(start, end)))
      ledger.excuse(start + word.start, start + word.end);
  }
}

/**
 * A document prints its title and a duty once, or again on every page and beside every task: the first is the one that
 * counts, and where there is a whole one, a part that a page break cut off is none.
 */
function repeatsOf(texts: readonly string[], { documentTitle, duties }: Standard): (text: string) => boolean {
  const present = new Set(texts);
  const title = significant(documentTitle ?? '').text;
  const whole = duties
    .map(duty => significant(`${duty.code} ${duty.name}`).text)
    .filter(text => present.has(text));
  const seen = new Set<string>();
  return text => {
    if (seen.has(text)) return true;
    if (text === title || whole.includes(text)) {
      seen.add(text);
      return false;
    }
    return text.length > 2 && whole.some(duty => duty.startsWith(text) || duty.endsWith(text));
  };
}

/**
 * What is left of a cell: a part of a duty that is printed again on the next page, and the level of a row that goes on there
 * (`continued` rows do); and what codes and levels do without, the zero of a broken K05 and the sign of a 3級.
 */
function excuseRest(ledger: Ledger, source: Source, standard: Standard, continued: number): void {
  const duties = standard.duties.map(duty => significant(`${duty.code} ${duty.name}`).text);
  let levels = continued;
  for (const { start, end } of ledger.left().flatMap(run => byPiece(run, source))) {
    const text = source.text.slice(start, end);
    const { text: printed } = source.printed[source.pieces[start]!]!;
    const alone = significant(printed).text === text;
    const part = (duty: string) => (text.length > 1 ? duty.includes(text) : duty.endsWith(text));
    const duty = alone && duties.some(part);
    const level = alone && isLevelCell(printed) && levels-- > 0;
    if (duty || level || text === '級' || text === '0') ledger.excuse(start, end);
  }
}

interface Run {
  readonly start: number;
  readonly end: number;
}

function byPiece({ start, end }: Run, { pieces }: Source): Run[] {
  const runs: Run[] = [];
  let from = start;
  for (let at = start + 1; at <= end; at++) {
    if (at < end && pieces[at] === pieces[from]) continue;
    runs.push({ start: from, end: at });
    from = at;
  }
  return runs;
}

/** A document that loses more is told so in one number. */
const MOST_FINDINGS = 50;

function lostFindings(lost: readonly Run[], source: Source): Finding[] {
  const spans = new Map<number, { from: number; to: number }>();
  for (const { start, end } of lost) {
    for (let at = start; at < end; at++) {
      const piece = source.pieces[at]!;
      const offset = source.offsets[at]!;
      const span = spans.get(piece);
      spans.set(piece, { from: span?.from ?? offset, to: offset + 1 });
    }
  }
  return [...spans].slice(0, MOST_FINDINGS).map(([piece, { from, to }]) => {
    const { line, text } = source.printed[piece]!;
    return finding(
      'lost-text',
      line,
      text.slice(from, to),
      'this text is nowhere in what was read: please report the document',
    );
  });
}
