import { describe, expect, it } from 'vitest';
import { MAX_TEXT } from '../../../src/matching/answer.ts';
import { MAX_FILE, openFile } from '../../../src/page/files/open.ts';
import { encode, file, open, refusal } from './make.ts';

const AD = '業務助理：負責訂單、報價與客戶資料建檔，\n協助業務人員整理銷售報表。';
const SIMPLIFIED = '销售助理：负责订单、报价与客户资料建档，\n协助业务人员整理销售报表。';

describe('a text file', () => {
  it('is opened as it is, Markdown too', async () => {
    expect(await open(AD, 'ad.txt')).toEqual({ text: AD, notices: [] });
    const markdown = '# 業務助理\n\n- **報價** 與 `Excel`\n    - <b>訂單</b>';
    expect((await open(markdown, 'cv.md')).text).toBe(markdown);
  });

  it('may be UTF-8 with a mark, or UTF-16 of either order', async () => {
    expect((await open(`\uFEFF${AD}`)).text).toBe(AD);
    const utf16 = new Uint8Array(new Uint16Array([...`\uFEFF${AD}`].map(unit => unit.charCodeAt(0))).buffer);
    expect(await open(utf16, 'ad.txt')).toEqual({ text: AD, notices: [] });
    const swapped = utf16.map((_, i) => utf16[i ^ 1]!);
    expect(await open(swapped, 'ad.txt')).toEqual({ text: AD, notices: [] });
  });

  it('may be Big5 or GB18030, Traditional or Simplified, and says that this was a guess', async () => {
    const notices = ['encoding-guessed'];
    expect(await open(encode(AD, 'big5'))).toEqual({ text: AD, notices });
    expect(await open(encode(AD, 'gb18030'))).toEqual({ text: AD, notices });
    expect(await open(encode(SIMPLIFIED, 'gb18030'))).toEqual({ text: SIMPLIFIED, notices });
    for (const short of ['業務', '客戶', '履歷', '王小明', '工程師', '護理師']) {
      expect((await open(encode(`${short}\n`, 'big5'))).text).toBe(short);
    }
  });

  it('may be Western with a few letters that are not ASCII', async () => {
    const bytes = Uint8Array.from('I\x92m a caf\xe9 manager \x96 sales, r\xe9sum\xe9', c => c.charCodeAt(0));
    expect((await open(bytes, 'cv.txt')).text).toBe('I’m a café manager – sales, résumé');
  });

  it('stays UTF-8 when a character was cut off at its end', async () => {
    const bytes = new TextEncoder().encode(AD);
    const { text, notices } = await open(bytes.subarray(0, bytes.length - 1));
    expect(text).toBe(`${AD.slice(0, -1)}\uFFFD`);
    expect(notices).toEqual(['characters-lost']);
  });

  it('loses NUL bytes, trailing spaces and piles of blank lines, and keeps bidirectional controls', async () => {
    const text = 'a\0b  \r\nc\rd\n\n\n\n\u202Eabc\u202C \u2066x\u2069\n<script>alert(1)</script>\n';
    expect((await open(text.repeat(3), 'a.txt')).text).toContain(
      'ab\nc\nd\n\n\u202Eabc\u202C \u2066x\u2069\n<script>alert(1)</script>\nab',
    );
  });

  it('keeps the first 50,000 units and says so, and never half a character', async () => {
    const { text, notices } = await open(`a${'😀'.repeat(MAX_TEXT)}`);
    expect(text).toBe(`a${'😀'.repeat(MAX_TEXT / 2 - 1)}`);
    expect(notices).toEqual(['cut']);
    expect((await open('a'.repeat(MAX_TEXT))).notices).toEqual([]);
  });

  it('is refused with its reason: empty, blank, binary, old formats, too large, unreadable', async () => {
    expect(await refusal('')).toBe('empty');
    expect(await refusal(' \n\u3000\uFEFF\n')).toBe('empty');
    expect(
      await refusal(
        Uint8Array.from({ length: 4000 }, (_, i) => (i * 7) % 256),
        'cv.txt',
      ),
    ).toBe('unsupported');
    expect(await refusal('{\\rtf1\\ansi CV}', 'cv.txt')).toBe('unsupported');
    expect(await refusal('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01', 'cv.txt')).toBe('unsupported');
    const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600));
    expect(await refusal(ole, 'cv.doc')).toBe('unsupported');
    const name = [...'EncryptedPackage'].flatMap(c => [c.charCodeAt(0), 0]);
    expect(await refusal(Uint8Array.of(...ole, ...name), 'cv.docx')).toBe('encrypted');
    expect(await refusal(new Uint8Array(MAX_FILE + 1), 'cv.txt')).toBe('too-large');
    const gone = Object.assign(file('a', 'gone.txt'), {
      arrayBuffer: () => Promise.reject(new Error('moved')),
    });
    await expect(openFile(gone)).rejects.toMatchObject({ name: 'FileProblem', code: 'unreadable' });
  });

  it('may be as large as files may be, whatever it is full of', async () => {
    for (const unit of [' ', 'a ', '\n', '<', '一']) {
      const text = `職能${unit.repeat(6_000_000)}`;
      expect((await open(text, 'a.txt')).text.startsWith('職能')).toBe(true);
    }
  });
});
