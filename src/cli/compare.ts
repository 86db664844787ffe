import { Command } from 'commander';
import { createMatcher } from '../matching/matcher.ts';
import { renderOptions } from './cells.ts';
import { Failure } from './failure.ts';
import { indexFor } from './indexes.ts';
import { type Io, write } from './io.ts';
import { unknownOccupation } from './occupations.ts';
import { indexOption, jsonOption, occupationOption } from './options.ts';
import { COMPARE_LEGEND, renderCompare } from './render-gaps.ts';
import { readText } from './texts.ts';

interface Options {
  readonly occupation?: string;
  readonly index?: string;
  readonly json?: boolean;
}

/** `compare`: what a job ad asks beside what a CV shows, through the occupation that both fit best. */
export function compareCommand(io: Io): Command {
  return new Command('compare')
    .description('hold a job ad and a CV against the occupation that both fit best: asked, shown, missing')
    .argument('<ad>', 'the job ad; - reads standard input')
    .argument('<cv>', 'the CV; - reads standard input')
    .addOption(occupationOption())
    .addOption(indexOption())
    .addOption(jsonOption())
    .addHelpText('after', `${COMPARE_LEGEND}${EXAMPLES}`)
    .action(async (adFile: string, cvFile: string, { occupation, index, json }: Options) => {
      if (adFile === '-' && cvFile === '-') {
        throw new Failure(
          'only one of the two texts can come from standard input; give the other as a file',
          2,
        );
      }
      const ad = { text: await readText(adFile, io) };
      const cv = { text: await readText(cvFile, io) };
      const artifact = await indexFor(index, io);
      const matcher = createMatcher(artifact);
      const answer = matcher.compare({ ad, cv, ...(occupation === undefined ? {} : { occupation }) });
      if (answer === undefined) {
        throw occupation === undefined
          ? new Failure('every standard of this index is superseded; name one with --occupation')
          : unknownOccupation(occupation, artifact, matcher.fold);
      }
      const shown = json ? JSON.stringify(answer) : renderCompare(answer, renderOptions(io));
      await write(io.stdout, `${shown}\n`);
    });
}

const EXAMPLES = `
Examples:
  $ icap-match compare ad.txt cv.txt
  $ icap-match compare ad.txt - --occupation KPS4999-001v3 --json < cv.txt`;
