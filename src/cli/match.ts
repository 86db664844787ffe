import { Command, Option } from 'commander';
import { MAX_TITLE, type MatchRequest } from '../matching/answer.ts';
import { createMatcher } from '../matching/matcher.ts';
import { Failure } from './failure.ts';
import { indexFor } from './indexes.ts';
import { type Io, wantsColour, write } from './io.ts';
import { indexOption, jsonOption, limitOption } from './options.ts';
import { LEGEND, renderMatch } from './render.ts';
import { readText } from './texts.ts';

interface Options {
  readonly index?: string;
  readonly title?: string;
  readonly kind?: 'ad' | 'cv';
  readonly limit: number;
  readonly superseded: boolean;
  readonly json?: boolean;
}

/** `match`: one text in, ranked occupations and tasks out, with reasons. */
export function matchCommand(io: Io): Command {
  return new Command('match')
    .description('rank occupations and tasks for one job ad or CV, and say why')
    .argument('[file]', 'the text; - or nothing reads standard input', '-')
    .addOption(indexOption())
    .option('--title <title>', 'the job title, when it stands apart from the text')
    .addOption(new Option('--kind <kind>', 'what the text is').choices(['ad', 'cv']))
    .addOption(limitOption())
    .option('--superseded', 'rank superseded standards too', false)
    .addOption(jsonOption())
    .addHelpText('after', `${LEGEND}${EXAMPLES}`)
    .action(async (file: string, options: Options) => {
      if ((options.title?.length ?? 0) > MAX_TITLE) {
        throw new Failure(
          `--title: at most ${MAX_TITLE} characters are expected; give the text as the file`,
          2,
        );
      }
      const text = await readText(file, io);
      const matcher = createMatcher(await indexFor(options.index, io));
      const request: MatchRequest = {
        text,
        limit: options.limit,
        superseded: options.superseded,
        ...(options.title === undefined ? {} : { title: options.title }),
        ...(options.kind === undefined ? {} : { kind: options.kind }),
      };
      const answer = matcher.match(request);
      const colour = wantsColour(io, 'stdout');
      const columns = (io.stdout.isTTY && io.stdout.columns) || Number.POSITIVE_INFINITY; // a file is never cut
      const shown = options.json ? JSON.stringify(answer) : renderMatch(answer, { colour, columns });
      await write(io.stdout, `${shown}\n`);
    });
}

const EXAMPLES = `
Examples:
  $ icap-match match ad.txt
  $ icap-match match - --title 業務助理 --json < ad.txt`;
