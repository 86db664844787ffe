import type { UnreadableDocument } from '../../platform/node/documents/find.ts';
import type { DocumentReading } from '../../platform/node/documents.ts';
import { leftOutCodes } from '../../standards/checks.ts';
import type { Finding, FindingCode } from '../../standards/findings.ts';
import { type Standard, standardId } from '../../standards/model.ts';
import { fileProblem } from '../failure.ts';
import { addCounts, type Counts, countsOf, NO_COUNTS } from './counts.ts';
import { type Kin, kinOf } from './kin.ts';

/** What `doctor` tells: the whole of its JSON. */
export interface Survey extends Kin {
  readonly documents: readonly SurveyedDocument[];
  /** Files that hold no standard, as far as can be told. */
  readonly others: readonly OtherFile[];
  /** Files and folders that could not be read at all. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

export interface SurveyedDocument {
  readonly path: string;
  /** `records` for a file of records: its counts are those of all together. */
  readonly format: DocumentReading['format'];
  readonly layout: string | null;
  /** The share of the document's text that has its place, 0 to 1. */
  readonly coverage: number;
  /** Null for a file of records. */
  readonly standard: {
    readonly id: string;
    readonly code: string | null;
    readonly name: string;
    readonly level: number | null;
    readonly superseded: boolean;
  } | null;
  /** How many standards it holds. */
  readonly standards: number;
  readonly counts: Counts;
  /** Codes that are left out in a sequence: T, O, P, K, S or A. */
  readonly gaps: readonly string[];
  readonly findings: readonly Finding[];
  /** Text is lost (coverage below 1), or something is missing or unusable (a finding of severity `error`). */
  readonly lost: boolean;
}

export interface OtherFile {
  readonly path: string;
  readonly format: DocumentReading['format'];
  readonly code: FindingCode | null;
  readonly reason: string;
  /** It may well be a standard, but cannot be read as one: cut off, encrypted, scanned, damaged … */
  readonly lost: boolean;
}

/** Gathers what is read, document by document; of a standard it keeps the record, of any other text nothing. */
export function createSurvey(): {
  add(reading: DocumentReading | UnreadableDocument): void;
  finish(): Survey;
} {
  const documents: SurveyedDocument[] = [];
  const others: OtherFile[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  const standards: { path: string; standard: Standard }[] = [];
  return {
    add(reading) {
      const { path } = reading;
      if ('error' in reading) unreadable.push({ path, reason: fileProblem(reading.error) });
      else if (reading.standards.length === 0) others.push(other(reading));
      else {
        documents.push(surveyed(reading));
        for (const standard of reading.standards) standards.push({ path, standard });
      }
    },
    finish: () => ({ documents, others, unreadable, ...kinOf(standards) }),
  };
}

/** Whether anything that may belong to a standard is not in the records. */
export function losesAnything({ documents, others, unreadable }: Survey): boolean {
  return unreadable.length > 0 || [...documents, ...others].some(({ lost }) => lost);
}

function surveyed({
  path,
  format,
  layout,
  coverage,
  standards,
  findings,
}: DocumentReading): SurveyedDocument {
  const only = format === 'records' ? undefined : standards[0];
  return {
    path,
    format,
    layout,
    coverage,
    standard:
      only === undefined
        ? null
        : {
            id: standardId(only),
            code: only.code,
            name: only.name,
            level: only.level,
            superseded: only.superseded,
          },
    standards: standards.length,
    counts: standards.map(countsOf).reduce(addCounts, NO_COUNTS),
    gaps: only === undefined ? [] : leftOutCodes(only).flatMap(({ missing }) => missing),
    findings,
    lost: coverage < 1 || findings.some(({ severity }) => severity === 'error'),
  };
}

function other({ path, format, findings }: DocumentReading): OtherFile {
  const why = findings.find(({ severity }) => severity === 'error');
  return {
    path,
    format,
    code: why?.code ?? null,
    reason: why?.message ?? (format === 'records' ? 'it holds no record' : 'an index, no document'),
    lost: why !== undefined && !isSomethingElse(why.code, format),
  };
}

/** A README or an index is no loss; a known format that is not read (an old DOC, an image) may hold a standard. */
function isSomethingElse(code: FindingCode, format: OtherFile['format']): boolean {
  return code === 'not-a-standard' || (code === 'not-text' && format === 'text');
}
