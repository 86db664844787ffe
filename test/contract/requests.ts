import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MatchRequest } from '../../src/matching/answer.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { writeAnswer } from '../../src/matching/write.ts';
import type { LoadedIndex } from '../../src/platform/node/indexes.ts';

/** A request body, and the SHA-256 of the bytes that must come back for it. */
export interface Expected {
  readonly body: string;
  readonly digest: string;
}

/** Two hundred requests with what the core answers in this very process: the truth for every platform. */
export function expectedAnswers({ artifact }: LoadedIndex): Expected[] {
  const matcher = createMatcher(artifact);
  return requests().map(request => ({
    body: JSON.stringify(request),
    digest: createHash('sha256')
      .update(writeAnswer(matcher.match(request)))
      .digest('hex'),
  }));
}

const COUNT = 200;
const root = resolve(import.meta.dirname, '../..');

/** Our own judged texts, then pieces of the documents, from each the same number, of many lengths. */
function requests(): MatchRequest[] {
  const judged = ['blind', 'sighted'].flatMap(name =>
    readFileSync(join(root, `corpora/judged/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { title?: string; text: string })
      .map(({ title, text }) => ({ text, ...(title ? { title } : {}), explain: true })),
  );
  const documents = readdirSync(join(root, 'seeds'))
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => readFileSync(join(root, 'seeds', name), 'utf8'));
  const pieces = Array.from({ length: COUNT - judged.length }, (_, i) => {
    const document = documents[i % documents.length]!;
    const from = (i * 631) % (document.length - 40);
    return { text: document.slice(from, from + 40 + ((i * 97) % 1500)), explain: true, limit: 1 + (i % 100) };
  }).filter(({ text }) => text.trim() !== '');
  return [...judged, ...pieces];
}
