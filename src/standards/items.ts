import { type Kind, mentions, nextToken, type Token } from './codes.ts';
import { fold } from './fold.ts';
import type { Piece, Strip } from './layout.ts';

/** A code and everything that follows it in its column, up to the next code. */
export interface Item {
  readonly kind: Kind | 'level';
  readonly code: string;
  /** As printed, lines joined by `\n`. */
  readonly raw: string;
  readonly line: number;
  /** Where it stands among the items of all columns: the row, or the offset in a layout without rows. */
  readonly order: number;
  /** The next item of the column begins right after it. */
  readonly followed: boolean;
}

/** Text before the first code of a column, or in a new row without a code. */
export interface Loose {
  readonly text: string;
  readonly line: number;
}

/** Cuts the stretches of one column at the codes in them. */
export function itemsOf(strip: Strip): { items: Item[]; loose: Loose[] } {
  const items: Item[] = [];
  const loose: Loose[] = [];
  const padded = strip.pieces.some(({ text }) => PADDED.test(fold(text)));
  for (const run of runs(strip.pieces)) cutRun(run, strip, padded, items, loose);
  return { items, loose };
}

/** K01, and not K1, is what the document prints. */
const PADDED = /(?<![A-Za-z0-9])[KS]\s?0\d(?!\d)/i;

/** Pieces that may go on in one another; a piece at which nothing goes on begins a new run. */
function runs(pieces: readonly Piece[]): Piece[][] {
  const found: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.fresh || found.length === 0) found.push([piece]);
    else found.at(-1)!.push(piece);
  }
  return found;
}

function cutRun(
  pieces: readonly Piece[],
  strip: Strip,
  padded: boolean,
  items: Item[],
  loose: Loose[],
): void {
  const text = pieces.map(piece => piece.text).join('\n');
  const starts = offsets(pieces);
  const where = (offset: number) => pieces[indexOf(starts, offset)]!;
  const tokens = tokensOf(text, strip, padded);
  const lead = text
    .slice(0, tokens[0]?.start ?? text.length)
    .replace(tokens.length > 0 ? /\d{1,2}[.、)）]\s*$/ : '', '');
  if (/[^\s\p{P}\ue000-\uf8ff]/u.test(lead)) loose.push({ text: lead, line: pieces[0]!.line });
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const piece = where(token.start);
    const raw = text.slice(token.end, next?.start ?? text.length);
    const order = strip.flowing ? token.start : piece.row;
    const item: Item = {
      kind: token.kind,
      code: token.code,
      raw,
      line: piece.line,
      order,
      followed: next !== undefined,
    };
    if (strip.flowing) items.push(...withLevel(item, next, line => where(token.end + line).line));
    else items.push(item);
  }
}

function offsets(pieces: readonly Piece[]): number[] {
  const starts: number[] = [];
  let offset = 0;
  for (const piece of pieces) {
    starts.push(offset);
    offset += piece.text.length + 1;
  }
  return starts;
}

/** The last index whose start is not after `offset`. */
function indexOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const LEVEL_LINE = /(?:^|\n)\s{0,4}(?:level|lv\.?)?[ \t]{0,3}(\d{1,2})\s{0,2}級?\s{0,4}$/i;
const LEVEL_BEFORE_COMPETENCY = /(?:^|[\s。;；.])(?:level|lv\.?)?[ \t]{0,3}(\d{1,2})\s{0,2}級?\s{0,4}$/i;

