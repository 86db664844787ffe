import { z } from 'zod';
import { canonicalCode } from './codes.ts';
import { uniqueAttitudes, uniqueDuties } from './duplicates.ts';
import { addFindings, type Finding, finding } from './findings.ts';
import { parseLevel } from './level.ts';
import type { Standard } from './model.ts';
import { isSuperseded } from './superseded.ts';

/**
 * The published form of a Standard record, one a line in `standards.jsonl`. Lenient where nothing is lost (a list or a
 * remark that is not there, a name that is null, a level printed as text), strict about what makes a standard:
 * a name, duties, tasks, codes. Unknown keys are dropped. The only file of this folder that needs zod.
 */
const text = z
  .string()
  .nullish()
  .transform(value => value ?? '');
const optionalText = z
  .string()
  .nullish()
  .transform(value => value ?? null);
const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .nullish()
    .transform(list => list ?? []);
const code = z.string().trim().min(1).transform(canonicalCode);

/** One integer from 1 to 6, or null; `readRecords` says what was printed instead. */
const level = z
  .union([z.number(), z.string()])
  .nullish()
  .transform(value => (value === null || value === undefined ? null : parseLevel(String(value))));

const named = z.object({ code, name: text });
const coded = z.object({ code, text });

const task = z.object({
  code,
  name: text,
  level,
  outputs: listOf(coded),
  indicators: listOf(coded),
  knowledge: listOf(named),
  skills: listOf(named),
});

const entry = z
  .object({ name: optionalText, code: optionalText })
  .nullish()
  .transform(value => ({ name: value?.name || null, code: value?.code || null }));

const NOTHING = { name: null, code: null };

const version = z.object({ version: text, code: text, name: text, status: text, note: text, date: text });

export const standardSchema = z
  .object({
    source: optionalText,
    documentTitle: optionalText,
    code: z
      .string()
      .nullish()
      .transform(value => value?.replace(/\s+/g, '') || null),
    name: z.string().trim().min(1),
    kind: z.enum(['occupation', 'family']).default('occupation'),
    versions: listOf(version),
    classification: z
      .object({ category: entry, occupation: entry, industry: entry })
      .nullish()
      .transform(value => value ?? { category: NOTHING, occupation: NOTHING, industry: NOTHING }),
    description: text,
    level,
    duties: z.array(z.object({ code, name: text, tasks: z.array(task) })),
    attitudes: listOf(z.object({ code, name: text, definition: optionalText })),
    prerequisites: listOf(z.string()),
    notes: listOf(z.object({ ref: optionalText, text })),
    superseded: z.boolean().optional(),
  })
  .transform((record): Standard => ({ ...record, superseded: record.superseded ?? isSuperseded(record) }));

export interface ReadRecords {
  readonly standards: readonly Standard[];
  readonly findings: readonly Finding[];
}

/**
 * Reads the text of a `.jsonl` file of Standard records. A line that is no record is a finding, and the rest go on;
 * lines are counted from 1.
 */
export function readRecords(jsonl: string): ReadRecords {
  const standards: Standard[] = [];
  const findings: Finding[] = [];
  jsonl
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .forEach((printed, index) => {
      if (printed.trim() === '') return;
      const line = index + 1;
      const record = parseJson(printed);
      if (record === undefined) {
        findings.push(
          finding(
            'invalid-json',
            line,
            printed,
            'this line is no JSON (is the file cut off?); it is skipped',
          ),
        );
        return;
      }
      const parsed = standardSchema.safeParse(record);
      if (!parsed.success) {
        findings.push(
          finding('refused-record', line, printed, `${reason(parsed.error)}; the record is skipped`),
        );
        return;
      }
      standards.push(uniqueCodes(parsed.data, line, findings));
      addFindings(findings, corrections(record, line));
    });
  return { standards, findings };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function reason(error: z.ZodError): string {
  const [first, ...more] = error.issues;
  const where = first!.path.join('.') || 'the record';
  return `${where}: ${first!.message}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
}

function uniqueCodes(standard: Standard, line: number, findings: Finding[]): Standard {
  const duties = uniqueDuties(standard.duties, () => line);
  const attitudes = uniqueAttitudes(standard.attitudes, () => line);
  for (const found of [...duties.findings, ...attitudes.findings]) {
    findings.push({ ...found, message: `${standard.code ?? standard.name}: ${found.message}` });
  }
  return { ...standard, duties: duties.duties, attitudes: attitudes.attitudes };
}

/** What was printed where the record now says null or nothing: found in the record as it came. */
function corrections(record: unknown, line: number): Finding[] {
  const found: Finding[] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const inner of value) visit(inner, path);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const fields = value as Record<string, unknown>;
    const label = typeof fields.code === 'string' ? fields.code : path;
    if (fields.level !== null && fields.level !== undefined && parseLevel(String(fields.level)) === null) {
      found.push(
        finding(
          'level-out-of-range',
          line,
          `${label}: ${String(fields.level)}`,
          `the level of ${label} is not one integer from 1 to 6; null is kept`,
        ),
      );
    }
    if (fields.name === null && 'code' in fields && path !== 'classification') {
      found.push(finding('null-name', line, label, `${label} has no name`));
    }
    for (const [key, inner] of Object.entries(fields))
      if (key !== 'anomalies')
        visit(inner, key === 'classification' || path === 'classification' ? 'classification' : key);
  };
  visit(record, 'the record');
  return found;
}
