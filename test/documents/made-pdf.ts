import { zlibSync } from 'fflate';

/**
 * A PDF written by hand, object by object, for what no writer of PDF makes: object 1 is the catalogue, 2 the tree of
 * pages, 3 a page, 4 what is drawn on it, 5 its font; `objects` replaces or adds.
 */
export function madePdf(
  content: string | Uint8Array,
  objects: Readonly<Record<number, string>> = {},
): Uint8Array {
  const all: Record<number, string> = {
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    5: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...objects,
  };
  const stream = typeof content === 'string' ? latin(content) : content;
  const packed = typeof content !== 'string';
  const parts: Uint8Array[] = [latin('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  let length = parts[0]!.length;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    length += bytes.length;
  };
  const numbers = [...new Set([...Object.keys(all).map(Number), 4])].sort((a, b) => a - b);
  for (const number of numbers) {
    offsets.set(number, length);
    add(latin(`${number} 0 obj\n`));
    if (number === 4 && all[4] === undefined) {
      add(latin(`<</Length ${stream.length}${packed ? '/Filter/FlateDecode' : ''}>>stream\n`));
      add(stream);
      add(latin('\nendstream'));
    } else add(latin(all[number]!));
    add(latin('\nendobj\n'));
  }
  const start = length;
  const size = numbers.at(-1)! + 1;
  const entries = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  add(
    latin(
      `xref\n0 ${size}\n${entries.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Compressed, for a content that is much longer than its file. */
export function packed(text: Uint8Array): Uint8Array {
  return zlibSync(text, { level: 9 });
}

export function latin(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
