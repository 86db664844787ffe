import { type Finding, finding, omission } from './findings.ts';
import { fold } from './fold.ts';
import type { Piece } from './layout.ts';
import type { Attitude } from './model.ts';
import { saysNothing, tidy, trimNextBullet, trimSeparators } from './text.ts';

/** A code at the beginning of a line or after a separator; `A0` / `1` broken over lines is one code. */
const CODE = /(?<![A-Za-z0-9])A\s{0,2}(\d\n\d{1,2}(?![A-Za-z0-9])|\d{1,3})(?!\d)/gi;

/** One attitude as found. */
export interface FoundAttitude {
  readonly attitude: Attitude;
  readonly line: number;
}

/**
 * The section 職能內涵 (A=attitude 態度): `A01 名稱：定義`, one a line or several in one line, with or without
 * definitions; some documents print no codes.
 */
export function readAttitudes(pieces: readonly Piece[]): { found: FoundAttitude[]; findings: Finding[] } {
  const text = pieces.map(piece => piece.text).join('\n');
  const starts = startsOf(text);
  if (starts.length === 0) return withoutCodes(pieces);
  const lineAt = lineFinder(pieces);
  const findings: Finding[] = [];
  const lead = text.slice(0, starts[0]!.index);
  if (/[^\s\p{P}\ue000-\uf8ff]/u.test(lead)) {
    findings.push(
      omission('unplaced-text', pieces[0]!.line, lead, 'this text stands before the first attitude'),
    );
  }
  const found = starts.map((start, at) => {
    const raw = text.slice(start.index + start[0].length, starts[at + 1]?.index ?? text.length);
    const code = `A${String(Number(start[1]!.replace(/\s/g, ''))).padStart(2, '0')}`;
    return {
      attitude: { code, ...nameAndDefinition(at + 1 < starts.length ? trimNextBullet(raw) : raw) },
      line: lineAt(start.index),
    };
  });
  return { found, findings };
}

/**
 * Where attitudes begin. A code that is mentioned in a definition (如 A02 所述) is none, nor is A4 where A01 is
 * printed: an item begins a line or follows a separator, and of a code that comes twice the firmer place counts.
 */
function startsOf(text: string): RegExpExecArray[] {
  const codes = [...fold(text).matchAll(CODE)];
  const padded = codes[0] !== undefined && /^0\d/.test(codes[0][1]!);
  const starts = codes
    .filter(match => !padded || match[1]!.length > 1)
    .map(match => ({
      match,
      number: Number(match[1]!.replace(/\s/g, '')),
      firm: firmness(text, match.index),
    }));
  const firmest = new Map<number, number>();
  for (const { number, firm } of starts) firmest.set(number, Math.max(firm, firmest.get(number) ?? 0));
  const found = starts.filter(start => start.firm > 0 && start.firm === firmest.get(start.number));
  const lines = found.filter(start => start.firm === 3);
  let passed = 0;
  return found
    .filter(start => {
      if (start.firm === 3) return ++passed > 0;
      // Between A02 and A03, each at the beginning of a line, the A4 of `T恤、A4 紙` is no attitude.
      const above = lines[passed - 1]?.number;
      const below = lines[passed]?.number;
      if (above === undefined || below === undefined || above >= below) return true;
      return above < start.number && start.number < below;
    })
    .map(start => start.match);
}

/** 3 at the beginning of a line, 2 after the end of a text or list entry, 1 after another separator, 0 inside a text. */
function firmness(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 6), at);
  if (at === 0 || /[\n\v][\s‧•·⚫●◆◇■□▪○\ue000-\uf8ff-]*$/.test(before)) return 3;
  if (/[、；;。.|][\s]*$/.test(before)) return 2;
  return /[\s，,/（(【‧•·⚫●◆◇■□▪○\ue000-\uf8ff-]$/.test(before) ? 1 : 0;
}

function lineFinder(pieces: readonly Piece[]): (offset: number) => number {
  let at = 0;
  let end = pieces[0]?.text.length ?? 0;
  return offset => {
    while (offset > end && at + 1 < pieces.length) end += 1 + pieces[++at]!.text.length;
    return pieces[at]?.line ?? 0;
  };
}

/** `主動積極：不需他人…` or a short name on a line of its own with a sentence under it. */
function nameAndDefinition(raw: string): { name: string; definition: string | null } {
  const text = tidy(trimSeparators(raw));
  const colon = text.search(/[:：︰]/);
  if (colon > 0 && colon <= 40) {
    const definition = trimSeparators(text.slice(colon + 1));
    return { name: text.slice(0, colon).trim(), definition: definition === '' ? null : definition };
  }
  const lines = trimSeparators(raw).split(/[\n\v]|\s{2,}| (?=[\u3400-\u9fff]{6})/);
  const rest = tidy(raw.slice(raw.indexOf(lines[0]!) + lines[0]!.length));
  if (lines.length > 1 && lines[0]!.trim().length <= 12 && rest.length > 15 && /[。.]$/.test(rest)) {
    return { name: tidy(lines[0]!), definition: rest };
  }
  return { name: text, definition: null };
}

/** More than these are no list of attitudes (the published standards have at most about twenty). */
const MOST_WITHOUT_CODES = 60;

function withoutCodes(pieces: readonly Piece[]): { found: FoundAttitude[]; findings: Finding[] } {
  const found: FoundAttitude[] = [];
  const findings: Finding[] = [];
  const lines = joinItems(pieces);
  for (const [at, { text, line }] of lines.entries()) {
    const items = /[:：]/.test(text) ? [text] : text.split(/[、；;,，\n\v]|\s{2,}/);
    for (const item of items) {
      if (found.length >= MOST_WITHOUT_CODES) {
        findings.push(
          omission(
            'unplaced-text',
            line,
            lines
              .slice(at)
              .map(left => left.text)
              .join('\n'),
            'too many attitudes without codes: this and what follows is left out',
          ),
        );
        return { found, findings };
      }
      const { name, definition } = nameAndDefinition(item.replace(/^\s*\d{1,2}[.、)]\s*/, ''));
      if (name === '' || saysNothing(name)) continue;
      const code = `A${String(found.length + 1).padStart(2, '0')}`;
      found.push({ attitude: { code, name, definition }, line });
    }
  }
  const first = found[0];
  if (first === undefined) return { found, findings };
  const message = `numbered A01 to ${found.at(-1)!.attitude.code} in printed order`;
  return { found, findings: [finding('attitudes-without-codes', first.line, first.attitude.name, message)] };
}

/** Lines that go on in the next one: a definition without its full stop, a list that ends with 、 */
function joinItems(pieces: readonly Piece[]): { text: string; line: number }[] {
  const items: { parts: string[]; line: number; defines: boolean }[] = [];
  for (const { text, line } of pieces) {
    const last = items.at(-1);
    const tail = last?.parts.at(-1)?.slice(-1) ?? '';
    const open = last !== undefined && (/[、，,]/.test(tail) || (last.defines && !/[。.]/.test(tail)));
    if (open && !/^[^。]{1,15}[:：]/.test(text)) last.parts.push(text);
    else items.push({ parts: [text], line, defines: /[:：]/.test(text.slice(0, 60)) });
  }
  return items.map(({ parts, line }) => ({ text: parts.join(''), line }));
}
