import type { FC } from 'hono/jsx';
import type { Word } from '../engine/view.ts';

/** Pasted words, each kept to its own direction, with what they stand for. */
export const TextWords: FC<{ words: readonly Pick<Word, 'term' | 'as'>[] }> = ({ words }) => (
  <>
    {words.map(word => (
      <span class="word" key={`${word.term} ${word.as ?? ''}`}>
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
