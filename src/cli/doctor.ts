import { Command } from 'commander';
import { renderOptions } from './cells.ts';
import { renderSurvey, SURVEY_LEGEND } from './doctor/render.ts';
import { createSurvey, losesAnything } from './doctor/survey.ts';
import { Failure } from './failure.ts';
import { type Io, write } from './io.ts';
import { readAll } from './reading.ts';

/** `doctor`: documents in; out comes what of each was understood, what was not, and which of them get in each other's way. */
export function doctorCommand(io: Io): Command {
  return new Command('doctor')
    .description('tell what was read of each document and what was lost, before you build an index of them')
    .argument('<folder...>', 'folders of documents, single ones, or .jsonl / .jsonl.gz files of records')
    .option('--json', 'print the report as JSON')
    .option('--strict', 'end with status 1 if anything is lost')
    .addHelpText('after', `${SURVEY_LEGEND}${EXAMPLES}`)
    .action(async (paths: string[], { json, strict }: { json?: boolean; strict?: boolean }) => {
      const survey = createSurvey();
      for await (const reading of readAll(paths, io)) survey.add(reading);
      const report = survey.finish();
      await write(io.stdout, `${json ? JSON.stringify(report) : renderSurvey(report, renderOptions(io))}\n`);
      const missing = report.unreadable.filter(({ path }) => paths.includes(path));
      if (missing.length > 0)
        throw new Failure(`${missing.map(({ path }) => path).join(', ')} could not be read`);
      if (strict && losesAnything(report)) {
        throw new Failure(
          'something is lost; the report says what (and without --strict this is no failure)',
        );
      }
    });
}

const EXAMPLES = `
Examples:
  $ icap-match doctor my-standards/
  $ icap-match doctor my-standards/ --json > report.json
  $ icap-match doctor my-standards/ --strict && icap-match index --standards my-standards/ --out mine.icap`;
