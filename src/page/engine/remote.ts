import {
  type CompareAnswer,
  type GapsAnswer,
  MAX_LIMIT,
  type MatchAnswer,
  type OccupationMatch,
} from '../../matching/answer.ts';
import type { Standard } from '../../standards/model.ts';
import { type Engine, EngineError, type ViewRequest } from './engine.ts';
import { createAbortingLane } from './latest.ts';
import { createServer, entryOf, type Listed, unlessUnknown } from './server.ts';
import { viewOf } from './view.ts';

export interface RemoteOptions {
  readonly fetch: typeof fetch;
  /** Of the server, without a slash at its end; empty for the page's own. */
  readonly origin?: string;
}

/**
 * The engine of a server: texts are sent to it, in bodies and never in a URL, so it is started only once the user has
 * agreed. An occupation beyond the first hundred cannot be opened: the first is opened in its place. Rejects with
 * EngineError when the server does not answer.
 */
export async function remoteEngine({ fetch, origin = '' }: RemoteOptions): Promise<Engine> {
  const { get, post, text } = createServer(fetch, origin);
  const whole = new AbortController();
  const { signal } = whole;
  const { index, standards } = await get<Listed>('/v1/standards', signal);
  const entries = standards.map(entryOf);
  const entryById = new Map(entries.map(entry => [entry.id, entry]));
  const isSuperseded = (id: string): boolean => entryById.get(id)?.superseded ?? false;

  const opened = async (
    { open, ...request }: ViewRequest,
    ranked: readonly OccupationMatch[],
    signal: AbortSignal,
  ): Promise<OccupationMatch | null> => {
    const [first = null] = ranked;
    if (open === undefined || !entryById.has(open)) return first;
    const isOpen = ({ id }: OccupationMatch): boolean => id === open;
    const known = ranked.find(isOpen);
    if (known !== undefined) return known;
    const more = { ...request, limit: MAX_LIMIT, superseded: true };
    const { occupations } = await post<MatchAnswer>('/v1/match', more, signal);
    return occupations.find(isOpen) ?? first;
  };
  const lanes = {
    match: createAbortingLane(),
    gaps: createAbortingLane(),
    compare: createAbortingLane(),
    search: createAbortingLane(),
  };

  return {
    index,
    sendsTexts: true,
    match: request =>
      lanes.match.run(async signal => {
        const { open: _, ...asked } = request;
        const answer = await post<MatchAnswer>('/v1/match', asked, signal);
        return viewOf(answer, await opened(request, answer.occupations, signal), isSuperseded);
      }),
    gaps: request => lanes.gaps.run(signal => unlessUnknown(post<GapsAnswer>('/v1/gaps', request, signal))),
    compare: request =>
      lanes.compare.run(signal => unlessUnknown(post<CompareAnswer>('/v1/compare', request, signal))),
    standards: async () => entries,
    search: ({ q, category, level }) =>
      lanes.search.run(async signal => {
        const query = new URLSearchParams({ q, category, level: level === null ? '' : String(level) });
        const found = await get<Listed>(`/v1/standards?${query}`, signal);
        return found.standards.map(entryOf);
      }),
    async standard(id) {
      if (!entryById.has(id)) return undefined;
      return unlessUnknown(get<Standard>(`/v1/standards/${encodeURIComponent(id)}`, signal));
    },
    report: request => text('/v1/match', request, signal),
    close() {
      const closed = new EngineError('closed');
      whole.abort(closed);
      for (const lane of Object.values(lanes)) lane.close(closed);
    },
  };
}
