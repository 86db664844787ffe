import type { FC } from 'hono/jsx';
import type { CompetencyKind, GapStatus, RemainderPart } from '../../matching/answer.ts';
import { usePage } from './page.ts';

/**
 * Charts of the page. All are for the eye: what they show stands in words or numbers beside them. Lengths are attributes
 * of SVG, since the page's policy allows no style attributes in what the server sends.
 */

/** One length beside others of the same scale, 0 to 1. */
export const Bar: FC<{ share: number; kind?: CompetencyKind | RemainderPart | 'score' }> = ({
  share,
  kind = 'score',
}) => (
  <svg
    class={`bar ${kind}`}
    viewBox="0 0 100 8"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" width="100" height="8" />
    <rect class="fill" width={(100 * Math.max(0, Math.min(1, share))).toFixed(2)} height="8" />
  </svg>
);

export interface Slice {
  readonly name: string;
  readonly class: string;
  readonly value: number;
  /** As it is written beside its name. */
  readonly shown: string;
}

/** Parts of a whole, one after the other, with their names and values under it. */
export const Stack: FC<{ slices: readonly Slice[]; label: string }> = ({ slices, label }) => {
  const held = slices.filter(({ value }) => value > 0);
  const total = held.reduce((sum, { value }) => sum + value, 0);
  let at = 0;
  return (
    <figure class="stack">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {held.map(slice => {
          const x = (100 * at) / total;
          at += slice.value;
          return (
            <rect
              key={slice.class}
              class={slice.class}
              x={x.toFixed(3)}
              width={((100 * slice.value) / total).toFixed(3)}
              height="10"
            />
          );
        })}
      </svg>
      <figcaption>
        <span class="label">{label}</span>
        <ul class="legend">
          {held.map(slice => (
            <li key={slice.class}>
              <i class={slice.class} />
              {slice.name} <b>{slice.shown}</b>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
};

const GLYPHS: Readonly<Record<GapStatus, string>> = { covered: '●', partly: '◐', missing: '○' };

/** A status as a sign and in words. */
export const Status: FC<{ status: GapStatus }> = ({ status }) => {
  const { words } = usePage();
  return (
    <span class={`status ${status}`}>
      <span aria-hidden="true">{GLYPHS[status]}</span> {words.status[status]}
    </span>
  );
};

/** A score or a part of one: three decimals, since it orders and is no percentage. */
export function shownScore(score: number): string {
  return score.toFixed(3);
}
