import { describe, expect, test } from 'vitest';
import type { Standard } from '../../src/standards/model.ts';
import { readStandard } from '../../src/standards/read.ts';
import { document, HEADER, PROFILE, ROW } from './document.ts';

function read(text: string): Standard {
  const { standard, findings } = readStandard(text);
  if (standard === null) throw new Error(JSON.stringify(findings));
  return standard;
}

const found = (text: string, code: string) =>
  readStandard(text).findings.filter(finding => finding.code === code);

const tasks = (rows: string) => read(document({ rows })).duties.flatMap(duty => duty.tasks);

describe('a code that a text speaks of begins no item', () => {
  test.each([
    '依需求(P1.1.2 所述)備妥儀器。',
    '與 P1.1.2 一併備妥儀器。',
    '依 T1.2 之結果備妥儀器，存入「S3 空間」。',
  ])('%s', text => {
    const [task] = tasks(`T1 量測\tT1.1 準備\t\tP1.1.1 ${text} P1.1.2 啟動。\t3\tK01 量測學\tS01 校正`);
    expect(task!.indicators).toEqual([
      { code: 'P1.1.1', text },
      { code: 'P1.1.2', text: '啟動。' },
    ]);
  });

  test('nor does K1 where K01 is printed', () => {
    const [task] = tasks(
      'T1 量測\tT1.1 準備\t\tP1.1.1 備妥。\t3\tK01 量測學 K02 S7-1200 程式、K9 型\tS01 校正',
    );
    expect(task!.knowledge.map(entry => entry.name)).toEqual(['量測學', 'S7-1200 程式、K9 型']);
  });

  test('nor does a word like A4 among the attitudes', () => {
    const attitudes =
      '職能內涵 (A=attitude 態度)\nA01 謹慎：如 A02 所述，仔細。\nA02 整潔：T恤、A4 紙。\nA03 親和力：友善。';
    expect(read(document({ attitudes })).attitudes.map(({ code, name }) => code + name)).toEqual([
      'A01謹慎',
      'A02整潔',
      'A03親和力',
    ]);
  });
});

describe('cells that go on', () => {
  test('over a page on which the duty and the task are printed again', () => {
    const rows = `${ROW}\n${HEADER}\nT1 量測\t\t表單\t並啟動。\t\t\t\n${HEADER}\nT1 量測\tT1.1 準備\t\tP1.1.2 停機。\t\t\t`;
    const [task, ...more] = tasks(rows);
    expect(more).toEqual([]);
    expect(task!.outputs[0]!.text).toBe('紀錄表表單');
    expect(task!.indicators.map(item => item.text)).toEqual(['備妥儀器。並啟動。', '停機。']);
  });

  test('in the duty column beside a later task, also where it is headed 工作任務', () => {
    const header = HEADER.replace('工作任務', '工作活動').replace('主要職責', '工作任務');
    const rows = `T1 量測\tT1.1 準備\t\tP1.1.1 備妥。\t3\tK01 甲\tS01 乙\n${header}\n與分析\tT1.2 收拾\t\tP1.2.1 歸位。\t3\tK01 甲\tS01 乙`;
    const { duties } = read(document({ header, rows }));
    expect(duties.map(duty => [duty.name, ...duty.tasks.map(task => task.name)])).toEqual([
      ['量測與分析', '準備', '收拾'],
    ]);
  });

  test('hold several tasks, split over rows or over a page', () => {
    const split = [
      'T1 量測\tT1.1 準\tO1.1.1 紀\tP1.1.1 備妥儀\t3\tK01 甲\tS01 乙',
      '\t備\t錄表\t器。\t\tK02 丙\t',
      '\tT1.2 收\tO1.2.1 清\tP1.2.1 歸位\t\t\t',
      '\t拾\t單\t並上鎖。\t\t\t',
    ];
    const paged = [
      'T1 量測\tT1.1 準\tO1.1.1 紀\tP1.1.1 備妥儀\t3\tK01 甲\tS01 乙',
      HEADER,
      '\t備 T1.2 收拾\t錄表 O1.2.1 清單\t器。 P1.2.1 歸位並上鎖。\t\tK02 丙\t',
    ];
    for (const rows of [split, paged]) {
      const [first, second] = tasks(rows.join('\n'));
      expect(first).toMatchObject({ code: 'T1.1', name: '準備', level: 3 });
      expect(second).toEqual({ ...first, code: 'T1.2', name: '收拾' });
      expect(first!.outputs.map(output => output.text)).toEqual(['紀錄表', '清單']);
      expect(first!.knowledge.map(entry => entry.code)).toEqual(['K01', 'K02']);
    }
  });

  test('are set in the middle of their row', () => {
    const rows = [
      'T1 量測\t\t\tP1.1.1 備妥\t\t\t',
      '\tT1.1 準\tO1.1.1 表\t儀器並\t3\tK01 甲\tS01 乙',
      '\t備\t\t啟動。\t\t\t',
      '\t\t\tP1.2.1 收妥\t\t\t',
      '\tT1.2 收\tO1.2.1 單\t儀器並\t2\tK02 丙\tS02 丁',
      '\t拾\t\t上鎖。\t\t\t',
    ];
    expect(tasks(rows.join('\n')).map(task => [task.code, task.level, task.indicators[0]!.text])).toEqual([
      ['T1.1', 3, '備妥儀器並啟動。'],
      ['T1.2', 2, '收妥儀器並上鎖。'],
    ]);
  });
});

describe('remarks', () => {
  test.each([
    [
      '<ul><li>建議擔任此職類/職業之學歷/經歷/或能力條件：</li><li>高中畢業</li><li>一年經驗</li></ul>',
      ['高中畢業', '一年經驗'],
      [],
    ],
    ['- 建議擔任此職類/職業之學歷/經歷/或能力條件\n- 無\n- 參考時宜調整。', ['無'], ['參考時宜調整。']],
    ['建議擔任此職類/職業之學歷/經歷/或能力條件：無\n參考時宜調整。', ['無'], ['參考時宜調整。']],
  ])('%s', (printed, prerequisites, notes) => {
    const standard = read(document({ remarks: `說明與補充事項\n${printed}` }));
    expect(standard.prerequisites).toEqual(prerequisites);
    expect(standard.notes.map(note => note.text)).toEqual(notes);
  });
});

test('the same words before every page header are content where they stand elsewhere too', () => {
  const page = (at: number, end: string) =>
    `T${at} 甲\tT${at}.1 乙\t\tP${at}.1.1 丙。\t3\tK01 丁\tS01 維修工具使用、\n管理及維護能力\n${end}`;
  const rows = `${page(1, HEADER)}\n${page(2, HEADER)}\n${page(3, '')}${page(4, '')}`;
  for (const task of tasks(rows)) expect(task.skills[0]!.name).toBe('維修工具使用、管理及維護能力');
});

test('a second standard in the same document is reported, and nothing of it is in the first', () => {
  const second = document({ title: '校正人員職能基準', profile: PROFILE.replace('測量人員', '校正人員') });
  const text = `${document()}\n\n${second}`;
  expect(found(text, 'second-standard').map(finding => [finding.severity, finding.excerpt])).toEqual([
    ['error', '校正人員職能基準'],
  ]);
  expect(read(text)).toEqual(read(document()));
});
