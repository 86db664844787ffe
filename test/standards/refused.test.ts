import { describe, expect, test } from 'vitest';
import { readStandard } from '../../src/standards/read.ts';
import { HEADER, PROFILE } from './document.ts';

const JOB_AD = `誠徵業務人員
工作內容：T1.1 開發客戶；T1.2 維護客戶
條件：K01 法規、S01 溝通；熟悉職能基準者佳，具職能內涵與行為指標概念。
福利：三節獎金`;

describe('what is no standard is refused with a reason', () => {
  test.each([
    ['a job ad', JOB_AD, 'not-a-standard'],
    ['nothing', '', 'empty'],
    ['blank lines', '\ufeff \n\t\r\n\u3000\n', 'empty'],
    ['a PDF', '%PDF-1.7\n%\ufffd\ufffd', 'not-text'],
    ['an ODT or DOCX', 'PK\u0003\u0004\u0014\0\0\0mimetype', 'not-text'],
    ['HTML', '<!DOCTYPE html>\n<html lang="zh"><body>職能基準</body></html>', 'not-text'],
    ['bytes', '\u0001\u0002\ufffd\ufffd\u0003\u0004'.repeat(50), 'not-text'],
    ['UTF-16 read as UTF-8', [...'職能基準'].join('\0'), 'not-text'],
    ['headings without tasks', `${PROFILE}\n${HEADER}\n`, 'no-tasks'],
    ['tasks without anything', `${PROFILE}\n${HEADER}\nT1 甲\tT1.1 乙\t\t\t3\t\t`, 'no-tasks'],
  ])('%s', (_, text, code) => {
    const { standard, findings } = readStandard(text);
    expect(standard).toBeNull();
    expect(findings.filter(finding => finding.severity === 'error').map(finding => finding.code)).toEqual([
      code,
    ]);
  });
});

const bits = [
  '職能基準',
  '職能內涵\n',
  '主要職責\n',
  '\t',
  'T1.1 ',
  'T1.1\n',
  'K0\n',
  'K01 ',
  'A01 ',
  '\n',
  ' ',
  'a',
  '<p>',
  '【註',
  '^{【註',
  '^',
  '(',
  '職業\n',
  '·',
];

describe('no document takes longer than a few seconds', () => {
  test.each(bits)('20 MB of %j', bit => {
    const { standard, milliseconds } = timed(bit.repeat(Math.ceil(20_000_000 / bit.length)));
    expect(standard).toBeNull();
    expect(milliseconds).toBeLessThan(5000);
  });

  test.each(bits)('as much of %j as is read at all, in every part of a standard', bit => {
    const row = `${PROFILE}\n${HEADER}\nT1 甲\tT1.1 乙\tO1.1.1 丙\tP1.1.1 丁`;
    const fill = bit
      .repeat(Math.floor(190_000 / bit.length))
      .split('\n')
      .slice(0, 19_000)
      .join('\n');
    const attitudes = '\n職能內涵(A=attitude 態度)\n';
    for (const text of [
      `版本 職能基準代碼 職能基準名稱 狀態 更新說明 發展更新日期\n${fill}\n${row}`,
      `${PROFILE}\n${fill}\n${HEADER}\n`,
      `${row}${fill}`,
      `${row}${attitudes}${fill}`,
      `${row}${attitudes}說明與補充事項\n${fill}`,
    ]) {
      expect(timed(text).milliseconds).toBeLessThan(5000);
    }
  });
});

function timed(text: string) {
  const start = performance.now();
  const { standard } = readStandard(text);
  return { standard, milliseconds: performance.now() - start };
}
