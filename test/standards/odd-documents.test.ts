import { describe, expect, test } from 'vitest';
import type { Standard, Task } from '../../src/standards/model.ts';
import { readStandard } from '../../src/standards/read.ts';
import { document, HEADER, PROFILE, ROW } from './document.ts';

function read(text: string): Standard {
  const { standard, findings } = readStandard(text);
  if (standard === null) throw new Error(JSON.stringify(findings));
  return standard;
}

function tasks(rows: string): Task[] {
  return read(document({ rows })).duties.flatMap(duty => duty.tasks);
}

function found(text: string, code: string): string[] {
  return readStandard(text)
    .findings.filter(finding => finding.code === code)
    .map(finding => finding.excerpt);
}

describe('codes', () => {
  test('are canonical however they are printed', () => {
    const rows =
      'Ｔ１ 量測\tｔ1.1 準備\t０1.1.1 甲 01.1.2 乙\tP 1.1.1 備妥。 Ｐ１．１．２ 啟動。\t３級\tK1 量測學 K101 法規\ts1 校正';
    const [task] = tasks(rows);
    expect(task!.code).toBe('T1.1');
    expect(task!.outputs.map(output => output.code)).toEqual(['O1.1.1', 'O1.1.2']);
    expect(task!.indicators.map(indicator => indicator.code)).toEqual(['P1.1.1', 'P1.1.2']);
    expect(task!.knowledge.map(entry => entry.code)).toEqual(['K01', 'K101']);
    expect(task!.skills).toEqual([{ code: 'S01', name: '校正' }]);
    expect(task!.level).toBe(3);
  });

  test.each([' ', '、', '<br>', '', '\u00a0', '\u3000'])(
    'several stand in one cell with %j between them',
    between => {
      const [task] = tasks(
        [
          'T1 量測\tT1.1 準備\t\tP1.1.1 備妥。',
          '3',
          `K01 法規${between}K02 市場`,
          `S01 校正${between}S02 讀圖`,
        ].join('\t'),
      );
      expect(task!.knowledge).toEqual([
        { code: 'K01', name: '法規' },
        { code: 'K02', name: '市場' },
      ]);
      expect(task!.skills).toEqual([
        { code: 'S01', name: '校正' },
        { code: 'S02', name: '讀圖' },
      ]);
    },
  );

  test('that a text only mentions begin no item', () => {
    const [task] = tasks(
      'T1 量測\tT1.1 準備\t\tP1.1.1 備妥。 P1.1.2 依 P1.1.1 之結果啟動。\t3\tK01 ANSI/ESD S20.20 標準\tS01 AWS S3 雲端',
    );
    expect(task!.indicators.map(indicator => indicator.text)).toEqual(['備妥。', '依 P1.1.1 之結果啟動。']);
    expect(task!.knowledge).toEqual([{ code: 'K01', name: 'ANSI/ESD S20.20 標準' }]);
    expect(task!.skills).toEqual([{ code: 'S01', name: 'AWS S3 雲端' }]);
  });

  test('with two numbers of two digits are read whole', () => {
    const rows = 'T10 量測\tT10.12 準備\tO10.12.1 甲\tP10.12.10 備妥。\t3\tK01 量測學\tS01 校正';
    expect(tasks(rows)[0]).toMatchObject({
      code: 'T10.12',
      outputs: [{ code: 'O10.12.1' }],
      indicators: [{ code: 'P10.12.10' }],
    });
  });

  test('keep the bullets inside a name and lose those before a code', () => {
    const [task] = tasks(
      'T1 量測\tT1.1 準備\t‧O1.1.1 甲‧O1.1.2 乙\tP1.1.1 備妥。\t3\t⚫K01 法規：• 勞基法 • 公司法 ⚫K02 市場\t1. S01 校正 2. S02 讀圖',
    );
    expect(task!.outputs.map(output => output.text)).toEqual(['甲', '乙']);
    expect(task!.knowledge.map(entry => entry.name)).toEqual(['法規：• 勞基法 • 公司法', '市場']);
    expect(task!.skills.map(entry => entry.name)).toEqual(['校正', '讀圖']);
  });

  test('that come twice are kept, the second with ~2, and found', () => {
    const text = document({
      rows: [ROW, '\tT1.1 收拾\tO1.1.1 清單\tP1.1.1 歸位。P1.1.1 清點。\t2\tK01 量測學\tS01 校正'].join('\n'),
    });
    const [first, second] = read(text).duties[0]!.tasks;
    expect([first!.code, second!.code]).toEqual(['T1.1', 'T1.1~2']);
    expect(second!.outputs.map(output => output.code)).toEqual(['O1.1.1~2']);
    expect(second!.indicators.map(indicator => indicator.code)).toEqual(['P1.1.1~2', 'P1.1.1~3']);
    expect(found(text, 'duplicate-code')).toContain('T1.1 收拾');
  });
});

