import type { FC } from 'hono/jsx';
import type { Word } from '../engine/view.ts';
import { CHINESE } from './page.ts';

/** Pasted words, each kept to its own direction, with what they stand for. */
export const TextWords: FC<{ words: readonly Pick<Word, 'term' | 'as'>[] }> = ({ words }) => (
  <>
    {words.map(word => (
      <span class="word" lang={CHINESE} key={`${word.term} ${word.as ?? ''}`}>
        <bdi>{word.term}</bdi>
        {word.as === undefined ? null : (
          <>
            ≈<bdi>{word.as}</bdi>
          </>
        )}
      </span>
    ))}
  </>
);
