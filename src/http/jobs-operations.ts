import { UPLOADS } from '../batch/jobs/keys.ts';
import { jobBody, jobParams, jobQuery, resultsQuery } from './jobs-contract.ts';
import { EXAMPLE_JOB, EXAMPLE_UPLOAD } from './jobs-example.ts';
import { jobProgress } from './jobs-schemas.ts';
import type { Operation } from './operations.ts';

const JSON_TYPE = 'application/json';
const NDJSON = 'application/x-ndjson';

/** What is offered where there are jobs. In this order each sample finds what the one before it made. */
export function jobOperations(rows: string): readonly Operation[] {
  return [
    {
      id: 'submitJob',
      method: 'post',
      path: '/v1/jobs',
      summary: 'Rank a whole file of texts, on many machines',
      description: `Stores the rows, and answers them in the background. Send NDJSON (one \`BatchRow\` a line) or CSV as the body, or name with JSON an object of any size that was put below \`${UPLOADS}\` in the bucket of jobs. Unlike everywhere else here, texts are kept: until the job is removed, or expires. Needs a key: a service without keys refuses jobs. A row is at most 1 MiB. Columns and rows are looked at in the background: a file that cannot be read is a job that \`failed\`.`,
      query: jobQuery,
      body: {
        type: NDJSON,
        schema: null,
        description: 'Lines of `BatchRow`, CSV, or where the rows are.',
        also: { 'text/csv': null, [JSON_TYPE]: jobBody },
      },
      answer: { type: JSON_TYPE, schema: jobProgress, description: 'The job; `Location` leads to it.' },
      status: 202,
      problems: [
        'keys-not-set',
        'unsupported-media-type',
        'invalid-values',
        'request-timeout',
        'incomplete-body',
        'body-too-large',
        'invalid-json',
        'invalid-encoding',
      ],
      keyed: true,
      samples: [
        { name: 'rows', summary: 'Two rows, one of them empty', path: '/v1/jobs?limit=1', body: rows },
        {
          name: 'stored',
          summary: 'Rows that are there already',
          path: '/v1/jobs',
          type: JSON_TYPE,
          body: JSON.stringify({ key: EXAMPLE_UPLOAD }),
        },
      ],
    },
    {
      id: 'readJob',
      method: 'get',
      path: '/v1/jobs/{id}',
      summary: 'How far a job is',
      description:
        'Counted from what is stored: rows found, answered and rejected, shards done and given up.',
      params: jobParams,
      answer: { type: JSON_TYPE, schema: jobProgress, description: 'The job.' },
      problems: ['keys-not-set', 'unknown-job'],
      keyed: true,
      samples: [{ name: 'job', summary: 'A job that is done', path: `/v1/jobs/${EXAMPLE_JOB}` }],
    },
    {
      id: 'readJobResults',
      method: 'get',
      path: '/v1/jobs/{id}/results',
      summary: 'The results of a job',
      description:
        'One line for each row (`JobLine`), in the order of the input, the same as `icap-match batch` gives for the same input and index. A shard that was given up is one line with `"status":"failed"` in its place. Many rows come in parts: `Link` with `rel="next"` leads to the part that follows. While rows of a part are missing this is 409, unless `partial=true` asks for the beginning that is there. Should the job be removed meanwhile, the last line is `{"status":"aborted", …}`.',
      query: resultsQuery,
      params: jobParams,
      answer: { type: NDJSON, schema: null, description: 'Lines of `JobLine`.' },
      problems: ['keys-not-set', 'unknown-job', 'job-not-done', 'job-failed', 'invalid-values'],
      keyed: true,
      samples: [
        { name: 'results', summary: 'Two rows, one of them empty', path: `/v1/jobs/${EXAMPLE_JOB}/results` },
      ],
    },
    {
      id: 'removeJob',
      method: 'delete',
      path: '/v1/jobs/{id}',
      summary: 'Remove a job',
      description:
        'With its input, unless that was there before, and its results, also while it runs. It is gone at once; what is much takes a while to be removed.',
      params: jobParams,
      answer: { type: JSON_TYPE, schema: null, description: 'It is gone.' },
      status: 204,
      problems: ['keys-not-set', 'unknown-job'],
      keyed: true,
      samples: [{ name: 'removed', summary: 'It is gone', path: `/v1/jobs/${EXAMPLE_JOB}` }],
    },
  ];
}
