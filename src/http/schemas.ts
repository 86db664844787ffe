import { z } from '@hono/zod-openapi'; // zod, taught to carry what the document needs
import type { MatchedRow, RejectedRow } from '../batch/row.ts';
import type { CompareAnswer, GapsAnswer, MatchAnswer } from '../matching/answer.ts';
import type { Standard } from '../standards/model.ts';
import type { AbortedLine } from './batch.ts';
import { optional } from './contract.ts';
import { PROBLEMS, type ProblemBody, type ProblemCode } from './problems.ts';
import type { StandardEntry } from './standards.ts';

/**
 * What goes out, field for field, with what each means: for the OpenAPI document and for tests. Answers are ours, so none
 * is checked while serving; `satisfies` keeps these in step with the types that make them.
 */

const digest = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({
    description: 'Tells one index from another; it is on every answer, so that a result can be traced.',
  });
const index = z
  .object({
    digest,
    standards: z.int().min(0).meta({ description: 'How many standards were ranked among.' }),
    tasks: z.int().min(0),
  })
  .meta({ id: 'Index', description: 'The index that answered.' });

const level = z.int().min(1).max(6).meta({ description: '職能級別' });
const verdict = z.enum(['clear', 'unclear', 'none']).meta({
  id: 'Verdict',
  description:
    '`clear`: the first occupation fits well. `unclear`: look at several. `none`: nothing in this index fits; the ranking is given all the same.',
});
const score = z.number().min(0).max(1).meta({
  description: 'Orders the answers for one text and one index. It is no percentage and no match rate.',
});
const namedSpan = {
  in: z.enum(['text', 'title']),
  span: z.tuple([z.int().min(0), z.int().min(0)]).meta({
    description: '`[start, end)` in UTF-16 units of the string that `in` names, exactly as pasted.',
  }),
};
const span = z.object(namedSpan).meta({ id: 'Span' });
const contribution = z.number().meta({ description: 'What it adds to the score; never rounded.' });
const evidence = z
  .object({
    term: z.string().meta({ description: 'As pasted, where it stands first.' }),
    as: optional(
      z.string().meta({ description: 'What it stands for in the standard, when that is another term.' }),
    ),
    spans: z.array(span),
    contribution,
    source: z
      .string()
      .meta({ description: 'Where in the standard: K05, P2.1.1, O1.1.1, T2.1, name, description …' }),
  })
  .meta({ id: 'Evidence', description: 'A word of the pasted text, and what it found.' });
const kind = z.enum(['knowledge', 'skill', 'attitude']);
const competencies = z
  .array(
    z
      .object({
        code: z.string(),
        kind,
        name: z.string().meta({ description: 'The first printed name; any others are in `names`.' }),
        names: optional(z.array(z.string())),
        contribution,
        evidence: z.array(evidence),
      })
      .meta({
        id: 'CompetencyShare',
        description: 'What one competency (K, S or A) adds, and by which words.',
      }),
  )
  .meta({ description: 'Complete: score = Σ competencies + Σ remainder. Absent with `explain: false`.' });
const part = z.enum(['name', 'description', 'duty', 'task', 'classification', 'level', 'attitude']);
const remainder = z
  .array(z.object({ part, contribution, evidence: z.array(evidence) }).meta({ id: 'Remainder' }))
  .meta({ description: 'What belongs to no competency.' });
const occupationSummary = {
  id: z.string(),
  code: optional(z.string()),
  name: z.string(),
  level: optional(level),
};

