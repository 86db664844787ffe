import type { z } from 'zod';
import { MAX_LINE_BYTES } from '../batch/problems.ts';
import { batchQuery, compareBody, gapsBody, matchBody, standardParams, standardsQuery } from './contract.ts';
import { jobOperations } from './jobs-operations.ts';
import type { ProblemCode } from './problems.ts';
import {
  compareAnswer,
  gapsAnswer,
  live,
  matchAnswer,
  ready,
  standardRecord,
  standardsAnswer,
} from './schemas.ts';

/** What the API offers, said once: the OpenAPI document and the page of documentation are made of it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/v1/standards/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly body?: {
    readonly type: string;
    readonly schema: z.ZodType | null;
    readonly description: string;
    /** Other media types that will do. */
    readonly also?: Readonly<Record<string, z.ZodType | null>>;
  };
  readonly answer: { readonly type: string; readonly schema: z.ZodType | null; readonly description: string };
  /** Of the answer when all is well; 200 unless told. */
  readonly status?: 202 | 204;
  /** What can go wrong beside what can always go wrong. */
  readonly problems: readonly ProblemCode[];
  /** Asks for a key where keys are set. */
  readonly keyed: boolean;
  /** Real requests, from which the examples are made; the first should be the plainest. */
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly summary: string;
  /** With its query. */
  readonly path: string;
  readonly body?: string;
  /** Its media type, where that is another than the operation's. */
  readonly type?: string;
}

/** What the examples are made with. */
export interface Facts {
  /** The id of a standard of the index. */
  readonly occupation: string;
  readonly level: number | null;
  readonly hasBatch: boolean;
  readonly hasJobs: boolean;
  readonly hasMetrics: boolean;
}

/** Our own words, nobody's text. */
const AD = '協助業務處理客戶訂單與報價單，彙整銷售報表';
const CV = '三年門市銷售經驗，負責接待客戶、處理客訴與盤點，熟悉 Excel 報表';

const ROWS = `${JSON.stringify({ id: 'a1', text: AD })}\n${JSON.stringify({ id: 'a2', text: '' })}\n`;

const JSON_TYPE = 'application/json';
const NDJSON = 'application/x-ndjson';
const BODY = [
  'overloaded',
  'request-timeout',
  'incomplete-body',
  'invalid-json',
  'invalid-encoding',
  'body-too-large',
  'unsupported-media-type',
  'invalid-values',
] as const;

