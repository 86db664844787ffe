import { describe, expect, test } from 'vitest';
import { type DocumentResult, readDocument } from '../../../src/standards/document.ts';
import type { Standard, Task } from '../../../src/standards/model.ts';
import { cells, type FormParts, form, HEADER, PROFILE, ROW } from '../../documents/form.ts';

async function read(parts: FormParts): Promise<DocumentResult & { standard: Standard }> {
  const result = await readDocument(new TextEncoder().encode(form(parts)));
  if (result.standard === null) throw new Error(JSON.stringify(result.findings));
  expect(result).toMatchObject({ format: 'html', layout: 'cells', coverage: 1 });
  return { ...result, standard: result.standard };
}

async function tasks(parts: FormParts): Promise<Task[]> {
  return (await read(parts)).standard.duties.flatMap(duty => duty.tasks);
}

const codes = ({ findings }: DocumentResult) => findings.map(finding => finding.code);

describe('a task table of cells', () => {
  test('is read whole', async () => {
    expect((await read({})).standard).toMatchObject({
      code: 'ABC1234-001v2',
      name: '測量人員',
      level: 3,
      classification: {
        category: { name: '製造', code: 'MPM' },
        occupation: { name: '測量員', code: '3112' },
      },
      description: '測量產品。',
      duties: [
        {
          code: 'T1',
          name: '量測',
          tasks: [
            {
              code: 'T1.1',
              name: '準備',
              level: 3,
              outputs: [{ code: 'O1.1.1', text: '紀錄表' }],
              indicators: [{ code: 'P1.1.1', text: '備妥儀器。' }],
              knowledge: [{ code: 'K01', name: '量測學' }],
              skills: [{ code: 'S01', name: '校正' }],
            },
          ],
        },
      ],
      attitudes: [{ code: 'A01', name: '謹慎細心', definition: '仔細。' }],
      prerequisites: ['無'],
    });
  });

  test('may have more physical columns than headings, and cells that do not begin under theirs', async () => {
    const header = cells(
      ...[
        '<td colspan="2">主要職責</td>',
        '工作任務',
        '<td colspan="2">工作產出</td>',
        '<td colspan="3">行為指標</td>',
      ],
      ...[
        '職能級別',
        '<td colspan="2">職能內涵 (K=knowledge 知識)</td>',
        '<td colspan="2">職能內涵 (S=skills 技能)</td>',
      ],
    );
    const rows =
      cells(
        ...['<td colspan="2">T1 量測</td>', 'T1.1 準備', '<td colspan="2">O1.1.1 紀錄表</td>'],
        ...['<td colspan="3">P1.1.1 備妥</td>', '3', '', 'K01 量測學', 'S01 校正', ''],
      ) + cells('', '', '', '', '', '', '儀器。', '', '', '<td colspan="2">概論</td>', '', '');
    const [task] = await tasks({ header, rows });
    expect(task).toMatchObject({
      indicators: [{ code: 'P1.1.1', text: '備妥儀器。' }],
      knowledge: [{ code: 'K01', name: '量測學概論' }],
      skills: [{ code: 'S01', name: '校正' }],
    });
  });

  test('may have its header in two lines, and repeat it within the table', async () => {
    const header =
      cells(
        ...['主要職責', '工作任務', '工作產出', '行為指標', '職能級別'].map(
          text => `<td rowspan="2">${text}</td>`,
        ),
        '<td colspan="2">職能內涵</td>',
      ) + cells('(K=knowledge 知識)', '(S=skills 技能)');
    const second = cells('', 'T1.2 收拾', '', 'P1.2.1 歸位。', '2', 'K02 法規', 'S01 校正');
    const [first, last] = await tasks({ header, rows: ROW + header + second });
    expect(first!.knowledge).toEqual([{ code: 'K01', name: '量測學' }]);
    expect(last).toMatchObject({
      code: 'T1.2',
      level: 2,
      knowledge: [{ code: 'K02' }],
      skills: [{ code: 'S01' }],
    });
  });

  test('may go on in a table of its own, without a header, in the middle of a name and of a list', async () => {
    const rows =
      cells('T1 量', 'T1.1 準', 'O1.1.1 紀', 'P1.1.1 備妥', '3', 'K01 量測學<br>K02 法', 'S01 校正') +
      `</table><p>第 1 頁，總共 2 頁</p><table>` +
      cells('測', '備', '錄表', '儀器。<br>P1.1.2 啟動。', '', '規<br>K03 市場', 'S02 讀圖');
    const result = await read({ rows });
    expect(result.standard.duties).toEqual([
      {
        code: 'T1',
        name: '量測',
        tasks: [
          {
            code: 'T1.1',
            name: '準備',
            level: 3,
            outputs: [{ code: 'O1.1.1', text: '紀錄表' }],
            indicators: [
              { code: 'P1.1.1', text: '備妥儀器。' },
              { code: 'P1.1.2', text: '啟動。' },
            ],
            knowledge: [
              { code: 'K01', name: '量測學' },
              { code: 'K02', name: '法規' },
              { code: 'K03', name: '市場' },
            ],
            skills: [
              { code: 'S01', name: '校正' },
              { code: 'S02', name: '讀圖' },
            ],
          },
        ],
      },
    ]);
    expect(codes(result)).toContain('continued-row');
  });

  test('gives the level, knowledge and skills of a cell that spans the rows of two tasks to both', async () => {
    const rows =
      cells(
        ...['<td rowspan="2">T1 量測</td>', 'T1.1 準備', '', 'P1.1.1 備妥。'],
        ...['3', 'K01 量測學', 'S01 校正'].map(text => `<td rowspan="2">${text}</td>`),
      ) + cells('T1.2 收拾', '', 'P1.2.1 歸位。');
    const both = await tasks({ rows });
    expect(
      both.map(({ code, level, knowledge, skills }) => [code, level, knowledge[0]!.code, skills[0]!.code]),
    ).toEqual([
      ['T1.1', 3, 'K01', 'S01'],
      ['T1.2', 3, 'K01', 'S01'],
    ]);
    expect(both.map(task => task.indicators.map(indicator => indicator.code))).toEqual([
      ['P1.1.1'],
      ['P1.2.1'],
    ]);
  });

  test('may have several tasks in a cell, and a task without a level under one that has it', async () => {
    const shared = cells(
      'T1 量測',
      'T1.1 準備<br>T1.2 收拾',
      '',
      'P1.1.1 備妥。<br>P1.2.1 歸位。',
      '3',
      'K01 量測學',
      '',
    );
    const alone = cells('', 'T1.3 清點', '', 'P1.3.1 清點。', '', 'K02 法規', '');
    const result = await read({ rows: shared + alone });
    const [first, second, third] = result.standard.duties[0]!.tasks;
    expect(second).toEqual({ ...first, code: 'T1.2', name: '收拾' });
    expect(third).toMatchObject({ code: 'T1.3', level: null, knowledge: [{ code: 'K02' }] });
    expect(codes(result)).toContain('several-tasks-in-cell');
  });

  test('keeps apart what private-use bullets or nothing at all keeps apart', async () => {
    const rows = cells(
      ...['T1 量測', 'T1.1 準備', '', '\uf06eP1.1.1 備妥。\uf06eP1.1.2 啟動。'],
      ...['3', 'K01 量測學K02 法規', '\uf0b2S01 校 準<br>\uf0b2S02 讀圖'],
    );
    const [task] = await tasks({ rows });
    expect(task!.indicators.map(item => item.text)).toEqual(['備妥。', '啟動。']);
    expect(task!.knowledge.map(item => item.name)).toEqual(['量測學', '法規']);
    expect(task!.skills.map(item => item.name.replace(' ', ''))).toEqual(['校準', '讀圖']);
  });

  test('keeps apart the next code of a list and the Latin letters that it stands behind', async () => {
    const rows = cells(
      ...['T1 量測', 'T1.1 準備', '', 'P1.1.1 備妥。', '3'],
      ...['K09 HACCPK10 製程管理K11ISO19011K12ISO 9001', 'S01 VS12 天線S02讀圖'],
    );
    const [task] = await tasks({ rows });
    expect(task!.knowledge.map(({ code, name }) => `${code} ${name}`)).toEqual([
      'K09 HACCP',
      'K10 製程管理',
      'K11 ISO19011',
      'K12 ISO 9001',
    ]);
    expect(task!.skills.map(item => item.name)).toEqual(['VS12 天線', '讀圖']);
  });

  test('reads Kangxi radicals as the characters they stand for', async () => {
    const header = HEADER.replaceAll('工', '⼯').replaceAll('行', '⾏');
    const rows = cells('T1 量測', 'T1.1 準備⽂件', '', 'P1.1.1 備妥。', '3', 'K01 ⾦⻑', 'S01 校正');
    const [task] = await tasks({ header, rows });
    expect([task!.name, task!.knowledge[0]!.name]).toEqual(['準備文件', '金長']);
  });

  test('loses its footnote marks, broken over lines or raised', async () => {
    const rows = cells(
      'T1 量測',
      'T1.1 準備【註<br>1】',
      '',
      'P1.1.1 備妥<sup>【註2】</sup>儀器。',
      '3',
      'K01 量測學',
      '',
    );
    const [task] = await tasks({ rows });
    expect([task!.name, task!.indicators[0]!.text]).toEqual(['準備', '備妥儀器。']);
  });

  test('may hold the attitudes and the remarks in its own rows', async () => {
    const closing =
      cells('<td colspan="7">職能內涵 (A=attitude 態度)</td>') +
      cells('<td colspan="7">A01 誠實：正直。<br>A02 主動</td>') +
      cells('<td colspan="7">說明與補充事項</td>') +
      cells(
        '<td colspan="7">● 建議擔任此職類/職業之學歷/經歷/或能力條件：大學畢業<br>● 【註1】儀器：卡尺。</td>',
      );
    const { standard } = await read({ rows: ROW + closing, attitudes: '', remarks: '' });
    expect(standard.attitudes).toEqual([
      { code: 'A01', name: '誠實', definition: '正直。' },
      { code: 'A02', name: '主動', definition: null },
    ]);
    expect(standard.prerequisites).toEqual(['大學畢業']);
    expect(standard.notes).toEqual([{ ref: '註1', text: '儀器：卡尺。' }]);
    expect(standard.duties[0]!.tasks).toHaveLength(1);
  });
});