describe('tasks', () => {
  test('of one cell each have all that stands in the row', () => {
    const text = document({
      rows: 'T1 量測\tT1.1 準備<br>T1.2 收拾\tO1.1.1 表\tP1.1.1 備妥。 P1.2.1 歸位。\t3\tK01 量測學\tS01 校正',
    });
    const [first, second] = read(text).duties[0]!.tasks;
    expect(second).toEqual({ ...first, code: 'T1.2', name: '收拾' });
    expect(found(text, 'several-tasks-in-cell')).toEqual(['T1.1 準備 T1.2 收拾']);
    expect(found(text, 'wrong-prefix')).toEqual([]);
  });

  test('may lack outputs, K, S and a level, which is found', () => {
    const text = document({ rows: `${ROW}\n\tT1.2 收拾\t無\tP1.2.1 歸位。` });
    expect(read(text).duties[0]!.tasks[1]).toMatchObject({
      level: null,
      outputs: [],
      knowledge: [],
      skills: [],
    });
    expect(found(text, 'no-task-level')).toEqual(['T1.2 收拾']);
    expect(found(text, 'no-competencies')).toEqual(['T1.2 收拾']);
  });

  test.each(['34', '0', '7', '2-3', '高'])(
    'whose level is printed as %j have none, and the printed one is found',
    printed => {
      const text = document({ rows: ROW.replace('\t3\t', `\t${printed}\t`) });
      const { standard, findings } = readStandard(text);
      expect(standard!.duties[0]!.tasks[0]!.level).toBeNull();
      expect(findings.some(finding => finding.excerpt === printed)).toBe(true);
    },
  );

  test('whose cell is broken by new lines are read like any other', () => {
    const rows = 'T1 量\n測\tT1.1 準\n備\tO1.1.1 紀錄表\tP1.1.\n1 備妥\n儀器。\t3\tK01 量測\n學\tS0\n1 校正';
    expect(tasks(rows)).toEqual(read(document()).duties[0]!.tasks);
  });

  test('printed again on the next page are one task', () => {
    const text = document({
      rows: [ROW, '', HEADER, 'T1 量測\tT1.1 準備\t\tP1.1.2 啟動儀器。\t3\tK02 法規\tS01 校正'].join('\n'),
    });
    expect(read(text).duties).toHaveLength(1);
    expect(read(text).duties[0]!.tasks).toHaveLength(1);
    expect(read(text).duties[0]!.tasks[0]).toMatchObject({
      indicators: [{ code: 'P1.1.1' }, { code: 'P1.1.2' }],
      knowledge: [{}, {}],
    });
  });

  test('named by a code that no duty has get a duty without a name', () => {
    const text = document({ rows: `${ROW}\n\tT2.1 收拾\t\tP2.1.1 歸位。\t2\tK01 量測學\tS01 校正` });
    expect(read(text).duties.map(duty => [duty.code, duty.name])).toEqual([
      ['T1', '量測'],
      ['T2', ''],
    ]);
    expect(found(text, 'no-duty')).toEqual(['T2.1 收拾']);
  });

  test('stand in tables with more columns than headings', () => {
    const header = HEADER.replaceAll('\t', '\t\t');
    const rows = ROW.replaceAll('\t', '\t\t');
    expect(read(document({ header, rows })).duties).toEqual(read(document()).duties);
  });
});

