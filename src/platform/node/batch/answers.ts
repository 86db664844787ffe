import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { RowCutter } from '../../../batch/cutter.ts';
import type { BriefAnswer } from '../../../batch/diff.ts';
import { isPacked, isTable } from '../names.ts';
import { unpacked } from './input.ts';
import { BatchProblem, FileProblem } from './problem.ts';

const ANSWER = z.object({
  id: z.string(),
  status: z.enum(['ok', 'rejected']),
  verdict: z.string().optional(),
  occupations: z.array(z.object({ id: z.string() })).optional(),
});
const CELLS = z.object({
  id: z.string(),
  status: z.enum(['ok', 'rejected']),
  verdict: z.string(),
  occupation_1_id: z.string(),
});

/** A row of an answer is larger than a row of input: ten occupations with their competencies. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** Reads an output of `batch`, NDJSON or CSV and packed or not by its name, in memory that does not grow with it. */
export async function* readAnswers(path: string): AsyncGenerator<BriefAnswer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const packed = isPacked(path);
  const stream: Readable = packed ? unpacked(file) : file;
  try {
    yield* isTable(path) ? readTable(stream, path) : readLines(stream, path);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_')) throw new BatchProblem(`${path}: is no sound gzip`);
    throw syscall === undefined ? error : new FileProblem(path, error);
  } finally {
    file.destroy();
  }
}

async function* readLines(stream: Readable, path: string): AsyncGenerator<BriefAnswer> {
  const decoder = new TextDecoder();
  let ready: BriefAnswer[] = [];
  const cutter = new RowCutter(
    { csv: false, units: 'bytes', maxBytes: MAX_ANSWER },
    {
      skipped: () => {},
      row(bytes, _raw, line) {
        const answer = parsed(decoder.decode(bytes));
        if (answer === null) throw foreign(path, line);
        ready.push(answer);
      },
    },
  );
  for await (const piece of stream) {
    cutter.add(piece as Uint8Array);
    yield* ready;
    ready = [];
  }
  cutter.end();
  yield* ready;
}

function parsed(line: string): BriefAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const { data } = ANSWER.safeParse(value);
  return data === undefined ? null : brief(data.id, data.status, data.verdict, data.occupations?.[0]?.id);
}

async function* readTable(stream: Readable, path: string): AsyncGenerator<BriefAnswer> {
  const parser = stream.pipe(parse({ bom: true, columns: true, relax_column_count: true, info: true }));
  stream.on('error', error => parser.destroy(error));
  let rows = 1;
  try {
    for await (const { record } of parser as AsyncIterable<{ record: unknown }>) {
      rows++;
      const { data } = CELLS.safeParse(record);
      if (data === undefined) throw foreign(path, rows);
      yield brief(data.id, data.status, data.verdict, data.occupation_1_id || undefined);
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('CSV_') ? foreign(path, rows + 1) : error;
  }
}

function brief(id: string, status: 'ok' | 'rejected', verdict = '', first?: string): BriefAnswer {
  return { id, verdict: status === 'ok' ? verdict : status, ...(first === undefined ? {} : { first }) };
}

function foreign(path: string, row: number): BatchProblem {
  return new BatchProblem(`${path}: row ${row} is none that \`icap-match batch\` writes`);
}