describe('attitudes in cells', () => {
  const table = (rows: string) => `<p>職能內涵 (A=attitude 態度)</p><table>${rows}</table>`;

  test('may have code, name and definition side by side', async () => {
    const attitudes = table(cells('A01', '誠實', '正直。') + cells('A02 主動', '自動自發做事。'));
    expect((await read({ attitudes })).standard.attitudes).toEqual([
      { code: 'A01', name: '誠實', definition: '正直。' },
      { code: 'A02', name: '主動', definition: '自動自發做事。' },
    ]);
  });

  test('may stand beside their heading, two in a row', async () => {
    const attitudes = `<table>${cells('職能內涵<br>(A=attitude 態度)', 'A01 誠實：正直。', 'A02 主動：做事。')}</table>`;
    expect((await read({ attitudes })).standard.attitudes.map(attitude => attitude.name)).toEqual([
      '誠實',
      '主動',
    ]);
  });

  test('may be numbered by the page alone', async () => {
    const attitudes = '<p>職能內涵 (A=attitude 態度)</p><ol><li>誠實：正直。</li><li>主動：做事。</li></ol>';
    const result = await read({ attitudes });
    expect(result.standard.attitudes).toEqual([
      { code: 'A01', name: '誠實', definition: '正直。' },
      { code: 'A02', name: '主動', definition: '做事。' },
    ]);
    expect(codes(result)).toContain('attitudes-without-codes');
  });
});