describe('attitudes', () => {
  const attitudes = (lines: string) =>
    read(document({ attitudes: `職能內涵(A=attitude態度)\n${lines}` })).attitudes;

  test('stand on one line or one a line, with and without definitions', () => {
    expect(attitudes('A01 主動積極、A02誠實:正直。\n● A03 親和力：對他人\n表現理解。')).toEqual([
      { code: 'A01', name: '主動積極', definition: null },
      { code: 'A02', name: '誠實', definition: '正直。' },
      { code: 'A03', name: '親和力', definition: '對他人表現理解。' },
    ]);
  });

  test('without codes are numbered, and that is found', () => {
    expect(attitudes('主動積極、誠實')).toEqual([
      { code: 'A01', name: '主動積極', definition: null },
      { code: 'A02', name: '誠實', definition: null },
    ]);
    expect(
      found(document({ attitudes: '職能內涵(A=attitude態度)\n誠實：正直。' }), 'attitudes-without-codes'),
    ).toEqual(['誠實']);
  });

  test('follow a heading that is broken over lines, and a page header before it', () => {
    const text = document({
      rows: `${ROW}\n\n${HEADER}`,
      attitudes: '職能內涵\n（A=attitude\n態度）\nA01 誠實',
    });
    expect(read(text).attitudes).toEqual([{ code: 'A01', name: '誠實', definition: null }]);
  });
});

describe('remarks', () => {
  const remarks = (lines: string) => read(document({ remarks: `說明與補充事項\n${lines}` }));

  test('name several prerequisites, and notes broken over lines', () => {
    const { prerequisites, notes } = remarks(
      '建議擔任此職類/職業之學歷/經歷/或能力條件：\n- 大學畢業\n- 三年經驗\n其他補充說明：\n- 【註\n1】儀器：如卡\n尺等。\n- 得依產業調整。',
    );
    expect(prerequisites).toEqual(['大學畢業', '三年經驗']);
    expect(notes).toEqual([
      { ref: '註1', text: '儀器：如卡尺等。' },
      { ref: null, text: '得依產業調整。' },
    ]);
  });
});

describe('the profile', () => {
  test('may be of a family, with several classes', () => {
    const profile = PROFILE.replace('職類\t\t', '職類\t量測\t')
      .replace('職業\t測量人員', '職業\t')
      .replace('3112', '3112\n\t\t檢驗員\t\t3113');
    const standard = read(document({ profile }));
    expect([standard.kind, standard.name]).toEqual(['family', '量測']);
    expect(standard.classification.occupation).toEqual({ name: '測量員、檢驗員', code: '3112、3113' });
  });

  test.each(['３', '3級', 'Level 3'])('prints its level as %j', printed => {
    expect(read(document({ profile: PROFILE.replace(/3$/, printed) })).level).toBe(3);
  });
});

describe('versions', () => {
  const table = (rows: string) => `版本\t職能基準代碼\t職能基準名稱\t狀態\t更新說明\t發展更新日期\n${rows}\n`;

  test('date by the common era or the ROC', () => {
    const versions = table(
      'V2\tABC1234-001v2\t測量人員\t最新版本\t略\t2023/11/5\nV1\tABC1234-001v1\t測量人員\t歷史版本\t略\t112/1/15',
    );
    expect(read(document({ versions })).versions.map(version => version.date)).toEqual([
      '2023-11-05',
      '2023-01-15',
    ]);
  });

  test('say when a standard is superseded, and so does its title', () => {
    const versions = table('V2\tabc1234-001V2\t測量人員\t歷史版本\t略\t2023/11/5');
    expect(read(document({ versions })).superseded).toBe(true);
    expect(read(document({ title: '《歷史資料》測量人員職能基準' })).superseded).toBe(true);
    expect(read(document()).superseded).toBe(false);
  });
});

test('a document cut off gives what there is, with errors', () => {
  const whole = document();
  const { standard, findings } = readStandard(whole.slice(0, whole.indexOf('職能內涵 (A=')));
  expect(standard!.duties).toEqual(read(whole).duties);
  expect(findings.filter(finding => finding.severity === 'error').map(finding => finding.code)).toEqual([
    'no-attitudes',
  ]);
  expect(readStandard(whole.slice(0, whole.indexOf('T1 '))).standard).toBeNull();
});

test.each(['T1 量測', 'T1.1 準備', '測量產品。', 'K01 量測學', '謹慎細心：', '基準級別', '說明與補充事項'])(
  'a strange cell before %j is read or found, never lost',
  place => {
    const text = document().replace(place, `怪字\t${place}`);
    const { standard, findings } = readStandard(text);
    expect(JSON.stringify([standard, findings.map(finding => finding.excerpt)])).toContain('怪字');
  },
);
