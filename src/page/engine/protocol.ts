import type { IndexSummary } from '../../matching/answer.ts';
import type { Engine, IndexLocation, LoadFault, LoadProgress } from './engine.ts';

/** What page and worker say to each other. Nothing that goes wrong is told in words, which might quote a text: codes only. */

/** What can be asked for, once the index is loaded. */
export type Operation = 'match' | 'gaps' | 'compare' | 'standards' | 'search' | 'standard' | 'report';
export type Argument<Name extends Operation> = Parameters<Engine[Name]>[0];
export type Answer<Name extends Operation> = Awaited<ReturnType<Engine[Name]>>;

export interface Load {
  readonly type: 'load';
  readonly location: IndexLocation;
}

/** `id` is on its answer too. */
export interface Ask<Name extends Operation = Operation> {
  readonly type: 'ask';
  readonly id: number;
  readonly operation: Name;
  readonly argument: Argument<Name>;
}

/** First one `Load`; what is asked before the worker is ready is refused. */
export type ToWorker = Load | Ask;

/** A load is answered by progress, then `ready` or `failed`; each request by `answered` or `refused`, in order. */
export type FromWorker =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'ready'; readonly index: IndexSummary }
  | { readonly type: 'failed'; readonly fault: LoadFault }
  | { readonly type: 'answered'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'refused'; readonly id: number; readonly code: string };
