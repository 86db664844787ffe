import type { FoldTable } from './characters.ts';

/** Which Chinese script a text is written in. `none`: it holds no Chinese. */
export type Script = 'hant' | 'hans' | 'mixed' | 'none';

/** A text is mixed when the rarer script has at least this share of the characters that tell. */
const MIXED_FROM = 0.1;

/**
 * Counts characters that exist in one script only: those that folding changes are Traditional, those of `simplified`
 * (no Big5 character) Simplified. A Chinese text without any of either counts as Traditional, which is what Taiwan
 * writes.
 */
export function scriptOf(text: string, folding: FoldTable, simplified: ReadonlySet<number>): Script {
  let traditional = 0;
  let simple = 0;
  let han = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x3400 || unit > 0x9fff) continue;
    han++;
    if (folding[unit] !== unit) traditional++;
    else if (simplified.has(unit)) simple++;
  }
  if (han === 0) return 'none';
  const telling = traditional + simple;
  if (simple === 0 || simple < telling * MIXED_FROM) return 'hant';
  return traditional < telling * MIXED_FROM ? 'hans' : 'mixed';
}
