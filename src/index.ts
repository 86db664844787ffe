/**
 * The portable core: everything that runs in Node, in workerd and in a browser alike. Building an index is not part of it
 * (that needs jieba's files): `icap-match index` does it.
 *
 * ```ts
 * const matcher = createMatcher(openArtifact(bytes));
 * matcher.match({ text }).occupations[0];
 * ```
 */
export { ArtifactError, type ArtifactProblem } from './artifact/errors.ts';
export { packArtifact } from './artifact/packed/pack.ts';
export { unpackArtifact } from './artifact/packed/unpack.ts';
export { type Artifact, openArtifact } from './artifact/read.ts';
export { matchRow } from './batch/match-row.ts';
export type * from './matching/answer.ts';
export { MATCH_DEFAULTS, MAX_LIMIT, MAX_TEXT } from './matching/answer.ts';
export { createMatcher, type Matcher } from './matching/matcher.ts';
export { writeAnswer } from './matching/write.ts';
export { FINDINGS, type Finding, type FindingCode, type Severity } from './standards/findings.ts';
export { type Standard, standardId } from './standards/model.ts';
export { type ReadResult, readStandard } from './standards/read.ts';
export { type ReadRecords, readRecords } from './standards/schema.ts';
