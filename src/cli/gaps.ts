import { Command } from 'commander';
import { createMatcher } from '../matching/matcher.ts';
import { renderOptions } from './cells.ts';
import { indexFor } from './indexes.ts';
import { type Io, write } from './io.ts';
import { unknownOccupation } from './occupations.ts';
import { indexOption, jsonOption, occupationOption, titleOption } from './options.ts';
import { GAPS_LEGEND, renderGaps } from './render-gaps.ts';
import { checkTitle, readText } from './texts.ts';

interface Options {
  readonly occupation: string;
  readonly index?: string;
  readonly title?: string;
  readonly json?: boolean;
}

/** `gaps`: one text held against one occupation, competency by competency and task by task. */
export function gapsCommand(io: Io): Command {
  return new Command('gaps')
    .description(
      'tell which competencies and tasks of an occupation a job ad or CV holds, and which it lacks',
    )
    .argument('<file>', 'the text; - reads standard input')
    .addOption(occupationOption().makeOptionMandatory())
    .addOption(titleOption())
    .addOption(indexOption())
    .addOption(jsonOption())
    .addHelpText('after', `${GAPS_LEGEND}${EXAMPLES}`)
    .action(async (file: string, { occupation, index, title, json }: Options) => {
      checkTitle(title);
      const text = await readText(file, io);
      const artifact = await indexFor(index, io);
      const matcher = createMatcher(artifact);
      const answer = matcher.gaps({ text, occupation, ...(title === undefined ? {} : { title }) });
      if (answer === undefined) throw unknownOccupation(occupation, artifact, matcher.fold);
      const shown = json ? JSON.stringify(answer) : renderGaps(answer, renderOptions(io));
      await write(io.stdout, `${shown}\n`);
    });
}

const EXAMPLES = `
Examples:
  $ icap-match gaps cv.txt --occupation KPS4999-001v3
  $ icap-match gaps - --occupation 機械設備行銷業務人員 --json < cv.txt`;