describe('the other tables', () => {
  test('of versions may have columns of several widths', async () => {
    const header = cells(
      ...[
        '<td colspan="2">版本</td>',
        '職能基準代碼',
        '職能基準名稱',
        '狀態',
        '<td colspan="2">更新說明</td>',
        '發展更新日期',
      ],
    );
    const row = cells('', 'V2', 'ABC1234-001v2', '測量人員', '最新版本', '略', '', '2023/1/5');
    const { standard } = await read({ versions: `<table>${header}${row}</table>` });
    expect(standard.versions).toEqual([
      {
        version: 'V2',
        code: 'ABC1234-001v2',
        name: '測量人員',
        status: '最新版本',
        note: '略',
        date: '2023-01-05',
      },
    ]);
  });

  test('of the profile may have a second class in a row of its own', async () => {
    const profile = PROFILE.replace('<td rowspan="3">', '<td rowspan="4">').replace(
      cells('行業別', '製造業', '行業別代碼', 'C29'),
      cells('', '檢驗員', '', '3113') + cells('行業別', '製造業', '行業別代碼', 'C29'),
    );
    expect((await read({ profile })).standard.classification.occupation).toEqual({
      name: '測量員、檢驗員',
      code: '3112、3113',
    });
  });
});

describe('what belongs to no part', () => {
  test('is a finding with the number of its row, menus before the title included', async () => {
    const rows = `${ROW}</table><p>本頁僅供參考使用</p><table>${cells('', 'T1.2 收拾', '', 'P1.2.1 歸位。', '2', '', '')}`;
    const { findings, standard } = await read({ front: '<p>跳到主要內容</p><p>回首頁</p>', rows });
    expect(standard.documentTitle).toBe('測量人員職能基準');
    expect(standard.duties[0]!.tasks).toHaveLength(2);
    const left = findings.filter(finding => finding.code === 'unplaced-text');
    expect(left.map(({ line, excerpt }) => [line, excerpt])).toEqual([
      [1, '跳到主要內容'],
      [2, '回首頁'],
      [14, '本頁僅供參考使用'],
    ]);
  });
});
