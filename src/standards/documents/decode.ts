/** UTF-8 or, by its mark, UTF-16; what is neither is taken as UTF-8 with its faults, for the reader to report. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(byMark(bytes) ?? 'utf-8').decode(bytes);
}

/**
 * The text of a document that was saved as text: as `decodeText` has it, or, where its bytes are no UTF-8 and the words of a
 * standard's form stand there in another encoding, in that one. Taiwanese files are still often in Big5.
 */
export function decodeDocument(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (byMark(bytes) !== null || !text.includes('\uFFFD') || FORM.test(text)) return text;
  return ENCODINGS.map(name => new TextDecoder(name).decode(bytes)).find(other => FORM.test(other)) ?? text;
}

const ENCODINGS = ['big5', 'gb18030'] as const;
const FORM = /職能基準|工作任務|行為指標|职能基准|工作任务|行为指标/;

/** A page says its encoding itself: by its mark, or `<meta charset="big5">` within the first bytes. */
export function decodePage(bytes: Uint8Array): string {
  const head = latin(bytes.subarray(0, 4096));
  const named = /<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})/i.exec(
    head,
  )?.[1];
  return decoder(byMark(bytes) ?? named ?? 'utf-8').decode(bytes);
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** An encoding of no known name is read as UTF-8. A page that could be read so far is not in UTF-16, whatever it says. */
function decoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding.toLowerCase().replace(/^utf-16$/, 'utf-8'));
  } catch {
    return new TextDecoder();
  }
}

/** One character for each byte, for looking at signatures and tags. */
export function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
