import * as OpenCC from 'opencc-js';

/**
 * The folding pairs of `analysis/characters.ts`, made from Unicode's compatibility forms and opencc's character tables:
 * width and radicals (Ａ → a, ⾦ → 金), accents (é → e), case, then Traditional → Simplified by single characters. opencc's
 * phrase conversion is never used: it rewrites the domain (指標 → 指针).
 */
export function makeFoldingPairs(): Uint16Array {
  const simplify = OpenCC.Converter({ from: 'tw', to: 'cn' });
  const pairs: number[] = [];
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    const folded = foldOne(String.fromCharCode(unit), simplify);
    if (folded !== unit) pairs.push(unit, folded);
  }
  return Uint16Array.from(pairs);
}

function foldOne(character: string, simplify: (text: string) => string): number {
  const plain = oneUnit(character.normalize('NFKC')) ?? character;
  const bare = oneUnit(plain.normalize('NFKD').replace(/\p{Mark}/gu, '')) ?? plain;
  const lower = oneUnit(bare.toLowerCase()) ?? bare;
  const simple = /\p{Script=Han}/u.test(lower) ? oneUnit(simplify(lower)) : null;
  return (simple ?? lower).charCodeAt(0);
}

function oneUnit(text: string): string | null {
  return text.length === 1 ? text : null;
}

/** Units that only Simplified text uses: what folding leads to and Big5, Taiwan's own character set, does not hold. */
export function simplifiedOnly(pairs: Uint16Array): Uint16Array {
  const big5 = big5Units();
  const targets = new Set<number>();
  for (let i = 1; i < pairs.length; i += 2)
    if (pairs[i]! >= 0x3400 && !big5.has(pairs[i]!)) targets.add(pairs[i]!);
  return Uint16Array.from([...targets].sort((a, b) => a - b));
}

/** Every character of Big5's two standard planes (lead bytes A4–C6 and C9–F9), read from the platform's decoder. */
function big5Units(): Set<number> {
  const decoder = new TextDecoder('big5');
  const units = new Set<number>();
  for (let lead = 0xa4; lead <= 0xf9; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\ufffd') units.add(text.charCodeAt(0));
    }
  }
  return units;
}
