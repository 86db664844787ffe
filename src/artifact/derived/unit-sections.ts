import type { ChannelWeights, FieldWeights, Sections, UnitType } from '../format.ts';
import { isContext, onlyContext, type SourceKind } from '../sources.ts';
import {
  type ChannelColumns,
  type ColumnSections,
  type Columns,
  columnSections,
  type RowSections,
  type Rows,
  rowSections,
} from '../tables.ts';
import { boundsFrom, columnsFrom } from './columns.ts';
import { FrequencyParts, RowsBuilder, type SourceTerms } from './rows.ts';

export interface Units {
  /** Sources of each occupation. */
  readonly occupations: Iterable<readonly SourceTerms[]>;
  /** What the lexica say of each occupation that the index lacks. */
  readonly decoys: readonly (readonly SourceTerms[])[];
  /** Per occupation, and one more: its first task. */
  readonly firstTask: Uint32Array;
  readonly termWeight: Float32Array;
  /** 1 + ln f. */
  readonly damped: (f: number) => number;
  readonly weights: Readonly<Record<UnitType, ChannelWeights>>;
}

export type UnitSections = RowSections<'occupation'> &
  RowSections<'task'> &
  RowSections<'decoy'> &
  ColumnSections<'occupation'> &
  ColumnSections<'context'> &
  ColumnSections<'bound'> &
  ColumnSections<'decoy'> &
  Pick<Sections, 'frequencyPart'>;

/** Rows for occupations (by all that is said of them) and tasks (by what is their own), and the columns that rank them. */
export function unitSections(units: Units): UnitSections {
  const { occupations, decoys, firstTask, termWeight, damped, weights } = units;
  const parts = new FrequencyParts();
  const rowsOf = (units: Iterable<readonly SourceTerms[]>, counts: (kind: SourceKind) => boolean): Rows => {
    const builder = new RowsBuilder(termWeight, damped, parts);
    for (const sources of units) builder.add(sources, counts);
    return builder.finish();
  };
  const ofOccupations = (kind: SourceKind): boolean => countsFor(weights.occupation, kind);
  const ofTasks = (kind: SourceKind): boolean => countsFor(weights.task, kind);
  const occupation = rowsOf(occupations, kind => ofOccupations(kind) || (isContext(kind) && ofTasks(kind)));
  const task = rowsOf(tasksOf(occupations, firstTask), ofTasks);
  const decoy = rowsOf(decoys, ofOccupations);
  const frequencyPart = parts.values;
  const weighed = (rows: Rows) => ({ rows, termWeight, frequencyPart });
  return {
    frequencyPart,
    ...rowSections('occupation', occupation),
    ...rowSections('task', task),
    ...rowSections('decoy', decoy),
    ...columnSections(
      'occupation',
      bothChannels(weights.occupation, each => columnsFrom(weighed(occupation), each)),
    ),
    ...columnSections(
      'context',
      bothChannels(weights.task, each => columnsFrom(weighed(occupation), onlyContext(each))),
    ),
    ...columnSections(
      'bound',
      bothChannels(weights.task, each => boundsFrom(weighed(task), firstTask, each)),
    ),
    ...columnSections(
      'decoy',
      bothChannels(weights.occupation, each => columnsFrom(weighed(decoy), each)),
    ),
  };
}

/** The sources of each task, in their order. */
function* tasksOf(
  occupations: Iterable<readonly SourceTerms[]>,
  firstTask: Uint32Array,
): Generator<readonly SourceTerms[]> {
  let occupation = 0;
  for (const sources of occupations) {
    const count = firstTask[occupation + 1]! - firstTask[occupation]!;
    const tasks = Array.from({ length: count }, (): SourceTerms[] => []);
    for (const source of sources) for (const task of source.tasks) tasks[task]!.push(source);
    yield* tasks;
    occupation++;
  }
}

/** A kind that weighs nothing costs space and time and changes nothing. */
function countsFor({ text, title }: ChannelWeights, kind: SourceKind): boolean {
  return text[kind] > 0 || title[kind] > 0;
}

function bothChannels(
  { text, title }: ChannelWeights,
  make: (weights: FieldWeights) => Columns,
): ChannelColumns {
  return { text: make(text), title: make(title) };
}