/** Where columns follow one another, the level stands between the indicators and the first K or S. */
function withLevel(item: Item, next: Token | undefined, lineAt: (offset: number) => number): Item[] {
  if (item.kind === 'knowledge' || item.kind === 'skill' || item.kind === 'attitude') return [item];
  const competency = next?.kind === 'knowledge' || next?.kind === 'skill';
  const tail = fold(item.raw.slice(-40));
  const match = (competency ? LEVEL_BEFORE_COMPETENCY : LEVEL_LINE).exec(tail);
  if (
    match === null ||
    (!competency && (item.kind === 'duty' || item.kind === 'task') && next?.kind !== 'task')
  )
    return [item];
  const start = item.raw.length - tail.length + match.index;
  const printed = match[0];
  const end = start + printed.length - printed.trimStart().length;
  return [
    { ...item, raw: item.raw.slice(0, start) + leadingPunctuation(printed) },
    {
      kind: 'level',
      code: '',
      raw: printed.replace(/^[。;；.]/, ''),
      line: lineAt(end),
      order: item.order + 0.5,
      followed: false,
    },
  ];
}

/** The full stop that the level stood behind belongs to the text. */
function leadingPunctuation(printed: string): string {
  return /^[。;；.]/.exec(printed)?.[0] ?? '';
}

function tokensOf(text: string, strip: Strip, padded: boolean): Token[] {
  const folded = fold(text);
  const tokens: Token[] = [];
  const firmness: number[] = [];
  const firmest = new Map<string, number>();
  let from = 0;
  for (let token = nextToken(folded, from); token !== null; token = nextToken(folded, from)) {
    const current = tokens.at(-1);
    const accepted = isItem(token, folded, strip, current, firmest, padded);
    if (accepted) {
      const firm = firmnessOf(token, folded, current);
      tokens.push(token);
      firmness.push(firm);
      firmest.set(token.code, Math.max(firm, firmest.get(token.code) ?? 0));
    }
    from = accepted ? token.end : token.start + 1;
  }
  const sure = tokens.filter(
    (token, at) => !MENTIONED.has(token.kind) || firmness[at] === firmest.get(token.code),
  );
  return sure.flatMap((token, at) => [token, ...gluedTo(token, sure[at + 1], folded)]);
}

/**
 * Codes behind a name that ends in Latin letters, with nothing between: K09 HACCPK10 製程管理. Only the next number of
 * the list is believed, and only where it is not printed again.
 */
function gluedTo(token: Token, next: Token | undefined, folded: string): Token[] {
  if (token.kind !== 'knowledge' && token.kind !== 'skill') return [];
  const number = Number(token.code.slice(1)) + 1;
  const letter = token.code[0]!;
  const code = letter + String(number).padStart(2, '0');
  if (next?.code === code) return [];
  const name = folded.slice(token.end, next?.start ?? folded.length);
  const at = name.search(new RegExp(`(?<=[A-Za-z0-9]{2})${code}(?=\\s?[A-Z\\p{Script=Han}])`, 'u'));
  if (at < 0) return [];
  const start = token.end + at;
  const glued: Token = { ...token, code, start, end: start + code.length, digits: code.length - 1, letter };
  return [glued, ...gluedTo(glued, next, folded)];
}

/** Kinds that texts speak of. K, S and duties come again under the same code. */
const MENTIONED: ReadonlySet<Kind> = new Set<Kind>(['task', 'output', 'indicator']);

/** How sure it is that an item begins here: of a code that comes twice, the less sure place is a mention in a text. */
function firmnessOf(token: Token, folded: string, current: Token | undefined): number {
  const before = context(folded, token.start);
  const ended = /[。.;!?][」』)]?[\s\p{P}\ue000-\uf8ff]*$/u.test(before.text);
  if (ended) return 3;
  if (before.atStart) return current?.kind === 'indicator' ? 2 : 3;
  return before.spaced ? 1 : 0;
}

