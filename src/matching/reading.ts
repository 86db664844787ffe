import type { FoldTable } from '../analysis/characters.ts';
import type { Section, Span, Zone, ZoneLexica } from '../analysis/zones/parts.ts';
import { createTextReader } from '../analysis/zones/reader.ts';
import type { IgnoredSpan, TextKind } from './answer.ts';

/** What a text is about: how much each place of it counts, what was set aside and why, and where it names its title. */
export interface Reading {
  readonly places: Places;
  readonly ignored: readonly IgnoredSpan[];
  readonly title: Span | null;
}

/** The text cut where worth changes: place i begins at start[i] and is worth worth[i], 0 to 1. The first begins at 0. */
export interface Places {
  readonly start: readonly number[];
  readonly worth: readonly number[];
}

/** `units` are those of the text, folded. */
export type TextReading = (text: string, kind: TextKind | undefined, units: Uint16Array) => Reading;

export function createReader(
  lexica: ZoneLexica,
  folding: FoldTable,
  weights: Readonly<Record<Section, number>>,
): TextReading {
  const reader = createTextReader(lexica, folding);
  // what an ad says of education it requires; what a CV says of it lies in the past
  const adWeights = { ...weights, education: weights.requirements };
  return (text, kind, units) => {
    const { zones, denied, title } = reader.read(text, units);
    return {
      places: placesOf(zones, denied, kind === 'ad' ? adWeights : weights),
      ignored: ignoredSpans(zones, denied, weights),
      title,
    };
  };
}

/** Zones tile the text; denied spans lie across them, in order, and are worth nothing. */
function placesOf(
  zones: readonly Zone[],
  denied: readonly Span[],
  weights: Readonly<Record<Section, number>>,
): Places {
  const start: number[] = [];
  const worth: number[] = [];
  let next = 0;
  for (const zone of zones) {
    let at = zone.start;
    while (at < zone.end) {
      while (next < denied.length && denied[next]!.end <= at) next++;
      const span = denied[next];
      const inside = span !== undefined && span.start <= at;
      const border = span === undefined ? zone.end : inside ? span.end : span.start;
      start.push(at);
      worth.push(inside ? 0 : weights[zone.section]);
      at = Math.min(border, zone.end);
    }
  }
  return start.length === 0 ? { start: [0], worth: [1] } : { start, worth };
}

/** In order of their start; markup is no part of what was written and goes without a word. */
function ignoredSpans(
  zones: readonly Zone[],
  denied: readonly Span[],
  weights: Readonly<Record<Section, number>>,
): IgnoredSpan[] {
  const aside = zones.filter(({ section }) => section !== 'markup' && weights[section] === 0);
  return [
    ...aside.map(({ start, end, section }) => ({ start, end, reason: section as string })),
    ...denied.map(({ start, end }) => ({ start, end, reason: 'denied' })),
  ]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, reason }) => ({ in: 'text', span: [start, end], reason }));
}
