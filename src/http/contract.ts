import { z } from 'zod';
import { MATCH_DEFAULTS, MAX_LIMIT, MAX_TEXT, MAX_TITLE } from '../matching/answer.ts';
import { Problem, type ValueError } from './problems.ts';

/**
 * What the doors of the API accept. Fields that are not named are ignored, so that a client may send its whole row.
 * Every message is our own: zod's might hold what was sent.
 */

/** UTF-16 units of a search or a category. */
const MAX_SEARCH = 200;

const LEVELS = [1, 2, 3, 4, 5, 6] as const;

const text = z
  .string('a string is expected')
  .max(MAX_TEXT, `at most ${MAX_TEXT} UTF-16 units are expected`)
  .refine(value => value.trim() !== '', 'a text that is not empty is expected');

const title = z
  .string('a string is expected')
  .max(MAX_TITLE, `at most ${MAX_TITLE} UTF-16 units are expected`);

const limit = z
  .number(`a whole number from 1 to ${MAX_LIMIT} is expected`)
  .refine(
    value => Number.isInteger(value) && value >= 1 && value <= MAX_LIMIT,
    `a whole number from 1 to ${MAX_LIMIT} is expected`,
  );

const flag = z.boolean('true or false is expected');

/** `POST /v1/match` */
export const matchBody = z.object(
  {
    text,
    title: title.exactOptional(),
    kind: z.enum(['ad', 'cv'], '"ad" or "cv" is expected').exactOptional(),
    limit: limit.default(MATCH_DEFAULTS.limit),
    explain: flag.default(MATCH_DEFAULTS.explain),
    superseded: flag.default(MATCH_DEFAULTS.superseded),
  },
  'an object is expected',
);

const search = z.string().max(MAX_SEARCH, `at most ${MAX_SEARCH} UTF-16 units are expected`).default('');

/** `GET /v1/standards?q=&category=&level=`: a parameter that is empty asks for nothing. */
export const standardsQuery = z.object({
  q: search,
  category: search,
  level: z
    .enum(['', ...LEVELS.map(String)], 'a whole number from 1 to 6 is expected')
    .default('')
    .transform(value => (value === '' ? null : Number(value))),
});

export type StandardsQuery = z.infer<typeof standardsQuery>;

/** The body as the schema says, or a Problem that points at each value that is wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  return parse(schema, value, (path, detail) => ({ pointer: jsonPointer(path), detail }));
}

export function parseQuery<Schema extends z.ZodType>(
  schema: Schema,
  value: Readonly<Record<string, string>>,
): z.infer<Schema> {
  return parse(schema, value, (path, detail) => ({ parameter: path.join('.'), detail }));
}

type Path = readonly PropertyKey[];

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  toError: (path: Path, detail: string) => ValueError,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => toError(path, message));
  throw new Problem('invalid-values', 'See `errors` for each value and what is expected.', { errors });
}

/** RFC 6901, section 6: as a URI fragment. Paths hold names of our own schema only. */
function jsonPointer(path: Path): string {
  return `#${path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}
