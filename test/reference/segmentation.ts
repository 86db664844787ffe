/**
 * The maximum-probability path as plainly as it can be said: a map of words, strings, one run of Han characters. What
 * `analysis/segmenter.ts` must find, whatever it does to be fast.
 */
export function plainPath(
  run: string,
  weightOf: ReadonlyMap<string, number>,
  minimum: number,
  longest: number,
): string[] {
  const characters = [...run];
  const best = characters.map(() => Number.NEGATIVE_INFINITY);
  const word = characters.map(() => '');
  best.push(0);
  for (let i = characters.length - 1; i >= 0; i--) {
    for (let length = 1; length <= longest && i + length <= characters.length; length++) {
      const text = characters.slice(i, i + length).join('');
      const weight = weightOf.get(text) ?? (length === 1 ? minimum : Number.NEGATIVE_INFINITY);
      if (weight + best[i + length]! > best[i]!) {
        best[i] = weight + best[i + length]!;
        word[i] = text;
      }
    }
  }
  const path: string[] = [];
  for (let i = 0; i < characters.length; i += [...word[i]!].length) path.push(word[i]!);
  return path;
}
