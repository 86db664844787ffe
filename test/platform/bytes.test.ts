import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytes } from '../../src/platform/node/bytes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'icap-match-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const codeOf = async (path: string): Promise<unknown> =>
  readBytes(path).then(
    () => 'read',
    error => (error as { code?: unknown }).code,
  );

describe('reading a file whole', () => {
  it('gives its bytes in a buffer of their own and of their size', async () => {
    const path = join(folder, 'some');
    const written = Uint8Array.from({ length: 100_003 }, (_, i) => i * 7);
    writeFileSync(path, written);
    const bytes = await readBytes(path);
    expect(Buffer.compare(bytes, written)).toBe(0);
    expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, written.length]);
  });

  it('reads more than one piece', async () => {
    const path = join(folder, 'large');
    const length = 64 * 1024 * 1024 + 5;
    const file = openSync(path, 'w');
    ftruncateSync(file, length);
    closeSync(file);
    await writeFile(path, 'end', { flag: 'a' });
    const bytes = await readBytes(path);
    expect(bytes.length).toBe(length + 3);
    expect(new TextDecoder().decode(bytes.subarray(length))).toBe('end');
  });

  it.skipIf(process.platform === 'win32')('reads a pipe to its end', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const writing = writeFile(path, 'through a pipe');
    expect(new TextDecoder().decode(await readBytes(path))).toBe('through a pipe');
    await writing;
  });

  it('says what is wrong with a folder, an empty file and none', async () => {
    writeFileSync(join(folder, 'empty'), '');
    expect(await codeOf(folder)).toBe('EISDIR');
    expect(await codeOf(join(folder, 'empty'))).toBe('EMPTY');
    expect(await codeOf(join(folder, 'none'))).toBe('ENOENT');
  });
});
