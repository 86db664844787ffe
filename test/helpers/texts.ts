import fc from 'fast-check';
import { listSources } from '../../src/artifact/sources.ts';
import { goldenStandards } from './golden-index.ts';

/** Texts cut from the standards, everyday fragments, Latin and junk, glued in any order. */
export const texts = (): fc.Arbitrary<string> => {
  const printed = goldenStandards().flatMap(standard => listSources(standard).map(({ text }) => text));
  const cut = fc
    .tuple(fc.constantFrom(...printed), fc.nat(40), fc.nat(60))
    .map(([text, from, length]) => text.slice(from % (text.length + 1), (from % (text.length + 1)) + length));
  const everyday = fc.constantFrom(
    '協助業務處理訂單',
    '開發新客戶、報價',
    'KYC e-mail PM',
    '负责客户开发',
    '護理師',
    '\n',
    '😀',
  );
  return fc
    .array(fc.oneof(cut, everyday, fc.string({ unit: 'grapheme', maxLength: 8 })), {
      minLength: 1,
      maxLength: 12,
    })
    .map(parts => parts.join('，'));
};
