import { z } from 'zod';
import { UPLOADS } from '../batch/jobs/keys.ts';
import { COLUMNS } from '../batch/row.ts';
import { BATCH_DEFAULTS, ENCODINGS } from '../batch/settings.ts';
import { batchQuery } from './contract.ts';

/** What the doors of jobs accept, beside what every door does (contract.ts). */

/** UTF-16 units of the name of a column, and how many may be kept. */
const MAX_NAME = 200;
const MAX_KEPT = 50;
/** Bytes that a key may have where it is stored. */
const MAX_KEY = 1024;

const expectedName = `1 to ${MAX_NAME} UTF-16 units are expected`;
const name = z.string().min(1, expectedName).max(MAX_NAME, expectedName);
const column = (field: keyof typeof COLUMNS, what: string) =>
  name.default(COLUMNS[field]).meta({ description: `The column or field that holds ${what}.` });

const flag = z
  .enum(['true', 'false'], 'true or false is expected')
  .transform(value => value === 'true')
  .default(false);

const expectedShard = 'a whole number from 0 to 9999999 is expected';

/** `POST /v1/jobs?…`: a name that is not known is refused, since hours of work may hang on it. */
const jobParameters = {
  ...batchQuery.shape,
  explain: flag.meta({
    type: 'boolean',
    default: BATCH_DEFAULTS.explain,
    description: 'Whether each occupation of an answer has what its competencies add to its score.',
  }),
  from: z
    .enum(['', 'ndjson', 'csv'], '"ndjson" or "csv" is expected')
    .default('')
    .meta({
      enum: ['ndjson', 'csv'],
      description:
        'What the rows are. Without it, what Content-Type says; of an object, `csv` where its key ends so.',
    }),
  encoding: z
    .enum(
      Object.keys(ENCODINGS) as [keyof typeof ENCODINGS, ...(keyof typeof ENCODINGS)[]],
      `one of ${Object.keys(ENCODINGS).join(', ')} is expected`,
    )
    .default(BATCH_DEFAULTS.encoding)
    .meta({ description: 'How the characters of the input are written.' }),
  textColumn: column('text', 'the text'),
  titleColumn: column('title', 'the title'),
  idColumn: column('id', 'the id'),
  kindColumn: column('kind', '`ad` or `cv`'),
  keep: z
    .array(name)
    .max(MAX_KEPT, `at most ${MAX_KEPT} names are expected`)
    .default([])
    .meta({ description: 'Columns that come along in `kept`, one for each `keep=`.' }),
};
export const jobQuery = z.strictObject(
  jobParameters,
  `only ${Object.keys(jobParameters).join(', ')} are known`,
);

/** `POST /v1/jobs` with JSON: an input that is there already. */
export const jobBody = z
  .object(
    {
      key: z
        .string('a string is expected')
        .max(MAX_KEY, `at most ${MAX_KEY} UTF-16 units are expected`)
        .startsWith(UPLOADS, `a key that begins with ${UPLOADS} is expected`)
        .meta({ description: `The key of an object in the bucket of jobs, below \`${UPLOADS}\`.` }),
    },
    'an object is expected',
  )
  .meta({ id: 'JobRequest' });

/** `GET /v1/jobs/{id}/results?…` */
export const resultsQuery = z.object({
  partial: flag.meta({
    type: 'boolean',
    default: false,
    description: 'Whether the beginning of the results will do where not all are there.',
  }),
  from: z
    .string()
    .regex(/^\d{1,7}$/, expectedShard)
    .transform(Number)
    .default(0)
    .meta({
      type: 'integer',
      minimum: 0,
      default: 0,
      description: 'The shard to begin with: `Link` of the part before says which comes next.',
    }),
});

/** `/v1/jobs/{id}` */
export const jobParams = z.object({
  id: z.string().meta({ description: 'As `POST /v1/jobs` gave it.' }),
});