/** Whether a code in the text begins an item, and is not mentioned in one (依 P1.1.1, AWS S3). */
function isItem(
  token: Token,
  folded: string,
  strip: Strip,
  current: Token | undefined,
  seen: ReadonlyMap<string, unknown>,
  padded: boolean,
): boolean {
  const before = context(folded, token.start);
  if (isInBrackets(token, folded, before)) return false;
  if (token.kind === 'attitude')
    return before.atStart && token.digits > 1 && token.letter === 'A' && strip.flowing;
  if (!strip.accepts.has(token.kind)) return false;
  if (
    mentions(before.text) &&
    (!before.atStart || seen.has(token.code)) &&
    token.kind !== 'knowledge' &&
    token.kind !== 'skill'
  ) {
    return false;
  }
  if (before.atStart) return true;
  // Where K01 is printed, the K1 of a text is none; S7-1200 is none anywhere.
  if (token.digits === 1 && (padded || /[-/]\w/.test(folded.slice(token.end, token.end + 2)))) {
    if (token.kind === 'knowledge' || token.kind === 'skill') return false;
  }
  if (token.kind === 'duty') return before.spaced && !strip.flowing && current?.kind === 'duty';
  if (token.kind === 'task') {
    return strip.flowing
      ? before.spaced && (current === undefined || current.kind === 'task')
      : current?.kind !== 'duty' || before.spaced;
  }
  if (token.kind === 'output' || token.kind === 'indicator')
    return token.letter !== '0' || !/[./-]$/.test(before.text);
  return isCompetencyInText(token, before, strip, current, /\s/.test(folded.charAt(token.end)));
}

/** K and S are short: inside a text they count where the text before is a list of K and S, or a blank sets them off. */
function isCompetencyInText(
  token: Token,
  before: Context,
  strip: Strip,
  current: Token | undefined,
  endsInSpace: boolean,
): boolean {
  const inList = current?.kind === 'knowledge' || current?.kind === 'skill';
  const upper = token.letter === token.letter.toUpperCase();
  if (!before.spaced && !before.separated) {
    // Glued to a name: K01 法規K02 市場, or K1 法規K2 市場 where the number goes on.
    const next = current?.kind === token.kind && endsInSpace && token.code > current.code;
    return inList && (next || (token.digits > 1 && (upper || endsInSpace)));
  }
  const following =
    current?.kind === token.kind && Number(token.code.slice(1)) === Number(current.code.slice(1)) + 1;
  if (token.digits === 1 && !following && /[A-Za-z][^A-Za-z]?$/.test(before.text.trimEnd())) return false;
  return inList || !strip.flowing || (upper && token.digits > 1) || /[\s。]\d{1,2}級?\s*$/.test(before.text);
}

interface Context {
  /** Nothing but bullets, numbers and brackets stands between the code and the beginning of a line or cell. */
  readonly atStart: boolean;
  readonly spaced: boolean;
  readonly separated: boolean;
  /** The last few characters before the code. */
  readonly text: string;
}

const LOOK_BACK = 12;
const LINE_START =
  /(?:^|[\n\v])[ \t]*(?:[-–—*‧•·⚫●◆◇■□▪∙○\ue000-\uf8ff]+|\d{1,2}[.、)])?[ \t]*[([【]?[ \t]*$/;

function context(folded: string, start: number): Context {
  const text = folded.slice(Math.max(0, start - LOOK_BACK), start);
  // The slice begins in the middle of a text unless it is the text's own beginning: a mark keeps `^` from matching.
  const line = start > LOOK_BACK ? `\u0001${text}` : text;
  return {
    atStart: LINE_START.test(line),
    spaced: /\s[([【]?$/.test(text) || /[-–*‧•⚫●◆◇■□▪∙○\ue000-\uf8ff]\s?$/.test(text),
    separated: /[、,;。)\]】/][([【]?$/.test(text),
    text,
  };
}

/** (P1.1.2 所述) · 「S3 儲存」, but (P1.1.2) 執行 begins an item. */
function isInBrackets(token: Token, folded: string, before: Context): boolean {
  const opened = before.atStart ? /[(「『《]\s*\n\s*$/ : /[(「『《【[]\s*$/;
  return opened.test(before.text) && !/^\s?[)」』》】\]]/.test(folded.slice(token.end, token.end + 2));
}
