import type { Artifact } from '../../artifact/read.ts';
import {
  MAX_LIMIT,
  MAX_TEXT,
  MAX_TITLE,
  type OccupationMatch,
  type PastedText,
} from '../../matching/answer.ts';
import { createSearch, MAX_SEARCH } from '../../matching/catalogue.ts';
import type { Matcher } from '../../matching/matcher.ts';
import { writeAnswer } from '../../matching/write.ts';
import { EngineError, type ViewRequest } from './engine.ts';
import type { Answer, Argument, Operation } from './protocol.ts';
import { viewOf } from './view.ts';

/** An engine's work, done at once: where the index is. Each throws EngineError for values that are not to be asked with. */
export type Answers = { readonly [Name in Operation]: (argument: Argument<Name>) => Answer<Name> };

/** `now` gives milliseconds of any steady clock. */
export function createAnswers(artifact: Artifact, matcher: Matcher, now: () => number): Answers {
  const { occupations } = artifact;
  const unitOf = new Map(occupations.map(({ id }, unit) => [id, unit]));
  const isSuperseded = (id: string): boolean => occupations[unitOf.get(id)!]!.superseded;
  const search = createSearch(occupations, matcher.fold);

  /** One that is not among the first is ranked alone. */
  const opened = (
    { open, ...request }: ViewRequest,
    ranked: readonly OccupationMatch[],
  ): OccupationMatch | null => {
    const [first = null] = ranked;
    if (open === undefined || !unitOf.has(open)) return first;
    const known = ranked.find(({ id }) => id === open);
    if (known !== undefined) return known;
    const only = ({ id }: { readonly id: string }): boolean => id === open;
    const [alone] = matcher.match({ ...request, limit: 1, superseded: true, only }).occupations;
    return alone ?? first;
  };

  return {
    match(request) {
      expectText(request);
      expect(isLimit(request.limit));
      const began = now();
      const { open: _, ...asked } = request;
      const answer = matcher.match(asked);
      const view = viewOf(answer, opened(request, answer.occupations), isSuperseded);
      return { ...view, took: now() - began };
    },
    gaps(request) {
      expectText(request);
      return matcher.gaps(request);
    },
    compare(request) {
      expectText(request.ad);
      expectText(request.cv);
      return matcher.compare(request);
    },
    standards: () => occupations,
    search(request) {
      expect(request.q.length <= MAX_SEARCH && request.category.length <= MAX_SEARCH);
      return search(request);
    },
    standard(id) {
      const unit = unitOf.get(id);
      return unit === undefined ? undefined : artifact.standard(unit);
    },
    report(request) {
      expectText(request);
      expect(isLimit(request.limit));
      return writeAnswer(matcher.match(request));
    },
  };
}

function expectText({ text, title = '' }: PastedText): void {
  expect(text.trim() !== '' && text.length <= MAX_TEXT && title.length <= MAX_TITLE);
}

function isLimit(limit = 1): boolean {
  return Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT;
}

/** The page never asks with less: it says what is missing before. */
function expect(sound: boolean): void {
  if (!sound) throw new EngineError('invalid-values');
}
