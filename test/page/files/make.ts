import { strToU8, zipSync } from 'fflate';
import { type FileParts, type OpenedText, openFile } from '../../../src/page/files/open.ts';

/** A file of the browser; Node has them too. */
export function file(content: string | Uint8Array, name: string): File {
  return new File([typeof content === 'string' ? content : new Uint8Array(content)], name);
}

export async function open(
  content: string | Uint8Array,
  name = 'file',
  parts?: FileParts,
): Promise<OpenedText> {
  return openFile(file(content, name), parts);
}

/** The code of the refusal, or the text where there was none. */
export async function refusal(
  content: string | Uint8Array,
  name = 'file',
  parts?: FileParts,
): Promise<string> {
  return open(content, name, parts).then(
    ({ text }) => `opened: ${text}`,
    (error: { name: string; code: string }) =>
      error.name === 'FileProblem' ? error.code : `thrown: ${error}`,
  );
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

export function docx(body: string, others: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
    ),
    ...others,
  });
}

/** A paragraph of WordprocessingML. */
export function paragraph(...runs: string[]): string {
  return `<w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr>${runs.map(text => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`).join('')}</w:p>`;
}

export function odt(body: string, manifest = '<manifest:manifest/>'): Uint8Array {
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'META-INF/manifest.xml': strToU8(manifest),
    'content.xml': strToU8(
      `<?xml version="1.0"?><office:document-content><office:automatic-styles><number:text>年</number:text></office:automatic-styles><office:body><office:text>\n  ${body}\n</office:text></office:body></office:document-content>`,
    ),
  });
}

/** A text in an encoding that there is only a decoder for. */
export function encode(text: string, encoding: 'big5' | 'gb18030'): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (!table.has(character)) table.set(character, [first, second]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap(character =>
      character < '\x80' ? [character.charCodeAt(0)] : (table.get(character) as number[]),
    ),
  );
}
