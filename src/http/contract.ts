import { z } from 'zod';
import { MATCH_DEFAULTS, MAX_LIMIT, MAX_TEXT, MAX_TITLE } from '../matching/answer.ts';
import { MAX_SEARCH } from '../matching/catalogue.ts';
import { Problem, type ValueError } from './problems.ts';

/**
 * What the doors of the API accept. Fields that are not named are ignored, so that a client may send its whole row.
 * Every message is our own: zod's might hold what was sent.
 */

/**
 * A field that may be left out. JSON has no `undefined`, so this is `exactOptional`, which the generator of the OpenAPI
 * document does not know.
 */
export function optional<Schema extends z.ZodType>(schema: Schema): z.ZodExactOptional<Schema> {
  return schema.optional() as unknown as z.ZodExactOptional<Schema>;
}

const LEVELS = [1, 2, 3, 4, 5, 6] as const;

const text = z
  .string('a string is expected')
  .max(MAX_TEXT, `at most ${MAX_TEXT} UTF-16 units are expected`)
  .refine(value => value.trim() !== '', 'a text that is not empty is expected')
  .meta({
    minLength: 1,
    description: 'The job ad or CV, as pasted. It is neither stored nor logged.',
  });

const title = z
  .string('a string is expected')
  .max(MAX_TITLE, `at most ${MAX_TITLE} UTF-16 units are expected`)
  .meta({ description: 'The job title, where there is one.' });

const expectedLimit = `a whole number from 1 to ${MAX_LIMIT} is expected`;
const limit = z
  .int(expectedLimit)
  .min(1, expectedLimit)
  .max(MAX_LIMIT, expectedLimit)
  .default(MATCH_DEFAULTS.limit)
  .meta({ description: 'How many occupations and how many tasks; an explanation is never cut.' });

const flag = z.boolean('true or false is expected');
const object = 'an object is expected';

/** `POST /v1/match` */
export const matchBody = z
  .object(
    {
      text,
      title: optional(title),
      kind: optional(
        z
          .enum(['ad', 'cv'], '"ad" or "cv" is expected')
          .meta({ description: 'What the text is; without it, that is found out.' }),
      ),
      limit,
      explain: flag
        .meta({
          description:
            'Whether each score is taken apart; `false` leaves out competencies, remainders and the tasks of an occupation.',
        })
        .default(MATCH_DEFAULTS.explain),
      superseded: flag
        .meta({ description: 'Whether standards that a newer one replaces are ranked too.' })
        .default(MATCH_DEFAULTS.superseded),
    },
    object,
  )
  .meta({ id: 'MatchRequest' });

const occupation = z
  .string('a string is expected')
  .max(MAX_SEARCH, `at most ${MAX_SEARCH} UTF-16 units are expected`)
  .meta({ description: 'The id of a standard, as `GET /v1/standards` lists them.' });

/** `POST /v1/gaps` */
export const gapsBody = z
  .object({ text, title: optional(title), occupation }, object)
  .meta({ id: 'GapsRequest' });

const pasted = z.object({ text, title: optional(title) }, object).meta({ id: 'PastedText' });

/** `POST /v1/compare` */
export const compareBody = z
  .object({ ad: pasted, cv: pasted, occupation: optional(occupation) }, object)
  .meta({ id: 'CompareRequest' });

const search = z.string().max(MAX_SEARCH, `at most ${MAX_SEARCH} UTF-16 units are expected`).default('');

/** `GET /v1/standards?q=&category=&level=`: a parameter that is empty asks for nothing. */
export const standardsQuery = z.object({
  q: search.meta({
    description: 'Words that all stand in the id, the code or the name, in any width, case and script.',
  }),
  category: search.meta({ description: 'A part of the category (職類別).' }),
  level: z
    .enum(['', ...LEVELS.map(String)], 'a whole number from 1 to 6 is expected')
    .default('')
    .transform(value => (value === '' ? null : Number(value)))
    .meta({ type: 'integer', minimum: 1, maximum: 6, description: 'The level (職能級別).' }),
});

/** `POST /v1/batch?limit=&superseded=` */
export const batchQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, expectedLimit)
    .transform(Number)
    .refine(value => value >= 1 && value <= MAX_LIMIT, expectedLimit)
    .default(MATCH_DEFAULTS.limit)
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: MAX_LIMIT,
      default: MATCH_DEFAULTS.limit,
      description: 'How many occupations and how many tasks a row gets.',
    }),
  superseded: z
    .enum(['true', 'false'], 'true or false is expected')
    .transform(value => value === 'true')
    .default(MATCH_DEFAULTS.superseded)
    .meta({
      type: 'boolean',
      default: MATCH_DEFAULTS.superseded,
      description: 'Whether standards that a newer one replaces are ranked too.',
    }),
});

/** `GET /v1/standards/{id}` */
export const standardParams = z.object({
  id: z.string().meta({ description: 'The id: the code, or the name of a standard without one.' }),
});

export type StandardsQuery = z.infer<typeof standardsQuery>;

/** The body as the schema says, or a Problem that points at each value that is wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  return parse(schema, value, (path, detail) => ({ pointer: jsonPointer(path), detail }));
}

export function parseQuery<Schema extends z.ZodType>(
  schema: Schema,
  value: Readonly<Record<string, string | readonly string[]>>,
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
  const first = new Map(result.error.issues.toReversed().map(issue => [issue.path.join('/'), issue]));
  const errors = [...first.values()].toReversed().map(({ path, message }) => toError(path, message));
  throw new Problem('invalid-values', 'See `errors` for each value and what is expected.', { errors });
}

/** RFC 6901, section 6: as a URI fragment. Paths hold names of our own schema only. */
function jsonPointer(path: Path): string {
  return `#${path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}
