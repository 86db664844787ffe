import type { Finding } from '../findings.ts';
import type { Reading } from '../read.ts';
import { coverageOf, type Printed } from './coverage.ts';

/** What was read, and how much of the document is in it or in a finding. */
export interface Checked extends Reading {
  /** From 0 to 1; 0 where there is no standard. */
  readonly coverage: number;
}

/** Adds the coverage of what was read, and a finding for what was lost. `printed` is what the document prints. */
export function checked(reading: Reading, printed: readonly Printed[]): Checked {
  if (reading.standard === null) return { ...reading, coverage: 0 };
  const { coverage, findings } = coverageOf(printed, reading.standard, reading.findings);
  const all: Finding[] = [...reading.findings, ...findings];
  return { ...reading, findings: all.sort((a, b) => a.line - b.line), coverage };
}
