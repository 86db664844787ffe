/** Why an artifact cannot be opened. Each message says what to do. */
export type ArtifactProblem =
  | 'not-an-index'
  | 'truncated'
  | 'other-version'
  | 'other-analyser'
  | 'altered'
  | 'unsound';

const MESSAGES: Readonly<Record<ArtifactProblem, string>> = {
  'not-an-index':
    'this is no icap-match index; build one with `icap-match index --standards PATH --out FILE`',
  truncated:
    'the index is cut off or has bytes too many (an unfinished copy?); copy it again or rebuild it with `icap-match index`',
  'other-version':
    'the index was written by another version of icap-match; rebuild it with `icap-match index`',
  'other-analyser': 'the index was built for another analyser; rebuild it with `icap-match index`',
  altered:
    'the index is damaged (a checksum does not agree); copy it again or rebuild it with `icap-match index`',
  unsound:
    'the index contradicts itself, though nothing of it is damaged: do not use it; rebuild it with `icap-match index`',
};

export class ArtifactError extends Error {
  readonly problem: ArtifactProblem;

  constructor(problem: ArtifactProblem, detail = '') {
    super(detail === '' ? MESSAGES[problem] : `${MESSAGES[problem]} (${detail})`);
    this.name = 'ArtifactError';
    this.problem = problem;
  }
}
