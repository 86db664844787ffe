import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Artifact, openArtifact } from '../../../artifact/read.ts';
import { tableColumns, tableRow } from '../../../batch/flatten.ts';
import { restriction } from '../../../batch/restrict.ts';
import type { RowAnswer } from '../../../batch/row.ts';
import type { BatchSettings } from '../../../batch/settings.ts';
import { createShardScorer, duplicateOf, outcomesOf, type Shard } from '../../../batch/shard.ts';
import type { Outcome } from '../../../batch/tally.ts';
import { createMatcher } from '../../../matching/matcher.ts';
import { readCells, writeCells } from './csv.ts';

/** A shard's rows as they are written. */
export interface ScoredShard {
  readonly outcomes: readonly Outcome[];
  /** What is written; absent when it hangs on earlier rows. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** With `unique`: for each row its line, the line if its text came before, and the hash of its text. */
  readonly rows?: readonly {
    readonly line: string;
    readonly duplicate: string;
    readonly hash: Uint8Array | null;
  }[];
}

/** What a scorer is made of, all of which can be sent to a worker. */
export interface ScorerSetup {
  readonly artifact: Uint8Array;
  readonly settings: BatchSettings;
  /** The columns of CSV. */
  readonly header: readonly string[] | null;
}

export interface Scorer {
  score(shard: Shard): ScoredShard;
  /** Only the hashes of the texts, null for a row that is rejected. */
  hashes(shard: Shard): (Uint8Array | null)[];
}

export function openScorer({ artifact, settings, header }: ScorerSetup): Scorer {
  return createScorer(openArtifact(artifact), settings, header);
}

export function createScorer(
  artifact: Artifact,
  settings: BatchSettings,
  header: readonly string[] | null,
): Scorer {
  const matcher = createMatcher(artifact);
  const only = restriction(settings, matcher.fold);
  const { limit, superseded, explain } = settings;
  const { score, texts } = createShardScorer({
    matcher,
    settings,
    options: { limit, superseded, explain, ...(only === undefined ? {} : { only }) },
    ...(header === null ? {} : { table: { header, readCells } }),
  });
  const writeRows = rowWriter(settings, header);
  return {
    score(shard) {
      const scored = score(shard);
      const outcomes = outcomesOf(scored);
      if (!settings.unique)
        return { outcomes, bytes: encode(writeRows(scored.map(({ answer }) => answer)), settings) };
      return {
        outcomes,
        rows: scored.map(({ answer, same }, i) => ({
          line: writeRows([answer]),
          duplicate: same === undefined ? '' : writeRows([duplicateOf(answer, shard.lines[i]!)]),
          hash: same === undefined ? null : hashOf(same),
        })),
      };
    },
    hashes: shard => texts(shard).map(text => (text === undefined ? null : hashOf(text))),
  };
}

/** As they stand in the file. A member of gzip for each shard: whoever goes on later begins with a new one. */
export function encode(rows: string, { gzip }: Pick<BatchSettings, 'gzip'>): Uint8Array<ArrayBuffer> {
  const bytes = gzip ? gzipSync(rows) : Buffer.from(rows);
  return new Uint8Array(bytes); // of its own, so that it can be moved to another thread
}

/** What stands before all rows. */
export function preamble(settings: BatchSettings, header: readonly string[] | null): string {
  if (settings.format === 'ndjson') return '';
  const columns = writeCells([tableColumns(settings, keptColumns(settings, header))], settings.excel);
  return settings.excel ? `\uFEFF${columns}` : columns;
}

function rowWriter(
  settings: BatchSettings,
  header: readonly string[] | null,
): (answers: readonly RowAnswer[]) => string {
  if (settings.format === 'ndjson') {
    return answers => answers.map(answer => `${JSON.stringify(answer)}\n`).join('');
  }
  const kept = keptColumns(settings, header);
  return answers =>
    writeCells(
      answers.map(answer => tableRow(answer, settings, kept)),
      settings.excel,
    );
}

/** The columns that are handed through; all of a table's own are known from its header. */
function keptColumns({ keep, columns }: BatchSettings, header: readonly string[] | null): readonly string[] {
  if (keep !== 'all') return keep;
  const read = new Set(Object.values(columns));
  return (header ?? []).filter(name => !read.has(name));
}

function hashOf(text: string): Uint8Array {
  return new Uint8Array(hash('sha256', text, 'buffer').subarray(0, 16));
}