export const matchAnswer = z
  .object({
    index,
    verdict,
    text: z.object({
      characters: z.int().min(1).meta({ description: 'UTF-16 units of the text.' }),
      script: z.enum(['hant', 'hans', 'mixed', 'none']),
      ignored: z
        .array(
          z
            .object({
              ...namedSpan,
              reason: z.string().meta({ description: 'company, benefits, contact, personal, denied …' }),
            })
            .meta({ id: 'IgnoredSpan' }),
        )
        .meta({ description: 'What was set aside, and why.' }),
    }),
    occupations: z.array(
      z
        .object({
          ...occupationSummary,
          score,
          competencies: optional(competencies),
          remainder: optional(remainder),
          tasks: optional(
            z
              .array(
                z
                  .object({ code: z.string(), name: z.string(), level: optional(level), contribution })
                  .meta({ id: 'TaskShare' }),
              )
              .meta({
                description: 'The same score once more, by task: score = Σ tasks + Σ tasksRemainder.',
              }),
          ),
          tasksRemainder: optional(z.array(z.object({ part, contribution }).meta({ id: 'TasksRemainder' }))),
        })
        .meta({ id: 'OccupationMatch' }),
    ),
    tasks: z.array(
      z
        .object({
          occupation: z.string().meta({ description: 'The id of the occupation that the task belongs to.' }),
          code: z.string(),
          name: z.string(),
          level: optional(level),
          score,
          competencies: optional(competencies),
          remainder: optional(remainder),
        })
        .meta({ id: 'TaskMatch' }),
    ),
  })
  .meta({ id: 'MatchAnswer' }) satisfies z.ZodType<MatchAnswer>;

const status = z.enum(['covered', 'partly', 'missing']).meta({ id: 'GapStatus' });
const occupation = z.object(occupationSummary).meta({ id: 'Occupation' });

export const gapsAnswer = z
  .object({
    index,
    occupation,
    verdict,
    score,
    items: z
      .array(
        z
          .object({
            code: z.string(),
            kind,
            name: z.string(),
            status,
            evidence: z.array(evidence),
            tasks: z.array(z.string()).meta({ description: 'Codes of the tasks that require it.' }),
          })
          .meta({ id: 'GapItem' }),
      )
      .meta({ description: 'Every competency of the occupation.' }),
    tasks: z.array(z.object({ code: z.string(), name: z.string(), status }).meta({ id: 'GapTask' })),
  })
  .meta({ id: 'GapsAnswer' }) satisfies z.ZodType<GapsAnswer>;

export const compareAnswer = z
  .object({
    index,
    occupation,
    items: z
      .array(
        z
          .object({
            code: z.string(),
            kind,
            name: z.string(),
            ad: status,
            cv: status,
            evidence: z.object({ ad: z.array(evidence), cv: z.array(evidence) }),
          })
          .meta({ id: 'CompareItem' }),
      )
      .meta({
        description: 'Every competency of the occupation, as the ad asks for it and the CV shows it.',
      }),
    tasks: z.array(
      z.object({ code: z.string(), name: z.string(), ad: status, cv: status }).meta({ id: 'CompareTask' }),
    ),
  })
  .meta({ id: 'CompareAnswer' }) satisfies z.ZodType<CompareAnswer>;

export const standardsAnswer = z
  .object({
    index,
    standards: z.array(
      z
        .object({
          ...occupationSummary,
          category: optional(z.string().meta({ description: '職類別' })),
          tasks: z.int().min(0).meta({ description: 'How many.' }),
          superseded: z.boolean().meta({ description: 'Whether a newer standard replaces it.' }),
        })
        .meta({ id: 'StandardEntry' }) satisfies z.ZodType<StandardEntry>,
    ),
  })
  .meta({ id: 'StandardsAnswer' });

const codeAndName = z
  .object({ name: z.string().nullable(), code: z.string().nullable() })
  .meta({ id: 'ClassificationEntry' });
const codedText = z.object({ code: z.string(), text: z.string() }).meta({ id: 'CodedText' });
const competency = z.object({ code: z.string(), name: z.string() }).meta({ id: 'Competency' });
const printedLevel = level.nullable();

