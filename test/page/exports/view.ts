import type { MatchAnswer, OccupationMatch } from '../../../src/matching/answer.ts';
import { createMatcher, type Matcher } from '../../../src/matching/matcher.ts';
import type { MatchView, Reason } from '../../../src/page/engine/view.ts';
import { EXAMPLES } from '../../../src/page/examples.ts';
import { goldenArtifact } from '../../helpers/golden-index.ts';

export const matcher: Matcher = createMatcher(goldenArtifact());

/** An answer as the page's engines shape it. */
export function viewOf({ index, verdict, text, occupations, tasks }: MatchAnswer): MatchView {
  return {
    index,
    verdict,
    text,
    occupations: occupations.map(occupation => ({
      ...occupation,
      superseded: false,
      reasons: reasonsOf(occupation),
    })),
    tasks,
    open: occupations[0] ?? null,
  };
}

function reasonsOf({ competencies = [], remainder = [] }: OccupationMatch): Reason[] {
  return [
    ...competencies.map(({ code, kind, name, contribution, evidence }) => ({
      ...{ source: code, kind, name, contribution, evidence },
    })),
    ...remainder.map(({ part, contribution, evidence }) => ({
      ...{ source: part, kind: part, name: '', contribution, evidence },
    })),
  ]
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, 3)
    .map(({ source, kind, name, contribution, evidence }) => ({
      source,
      kind,
      name,
      contribution,
      words: evidence
        .slice(0, 4)
        .map(({ term, as, contribution }) => ({ term, ...(as === undefined ? {} : { as }), contribution })),
    }));
}

export const BROKER = EXAMPLES.find(({ id }) => id === 'ad-broker')!;
export const brokerView = (): MatchView => viewOf(matcher.match(BROKER));
