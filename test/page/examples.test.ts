import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/matching/matcher.ts';
import { EXAMPLES } from '../../src/page/examples.ts';
import { goldenArtifact, goldenStandards } from '../helpers/golden-index.ts';

const matcher = createMatcher(goldenArtifact());

describe('the examples', () => {
  it.each(EXAMPLES.map(example => [example.id, example] as const))(
    '%s gives the occupation that it says, and a clear verdict',
    (_, { kind, title, text, first }) => {
      const { verdict, occupations } = matcher.match({ text, title, kind, explain: false });
      expect(verdict).toBe(first === null ? 'none' : 'clear');
      if (first !== null) expect(occupations[0]!.id).toBe(first);
    },
  );

  it('have an ad for each of the five standards, CVs, and one that none of them fits', () => {
    const ads = EXAMPLES.filter(({ kind }) => kind === 'ad').map(({ first }) => first);
    expect(ads.filter(first => first !== null).sort()).toEqual(
      goldenStandards()
        .map(({ code, name }) => code ?? name)
        .sort(),
    );
    expect(ads).toContain(null);
    expect(EXAMPLES.filter(({ kind }) => kind === 'cv').length).toBe(2);
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  });

  it('are as long as texts of their kind are', () => {
    for (const { id, text } of EXAMPLES) {
      expect([id, text.length > 250 && text.length < 600]).toEqual([id, true]);
    }
  });

  it('copy nothing from a standard: no run of seven characters', () => {
    const printed = JSON.stringify(goldenStandards()).replace(/[\s，、。,.()（）]/g, '');
    for (const { id, text } of EXAMPLES) {
      const plain = text.replace(/[\s，、。,.()（）]/g, '');
      const copied = [...plain]
        .map((_, i) => plain.slice(i, i + 7))
        .find(run => run.length === 7 && printed.includes(run));
      expect([id, copied]).toEqual([id, undefined]);
    }
  });

  it('hold no address and number but those that are nobody’s', () => {
    for (const { text } of EXAMPLES) {
      expect(text.replaceAll('0900-000-000', '').replaceAll(/\w+@example\.com/g, '')).not.toMatch(
        /@|09\d\d-?\d{3}/,
      );
    }
  });
});