export function operations({
  occupation,
  level,
  hasBatch,
  hasJobs,
  hasMetrics,
}: Facts): readonly Operation[] {
  const id = encodeURIComponent(occupation);
  const list: (Operation & { readonly offered?: boolean })[] = [
    {
      id: 'match',
      method: 'post',
      path: '/v1/match',
      summary: 'Rank occupations and tasks for a text',
      description:
        'Tells which occupations and tasks a job ad or CV describes, and why: every score is the sum of what each competency and each task adds to it, and each of these the sum of words of the text. An explanation is large (half a megabyte for ten occupations and ten tasks): ask for compression, or leave it out with `"explain": false`. Fields that are not named here are ignored.',
      body: { type: JSON_TYPE, schema: matchBody, description: 'The text and how to answer.' },
      answer: { type: JSON_TYPE, schema: matchAnswer, description: 'What it describes, best first.' },
      problems: BODY,
      keyed: true,
      samples: [
        {
          name: 'ranking',
          summary: 'The ranking alone',
          path: '/v1/match',
          body: JSON.stringify({ text: AD, limit: 2, explain: false }),
        },
        {
          name: 'explained',
          summary: 'One occupation and one task, explained',
          path: '/v1/match',
          body: JSON.stringify({ text: '處理客訴', title: '門市人員', limit: 1 }),
        },
      ],
    },
    {
      id: 'gaps',
      method: 'post',
      path: '/v1/gaps',
      summary: 'What a text lacks for an occupation',
      description:
        'Every knowledge, skill, attitude and task of one occupation as `covered`, `partly` or `missing` in the text, with the words that say so.',
      body: { type: JSON_TYPE, schema: gapsBody, description: 'The text and the occupation.' },
      answer: { type: JSON_TYPE, schema: gapsAnswer, description: 'The whole occupation, item by item.' },
      problems: [...BODY, 'unknown-standard'],
      keyed: true,
      samples: [
        {
          name: 'gaps',
          summary: 'A CV beside an occupation',
          path: '/v1/gaps',
          body: JSON.stringify({ text: CV, occupation }),
        },
      ],
    },
    {
      id: 'compare',
      method: 'post',
      path: '/v1/compare',
      summary: 'A job ad and a CV, through an occupation',
      description:
        'What the ad asks for and the CV shows, item by item of one occupation: the one that is named, or the one that both fit best.',
      body: { type: JSON_TYPE, schema: compareBody, description: 'The two texts.' },
      answer: {
        type: JSON_TYPE,
        schema: compareAnswer,
        description: 'The occupation, and both sides of each item.',
      },
      problems: [...BODY, 'unknown-standard'],
      keyed: true,
      samples: [
        {
          name: 'compare',
          summary: 'An ad and a CV',
          path: '/v1/compare',
          body: JSON.stringify({ ad: { text: AD, title: '業務助理' }, cv: { text: CV }, occupation }),
        },
      ],
    },
    {
      id: 'batch',
      method: 'post',
      path: '/v1/batch',
      summary: 'Rank many texts, row by row',
      description: `NDJSON in and out: one JSON object a line (\`BatchRow\`), one line out for each (\`BatchLine\`), in the same order, while they come. A row that cannot be matched gives a row with \`"status":"rejected"\`, and the others go on. A line holds at most ${MAX_LINE_BYTES} bytes; there may be any number. Read answers while you send: the next rows are taken when the answers so far are. Should the input break off or stall, the last line is \`{"status":"aborted", …}\`.`,
      query: batchQuery,
      body: { type: NDJSON, schema: null, description: 'Lines of `BatchRow`.' },
      answer: { type: NDJSON, schema: null, description: 'Lines of `BatchLine`.' },
      problems: ['overloaded', 'unsupported-media-type', 'invalid-values'],
      keyed: true,
      samples: [
        {
          name: 'rows',
          summary: 'Two rows, one of them empty',
          path: '/v1/batch?limit=1',
          body: ROWS,
        },
      ],
      offered: hasBatch,
    },
    ...(hasJobs ? jobOperations(ROWS) : []),
    {
      id: 'listStandards',
      method: 'get',
      path: '/v1/standards',
      summary: 'List the standards of the index',
      description:
        'All of them, or those that a search, a category or a level leaves. May be asked for again with `If-None-Match`.',
      query: standardsQuery,
      answer: { type: JSON_TYPE, schema: standardsAnswer, description: 'The standards, by id.' },
      problems: ['invalid-values'],
      keyed: true,
      samples: [
        {
          name: 'level',
          summary: 'The standards of one level',
          path: level === null ? '/v1/standards' : `/v1/standards?level=${level}&q=${id}`,
        },
      ],
    },
    {
      id: 'readStandard',
      method: 'get',
      path: '/v1/standards/{id}',
      summary: 'Read one standard',
      description: 'The record as the index holds it. May be asked for again with `If-None-Match`.',
      params: standardParams,
      answer: { type: JSON_TYPE, schema: standardRecord, description: 'The whole standard.' },
      problems: ['unknown-standard'],
      keyed: true,
      samples: [{ name: 'standard', summary: 'One standard', path: `/v1/standards/${id}` }],
    },
    {
      id: 'live',
      method: 'get',
      path: '/health/live',
      summary: 'Whether the process answers',
      description: 'For whoever restarts it.',
      answer: { type: JSON_TYPE, schema: live, description: 'It does.' },
      problems: [],
      keyed: false,
      samples: [{ name: 'live', summary: 'It is', path: '/health/live' }],
    },
    {
      id: 'ready',
      method: 'get',
      path: '/health/ready',
      summary: 'Whether the index answers',
      description: 'The index is open and has found one of its own standards. For whoever sends requests.',
      answer: { type: JSON_TYPE, schema: ready, description: 'It does.' },
      problems: ['not-ready'],
      keyed: false,
      samples: [{ name: 'ready', summary: 'It is', path: '/health/ready' }],
    },
    {
      id: 'metrics',
      method: 'get',
      path: '/metrics',
      summary: 'What an operator watches',
      description:
        'Requests, durations, sizes, verdicts, the digest of the index, memory, processor and event-loop lag, in the text format of Prometheus; of all workers together.',
      answer: { type: 'text/plain', schema: null, description: 'The metrics.' },
      problems: [],
      keyed: true,
      samples: [],
      offered: hasMetrics,
    },
  ];
  return list.filter(({ offered = true }) => offered);
}
