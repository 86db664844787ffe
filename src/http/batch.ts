import { answerRow, type RowOptions } from '../batch/match-row.ts';
import { MAX_LINE_BYTES } from '../batch/problems.ts';
import { type RowAnswer, rejectRow } from '../batch/row.ts';
import type { Verdict } from '../matching/answer.ts';
import type { Matcher } from '../matching/matcher.ts';
import { nextPiece, within } from './body.ts';
import { LineCutter } from './lines.ts';
import type { Load } from './load.ts';
import { Problem, type ProblemCode } from './problems.ts';
import { faultOf, type StreamEnd } from './requests.ts';

/**
 * `POST /v1/batch`: rows in, rows out, in the same order, while they come. Nothing is taken from the input before the
 * client has taken the answers so far, so memory holds one piece of the input and one of the output, however many rows
 * there are; and when the client goes away the work stops at the next row.
 *
 * The status is sent before the first row is read. What goes wrong with a row is a `rejected` row; what ends the whole
 * stream before its input did (it breaks off, stalls, or the server faults) is told by a last line `{"status":"aborted"}`.
 */
export interface BatchParts {
  readonly matcher: Pick<Matcher, 'match'>;
  readonly load: Load;
  readonly options: RowOptions;
  /** Milliseconds to wait for the next piece of the input. */
  readonly patience: number;
  readonly onBytes: (size: number) => void;
  readonly onVerdict: (verdict: Verdict) => void;
}

export interface BatchStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly end: Promise<StreamEnd>;
}

/** The last line of an answer that does not reach the end of its input. */
export interface AbortedLine {
  readonly status: 'aborted';
  readonly error: { readonly code: ProblemCode; readonly message: string };
}

/** Bytes of answers that are sent together: a row for itself would cost more to send than to match. */
const CHUNK = 16 * 1024;

/** Throws the Problem `overloaded` when too many batches run. */
export function streamBatch(input: ReadableStream<Uint8Array> | null, parts: BatchParts): BatchStream {
  const close = parts.load.openBatch();
  const { promise: end, resolve } = Promise.withResolvers<StreamEnd>();
  const encoder = new TextEncoder();
  const reader = (input ?? new Blob([]).stream()).getReader();
  const rows = answerRows(reader, parts);
  let responseBytes = 0;
  let count = 0;
  let over = false;
  const finish = (why: Omit<StreamEnd, 'responseBytes' | 'rows'> = {}): void => {
    over = true;
    close();
    resolve({ responseBytes, rows: count, ...why });
  };

  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let chunk = '';
        let why: Omit<StreamEnd, 'responseBytes' | 'rows'> | null = null;
        try {
          while (why === null && chunk.length < CHUNK) {
            const { done, value } = await rows.next();
            if (over) return; // the client went away meanwhile
            if (done) why = {};
            else if (value !== 'pause') {
              chunk += `${JSON.stringify(value)}\n`;
              count++;
            } else if (chunk !== '') break; // what is answered goes out before more is waited for
          }
        } catch (error) {
          if (over) return;
          const aborted = abortion(error);
          chunk += `${JSON.stringify(aborted.line)}\n`;
          why = aborted.why;
          reader.cancel().catch(() => {});
        }
        if (chunk !== '') {
          const bytes = encoder.encode(chunk);
          responseBytes += bytes.length;
          controller.enqueue(bytes);
        }
        if (why !== null) {
          controller.close();
          finish(why);
        }
      },
      async cancel() {
        finish({ ended: 'aborted' });
        await reader.cancel().catch(() => {});
        void rows.return();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, end };
}

/** Each row's answer when its turn comes; `pause` before the next piece of the input is waited for. */
async function* answerRows(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { matcher, load, options, patience, onBytes, onVerdict }: BatchParts,
): AsyncGenerator<RowAnswer | 'pause', void> {
  const cutter = new LineCutter(MAX_LINE_BYTES);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let bytes = 0;
  const answer = (line: Uint8Array | null): Promise<RowAnswer> =>
    load.runRow(() => {
      number++;
      if (line === null) return rejectRow('line-too-long', number);
      let text: string;
      try {
        text = decoder.decode(line);
      } catch {
        return rejectRow('invalid-encoding', number);
      }
      const row = answerRow(text, number, matcher, options);
      if (row.status === 'ok') onVerdict(row.verdict);
      return row;
    });
  for (;;) {
    const piece = await within(patience, nextPiece(reader), 'The next piece of a batch');
    if (piece === null) break;
    bytes += piece.length;
    onBytes(bytes);
    for (const line of cutter.add(piece)) yield await answer(line);
    yield 'pause';
  }
  for (const line of cutter.end()) yield await answer(line);
}

function abortion(error: unknown): { line: AbortedLine; why: Pick<StreamEnd, 'ended' | 'fault'> } {
  if (error instanceof Problem && (error.code === 'incomplete-body' || error.code === 'request-timeout')) {
    const { code, message } = error;
    return { line: { status: 'aborted', error: { code, message } }, why: { ended: code } };
  }
  const fault = error instanceof Error ? faultOf(error) : undefined;
  return {
    line: {
      status: 'aborted',
      error: { code: 'internal-error', message: 'It is logged under this request id.' },
    },
    why: { ended: 'internal-error', ...(fault === undefined ? {} : { fault }) },
  };
}
