import { leadingToken } from '../codes.ts';
import type { Cell } from '../documents/content.ts';
import { isLevelCell } from '../level.ts';

/**
 * A cell that spans the rows of several tasks belongs to each of them: its level, its knowledge and skills are repeated
 * in the rows below that begin a task. Outputs and indicators name their task in their code and stay where they are.
 */
export function shared(rows: readonly (readonly Cell[])[]): (readonly Cell[])[] {
  const more = new Map<number, Cell[]>();
  rows.forEach((row, at) => {
    for (const cell of row) {
      if (cell.rows < 2 || !belongsToTasks(cell.text)) continue;
      for (let below = at + 1; below < Math.min(rows.length, at + cell.rows); below++) {
        if (!beginsTask(rows[below]!)) continue;
        more.set(below, [...(more.get(below) ?? []), { ...cell, rows: 1 }]);
      }
    }
  });
  return rows.map((row, at) => {
    const added = more.get(at);
    return added === undefined ? row : [...row, ...added].toSorted((a, b) => a.column - b.column);
  });
}

function belongsToTasks(text: string): boolean {
  const kind = leadingToken(text)?.kind;
  return kind === 'knowledge' || kind === 'skill' || (kind === undefined && isLevelCell(text));
}

function beginsTask(row: readonly Cell[]): boolean {
  return row.some(cell => leadingToken(cell.text)?.kind === 'task');
}
