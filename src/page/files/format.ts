/** What a file is, or why it is none of what is read. */
export type FileFormat = 'text' | 'html' | 'zip' | 'pdf' | 'empty' | 'encrypted' | 'unsupported';

/** By the content; the name decides only whether a text full of markup is meant as HTML. */
export function formatOf(bytes: Uint8Array, name: string): FileFormat {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06')) return 'zip';
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) return isEncryptedOffice(bytes) ? 'encrypted' : 'unsupported';
  if (startsWith(bytes, '{\\rtf')) return 'unsupported';
  const head = latin1(bytes.subarray(0, HEAD));
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (isBinary(bytes.subarray(0, HEAD))) return 'unsupported';
  const opening = head.replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (
    /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(
      opening,
    )
  )
    return 'html';
  return /\.x?html?$/i.test(name) && /<[a-z]/i.test(opening) ? 'html' : 'text';
}

const HEAD = 8192;

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) {
    if (bytes[i] !== signature.charCodeAt(i)) return false;
  }
  return true;
}

/** Bytes as characters of the same number: for signatures only. */
function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/**
 * An Office document with a password is an OLE container with a stream of this name (ECMA-376, [MS-OFFCRYPTO] 2.3.4.4);
 * the other OLE containers are .doc, .xls and .ppt. Its directory may stand anywhere in the file.
 */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  const name = [...'EncryptedPackage'].flatMap(character => [character.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(name[0]!); at >= 0; at = bytes.indexOf(name[0]!, at + 1)) {
    if (name.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/** More than a stray control character, and no UTF-16, which says so by its mark. */
function isBinary(head: Uint8Array): boolean {
  if (startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff')) return false;
  let controls = 0;
  for (const byte of head) {
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1b && byte !== 0x1a)) controls++;
  }
  return controls > head.length / 100 + 4;
}
