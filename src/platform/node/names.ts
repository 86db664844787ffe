/** What the name of a file of rows or records says of it; capitals do not count (`ROWS.CSV.GZ`). */

/** Whether it is packed by gzip. */
export function isPacked(path: string): boolean {
  return /\.gz$/i.test(path);
}

/** Whether its rows are those of a table, packed or not. */
export function isTable(path: string): boolean {
  return /\.csv(\.gz)?$/i.test(path);
}

/** Whether it holds Standard records, packed or not. */
export function holdsRecords(path: string): boolean {
  return /\.(jsonl|ndjson)(\.gz)?$/i.test(path);
}
