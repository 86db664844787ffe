/** Broder's resemblance as it is defined, on strings, with no sketch. */
export function naiveResemblance(a: string, b: string): number {
  const pieces = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => text.slice(at, at + 4)));
  const [x, y] = [pieces(a), pieces(b)];
  const shared = [...x].filter(piece => y.has(piece)).length;
  return shared / (x.size + y.size - shared);
}
