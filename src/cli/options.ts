import { InvalidArgumentError, Option } from 'commander';
import { MAX_LIMIT } from '../matching/answer.ts';

/** Options that several commands share, each said once. */
export const indexOption = (): Option =>
  new Option('--index <file>', 'the index to use (without it: the five standards that come with icap-match)');

export const limitOption = (): Option =>
  new Option('--limit <n>', `how many occupations and tasks, 1 to ${MAX_LIMIT}`)
    .default(10)
    .argParser(wholeNumber(1, MAX_LIMIT));

export const titleOption = (): Option =>
  new Option('--title <title>', 'the job title, when it stands apart from the text');

export const occupationOption = (): Option =>
  new Option('--occupation <id>', 'the id of an occupation, as `icap-match match` prints it');

export const jsonOption = (): Option => new Option('--json', 'print the answer as JSON');

/** A parser for whole numbers of a range; commander turns its error into exit status 2. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`A whole number from ${least} to ${most} is expected.`);
    }
    return value;
  };
}