/** As it goes out. What comes in as a record is read more leniently, by standards/schema.ts. */
export const standardRecord = z
  .object({
    source: z.string().nullable(),
    documentTitle: z.string().nullable(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.enum(['occupation', 'family']),
    versions: z.array(
      z
        .object({
          version: z.string(),
          code: z.string(),
          name: z.string(),
          status: z.string(),
          note: z.string(),
          date: z.string(),
        })
        .meta({ id: 'Version' }),
    ),
    classification: z.object({ category: codeAndName, occupation: codeAndName, industry: codeAndName }),
    description: z.string().meta({ description: '工作描述' }),
    level: printedLevel,
    duties: z.array(
      z
        .object({
          code: z.string(),
          name: z.string(),
          tasks: z.array(
            z
              .object({
                code: z.string(),
                name: z.string(),
                level: printedLevel,
                outputs: z.array(codedText).meta({ description: '工作產出' }),
                indicators: z.array(codedText).meta({ description: '行為指標' }),
                knowledge: z.array(competency),
                skills: z.array(competency),
              })
              .meta({ id: 'Task', description: '工作任務' }),
          ),
        })
        .meta({ id: 'Duty', description: '主要職責' }),
    ),
    attitudes: z.array(
      z
        .object({ code: z.string(), name: z.string(), definition: z.string().nullable() })
        .meta({ id: 'Attitude' }),
    ),
    prerequisites: z.array(z.string()),
    notes: z.array(z.object({ ref: z.string().nullable(), text: z.string() }).meta({ id: 'Note' })),
    superseded: z.boolean(),
  })
  .meta({
    id: 'Standard',
    description: 'One competency standard (職能基準), as published.',
  }) satisfies z.ZodType<Standard>;

export const batchRow = z
  .object({
    id: optional(z.union([z.string(), z.number()])),
    text: z.string().min(1),
    title: optional(z.string()),
    kind: optional(z.enum(['ad', 'cv'])),
  })
  .meta({ id: 'BatchRow', description: 'One line in. A row without id gets its line number as a string.' });

const found = { code: z.string(), name: z.string(), score };
export const batchLine = z
  .union([
    z
      .object({
        id: z.string(),
        status: z.literal('ok'),
        verdict,
        occupations: z.array(
          z.object({ id: z.string(), ...found, code: optional(z.string()) }).meta({ id: 'RowOccupation' }),
        ),
        tasks: z.array(z.object({ occupation: z.string(), ...found }).meta({ id: 'RowTask' })),
      })
      .meta({ id: 'MatchedRow' }) satisfies z.ZodType<MatchedRow>,
    z
      .object({
        id: z.string(),
        line: z.int().min(1),
        status: z.literal('rejected'),
        error: z.object({ code: z.string(), message: z.string() }),
      })
      .meta({
        id: 'RejectedRow',
        description: 'A row that cannot be matched; the others go on.',
      }) satisfies z.ZodType<Omit<RejectedRow, 'error'>>,
    z
      .object({
        status: z.literal('aborted'),
        error: z.object({ code: z.string(), message: z.string() }),
      })
      .meta({
        id: 'AbortedLine',
        description: 'The last line of an answer that does not reach the end of its input.',
      }) satisfies z.ZodType<Omit<AbortedLine, 'error'>>,
  ])
  .meta({ id: 'BatchLine', description: 'One line out.' });

const problemCode = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]);
export const problem = z
  .object({
    type: z.string().meta({ description: '`urn:icap-match:problem:` and the code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'For people. No problem ever repeats what was sent.' }),
    code: problemCode.meta({ description: 'Stable: programs decide by it.' }),
    errors: optional(
      z
        .array(
          z.union([
            z.object({
              pointer: z.string().meta({ description: 'JSON Pointer into the body.' }),
              detail: z.string(),
            }),
            z.object({ parameter: z.string().meta({ description: 'Of the query.' }), detail: z.string() }),
          ]),
        )
        .meta({ description: 'Each value that was refused, and what was expected.' }),
    ),
    requestId: z.string().meta({ description: 'The same as in `X-Request-Id` and in the log.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' }) satisfies z.ZodType<ProblemBody>;

export const live = z.object({ status: z.literal('live') }).meta({ id: 'Live' });
export const ready = z.object({ status: z.literal('ready'), index }).meta({ id: 'Ready' });
