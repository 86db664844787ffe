import type { Standard, Task } from '../model.ts';

/**
 * Every text of a record, once for each time that a document prints it: what tasks of one cell share stands in each of
 * them, and was printed once.
 */
export function textsOf(standard: Standard): string[] {
  const { classification: cls, versions, attitudes, notes } = standard;
  return [
    standard.documentTitle ?? '',
    standard.code ?? '',
    standard.name,
    ...[cls.category, cls.occupation, cls.industry].flatMap(entry => [entry.name ?? '', entry.code ?? '']),
    standard.description,
    String(standard.level ?? ''),
    ...versions.flatMap(row => [row.version, row.code, row.name, row.status, row.note, row.date]),
    ...standard.duties.flatMap(duty => [
      `${duty.code} ${duty.name}`,
      ...duty.tasks.flatMap((task, at) => textsOfTask(task, duty.tasks[at - 1])),
    ]),
    ...attitudes.map(({ code, name, definition }) => `${code} ${name} ${definition ?? ''}`),
    ...standard.prerequisites,
    ...notes.map(note => note.text),
  ].filter(text => text !== '');
}

function textsOfTask(task: Task, above: Task | undefined): string[] {
  const name = `${task.code} ${task.name}`;
  if (above !== undefined && sharesCells(task, above)) return [name];
  return [
    name,
    String(task.level ?? ''),
    ...[...task.outputs, ...task.indicators].map(item => `${item.code} ${item.text}`),
    ...[...task.knowledge, ...task.skills].map(item => `${item.code} ${item.name}`),
  ];
}

/** Outputs and indicators have codes of their own: two tasks that have the same ones share a cell. */
function sharesCells(task: Task, above: Task): boolean {
  const own = [...task.outputs, ...task.indicators];
  const others = [...above.outputs, ...above.indicators];
  return (
    own.length > 0 &&
    own.length === others.length &&
    own.every((item, at) => item.code === others[at]!.code && item.text === others[at]!.text)
  );
}
