import type { Artifact } from '../artifact/read.ts';
import type { Matcher } from '../matching/matcher.ts';

/**
 * Whether the index answers: the name of one of its own standards is matched, once, when first asked. A sound index
 * finds something for it.
 */
export function createSelfTest(artifact: Artifact, matcher: Pick<Matcher, 'match'>): () => boolean {
  let passed: boolean | undefined;
  return () => {
    passed ??= answersItsOwnName(artifact, matcher);
    return passed;
  };
}

function answersItsOwnName({ occupations }: Artifact, matcher: Pick<Matcher, 'match'>): boolean {
  const [first] = occupations;
  if (first === undefined) return false;
  try {
    const { occupations: found } = matcher.match({ text: first.name, explain: true, superseded: true });
    return found.length > 0;
  } catch {
    return false; // what is wrong shows in the first real request, with its fault
  }
}
