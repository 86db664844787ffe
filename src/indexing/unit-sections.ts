import type { ChannelWeights, FieldWeights, Sections, UnitType } from '../artifact/format.ts';
import { isContext, onlyContext, type SourceKind } from '../artifact/sources.ts';
import {
  type ChannelColumns,
  type ColumnSections,
  type Columns,
  columnSections,
  type RowSections,
  type Rows,
  rowSections,
} from '../artifact/tables.ts';
import { boundsFrom, columnsFrom } from './columns.ts';
import { FrequencyParts, RowsBuilder } from './rows.ts';
import type { UnitSource } from './unit-sources.ts';

export interface Units {
  /** Sources of each occupation. */
  readonly occupations: Iterable<readonly UnitSource[]>;
  /** What the lexica say of each occupation that the index lacks. */
  readonly decoys: readonly (readonly UnitSource[])[];
  /** Per occupation, and one more: its first task. */
  readonly firstTask: Uint32Array;
  readonly termWeight: Float32Array;
  readonly weights: Readonly<Record<UnitType, ChannelWeights>>;
}

export type UnitSections = RowSections<'occupation'> &
  RowSections<'task'> &
  ColumnSections<'occupation'> &
  ColumnSections<'context'> &
  ColumnSections<'bound'> &
  ColumnSections<'decoy'> &
  Pick<Sections, 'frequencyPart'>;

/** Rows for occupations (by all that is said of them) and tasks (by what is their own), and the columns that rank them. */
export function unitSections({ occupations, decoys, firstTask, termWeight, weights }: Units): UnitSections {
  const parts = new FrequencyParts();
  const rowsOf = (units: Iterable<readonly UnitSource[]>, counts: (kind: SourceKind) => boolean): Rows => {
    const builder = new RowsBuilder(termWeight, parts);
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

function* tasksOf(
  occupations: Iterable<readonly UnitSource[]>,
  firstTask: Uint32Array,
): Generator<readonly UnitSource[]> {
  let occupation = 0;
  for (const sources of occupations) {
    for (let task = 0; task < firstTask[occupation + 1]! - firstTask[occupation]!; task++) {
      yield sources.filter(source => source.tasks.includes(task));
    }
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
