import { Command, Option } from 'commander';
import type { MatchRequest } from '../matching/answer.ts';
import { createMatcher } from '../matching/matcher.ts';
import { writeAnswer } from '../matching/write.ts';
import { renderOptions } from './cells.ts';
import { indexFor } from './indexes.ts';
import { type Io, write } from './io.ts';
import { indexOption, jsonOption, limitOption, titleOption } from './options.ts';
import { LEGEND, renderMatch } from './render.ts';
import { checkTitle, readText } from './texts.ts';

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
    .addOption(titleOption())
    .addOption(new Option('--kind <kind>', 'what the text is').choices(['ad', 'cv']))
    .addOption(limitOption())
    .option('--superseded', 'rank superseded standards too', false)
    .addOption(jsonOption())
    .addHelpText('after', `${LEGEND}${EXAMPLES}`)
    .action(async (file: string, options: Options) => {
      checkTitle(options.title);
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
      const shown = options.json ? writeAnswer(answer) : renderMatch(answer, renderOptions(io));
      await write(io.stdout, `${shown}\n`);
    });
}

const EXAMPLES = `
Examples:
  $ icap-match match ad.txt
  $ icap-match match - --title 業務助理 --json < ad.txt`;
