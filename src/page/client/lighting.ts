import type { MatchAnswer, OccupationMatch } from '../../matching/answer.ts';
import { MIRROR } from '../views/mirrors.ts';
import type { Field, Pointed } from './state.ts';

/**
 * Words of a pasted text, coloured by what they count for: both ways, from a competency to its words and from a word to its
 * competencies. CSS Custom Highlights colour ranges of the text as it stands, so no markup is ever made of it; a browser
 * without them shows the text uncoloured.
 */
export interface Lighting {
  /** Colours what the opened occupation rests on, and what was set aside; null takes all colour away. */
  show(answer: { readonly open: OccupationMatch | null; readonly text: MatchAnswer['text'] } | null): void;
  /** From now on, lights the words of whatever source is pointed at or focused (`data-source`). */
  watch(): void;
  /** What the place counts for. */
  at(offset: number): Pointed;
}

/** A stretch of the text, and what it adds to each source. */
interface Mark {
  readonly start: number;
  readonly end: number;
  weight: number;
  readonly sources: Map<string, number>;
}

/** Words that add less than this share of what the strongest adds are not coloured: almost every word adds a trifle. */
const FAINTEST = 0.04;
/** From which share of the strongest a word is coloured more. */
const STEPS = [
  ['carried-3', 0.5],
  ['carried-2', 0.18],
  ['carried-1', FAINTEST],
] as const;
/** How many sources of a place are told. */
const TOLD = 6;

export function createLighting(field: Field, textOf: () => string): Lighting {
  let marks: readonly Mark[] = [];
  let ignored: MatchAnswer['text']['ignored'] = [];
  let names: ReadonlyMap<string, string> = new Map();
  const paint = (name: string, spans: readonly { readonly start: number; readonly end: number }[]): void => {
    if (typeof Highlight === 'undefined') return;
    const node = document.getElementById(MIRROR[field])?.firstChild;
    if (!(node instanceof Text) || spans.length === 0) {
      CSS.highlights.delete(name);
      return;
    }
    CSS.highlights.set(name, new Highlight(...spans.map(span => rangeOf(node, span))));
  };
  let lit: string | null = null;
  const light = (source: string | null): void => {
    if (source === lit) return;
    lit = source;
    paint('lit', source === null ? [] : marks.filter(mark => (mark.sources.get(source) ?? 0) > 0));
  };
  return {
    show(answer) {
      marks = answer?.open == null ? [] : marksOf(answer.open);
      ignored = (answer?.text.ignored ?? []).filter(span => span.in === 'text');
      names = new Map((answer?.open?.competencies ?? []).map(({ code, name }) => [code, name]));
      const most = Math.max(...marks.map(({ weight }) => weight), Number.MIN_VALUE);
      let above = Number.POSITIVE_INFINITY;
      for (const [name, from] of STEPS) {
        paint(
          name,
          marks.filter(({ weight }) => weight / most >= from && weight / most < above),
        );
        above = from;
      }
      paint(
        'ignored',
        ignored.map(({ span: [start, end] }) => ({ start, end })),
      );
      const source = lit;
      lit = null;
      paint('lit', []);
      light(source);
    },
    watch() {
      const follow = ({ target }: Event): void => {
        const row = target instanceof Element ? target.closest<HTMLElement>('[data-source]') : null;
        light(row?.dataset.source ?? null);
      };
      document.addEventListener('pointerover', follow);
      document.addEventListener('focusin', follow);
    },
    at(offset) {
      const reason =
        ignored.find(({ span: [start, end] }) => start <= offset && offset < end)?.reason ?? null;
      const here = marks.filter(({ start, end }) => start <= offset && offset <= end);
      const sources = new Map<string, number>();
      for (const mark of here) {
        for (const [source, weight] of mark.sources) sources.set(source, (sources.get(source) ?? 0) + weight);
      }
      const [strongest] = here.toSorted((a, b) => b.weight - a.weight);
      return {
        word: strongest === undefined ? '' : textOf().slice(strongest.start, strongest.end),
        parts: [...sources]
          .sort((a, b) => b[1] - a[1])
          .slice(0, TOLD)
          .map(([source]) => ({ source, name: names.get(source) ?? '' })),
        reason: here.length === 0 ? reason : null,
      };
    },
  };
}

/** Every place of the text that carries something, once. */
function marksOf(open: OccupationMatch): Mark[] {
  const byPlace = new Map<string, Mark>();
  const parts = [
    ...(open.competencies ?? []).map(({ code, evidence }) => ({ source: code, evidence })),
    ...(open.remainder ?? []).map(({ part, evidence }) => ({ source: part as string, evidence })),
  ];
  for (const { source, evidence } of parts) {
    for (const { spans, contribution } of evidence) {
      const places = spans.filter(place => place.in === 'text');
      for (const { span } of places) {
        const [start, end] = span;
        const key = `${start} ${end}`;
        let mark = byPlace.get(key);
        if (mark === undefined) {
          mark = { start, end, weight: 0, sources: new Map() };
          byPlace.set(key, mark);
        }
        const share = contribution / spans.length;
        mark.weight += share;
        mark.sources.set(source, (mark.sources.get(source) ?? 0) + share);
      }
    }
  }
  return [...byPlace.values()];
}

/** A StaticRange would do, but not all browsers paint one; the text may have become shorter since. */
function rangeOf(node: Text, { start, end }: { readonly start: number; readonly end: number }): Range {
  const range = new Range();
  range.setStart(node, Math.min(start, node.length));
  range.setEnd(node, Math.min(end, node.length));
  return range;
}
