/** Where two records differ, as paths with both values: `duties.0.tasks.1.name: "…" / "…"`. */
export function differences(wanted: unknown, found: unknown, path = ''): string[] {
  if (Object.is(wanted, found)) return [];
  if (isObject(wanted) && isObject(found)) {
    const keys = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
    return keys.flatMap(key => differences(wanted[key], found[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path}: ${JSON.stringify(wanted)} / ${JSON.stringify(found)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
