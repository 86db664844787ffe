import { expect, it } from 'vitest';
import { EXAMPLES } from '../../src/page/examples.ts';
import { describeInChromium, example, marked, paste } from './site.ts';

describeInChromium('matching in the page', site => {
  it('finds the standard that each of the five ads is about, and says so in words', async () => {
    const { page, faults } = await site.open();
    for (const { kind, title, text, first } of EXAMPLES.filter(
      one => one.kind === 'ad' && one.first !== null,
    )) {
      await page.fill('#text-title', title);
      await page.fill('#text', text);
      await page.waitForSelector(`.row:first-child[data-id="${first}"]`);
      expect(await page.textContent('.verdict h2'), kind).toBe('很像');
      expect(await page.textContent('.verdict p')).toContain('在 5 份職能基準中');
    }
    expect(faults).toEqual([]);
  });

  it('says when nothing fits, and ranks all the same', async () => {
    const { page } = await site.open();
    const { text, title } = example('ad-nurse');
    await paste(page, text, title);
    await page.waitForFunction(
      () => document.querySelector('.verdict h2')?.textContent === '這些職能基準都不像',
    );
    expect(await page.locator('.row').count()).toBe(5);
  });

  it('answers while somebody types', async () => {
    const { page } = await site.open();
    await page.waitForSelector('.engine.ready');
    await page.focus('#text');
    await page.keyboard.type('開發新客戶');
    await page.waitForSelector('.row');
    const before = await page.textContent('.row .score');
    await page.keyboard.type('，接受客戶委託買賣股票，期貨開戶');
    await page.waitForFunction(score => document.querySelector('.row .score')?.textContent !== score, before);
    expect(await page.textContent('.row .name')).toBe('證券業-受託買賣業務人員');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.waitForSelector('.ranking.empty');
    expect(await page.locator('.occupation').count()).toBe(0);
  });

  it('takes a score apart into parts that add up to it, twice', async () => {
    const { page } = await site.open();
    const { text, title } = example('ad-assistant');
    await paste(page, text, title);
    const sums = await page.evaluate(() => {
      const numbers = (nodes: Iterable<Element>) => [...nodes].map(node => Number(node.textContent));
      const score = Number(document.querySelector('.occupation .facts b')!.textContent);
      const [byCompetency, byTask] = [
        numbers(document.querySelectorAll('.why .group .share .value')),
        numbers(document.querySelectorAll('.why > .shares .value')),
      ];
      return { score, byCompetency, byTask };
    });
    const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
    expect(sums.byCompetency.length).toBeGreaterThan(10);
    expect(Math.abs(sum(sums.byCompetency) - sums.score)).toBeLessThan(
      0.0005 * (sums.byCompetency.length + 1),
    );
    expect(Math.abs(sum(sums.byTask) - sums.score)).toBeLessThan(0.0005 * (sums.byTask.length + 1));
  });

  it('lights the words of a competency, and the competencies of a word', async () => {
    const { page } = await site.open();
    const { text, title } = example('ad-assistant');
    await paste(page, text, title);
    expect((await marked(page, 'carried-3')).length).toBeGreaterThan(0);
    const row = page.locator('.share[data-source="S04"]');
    await row.locator('summary').hover();
    const lit = await marked(page, 'lit');
    expect(lit.length).toBeGreaterThan(0);
    expect(lit.every(word => text.includes(word))).toBe(true);
    await page.mouse.move(5, 5);
    expect(await marked(page, 'lit')).toEqual([]);
    await row.locator('summary').focus();
    expect(await marked(page, 'lit')).toEqual(lit);

    const word = lit[0]!;
    await page.evaluate(at => {
      const field = document.getElementById('text') as HTMLTextAreaElement;
      field.focus();
      field.setSelectionRange(at, at);
    }, text.indexOf(word) + 1);
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('.pointed .chip');
    expect(await page.textContent('.pointed bdi')).toBe(word);
    const [source] = (await page.textContent('.pointed .chip'))!.split(' ');
    expect(
      (await page.locator(`.share[data-source="${source}"][data-lit]`).count()) +
        (source!.match(/^[KSA]\d/) ? 0 : 1),
    ).toBe(1);
    const chip = page.locator('.pointed .chip', { hasText: /^[KSA]\d/ }).first();
    const [code] = (await chip.textContent())!.split(' ');
    await chip.click();
    await page.waitForFunction(
      wanted => document.activeElement?.closest('[data-source]')?.getAttribute('data-source') === wanted,
      code,
    );
  });

  it('shows what stands for what, and is one click from the passage', async () => {
    const { page } = await site.open();
    await paste(page, '協助業務處理客戶訂單與報價單，彙整銷售報表');
    const equivalent = page.locator('.evidence tr', { hasText: '≈' }).first();
    await page.locator('.share details', { has: equivalent }).first().locator('summary').click();
    expect(await equivalent.locator('td').first().textContent()).toMatch(/^「.+」.*≈「.+」$/);
    const source = await equivalent.locator('.passage').textContent();
    await equivalent.locator('.passage').click();
    await page.waitForSelector('#passage .record');
    const target = page.locator('#passage [data-target]');
    await target.waitFor();
    expect(await target.textContent()).toContain(/^[A-Z]/.test(source!) ? source! : '');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#passage', { state: 'hidden' });
  });

  it('greys what was set aside or denied, with the reason', async () => {
    const { page } = await site.open();
    await paste(page, '協助業務處理訂單，彙整銷售報表。不需跑外務。\n公司福利：三節獎金、員工旅遊');
    const ignored = await marked(page, 'ignored');
    expect(ignored.join()).toContain('三節獎金');
    expect(ignored.join()).toContain('外務');
    expect(await page.locator('.aside .chip').allTextContents()).toEqual(
      expect.arrayContaining(['福利待遇', '否定的內容']),
    );
    await page.locator('.aside .chip', { hasText: '福利待遇' }).click();
    expect(
      await page.evaluate(() => {
        const field = document.getElementById('text') as HTMLTextAreaElement;
        return field.value.slice(field.selectionStart, field.selectionEnd);
      }),
    ).toContain('三節獎金');
  });

  it('opens another occupation of the ranking, and keeps it open while the text goes on', async () => {
    const { page } = await site.open();
    await paste(page, example('ad-assistant').text);
    await page.locator('.row button').nth(1).click();
    const name = await page.locator('.row .name').nth(1).textContent();
    await page.waitForFunction(
      wanted => document.getElementById('occupation-name')?.textContent === wanted,
      name,
    );
    await page.focus('#text');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('，負責出貨');
    await page.waitForTimeout(300);
    expect(await page.textContent('#occupation-name')).toBe(name);
    await page.fill('#text', example('ad-wealth').text); // another text, over the whole of the first
    await page.waitForFunction(() => document.querySelector('.row:first-child.opened .name') !== null);
    expect(await page.textContent('#occupation-name')).toBe('證券業-財富管理人員');
  });

  it('clears, and brings back what was cleared', async () => {
    const { page } = await site.open();
    const { text } = example('ad-assistant');
    await paste(page, text);
    await page.click('text=清除');
    expect(await page.inputValue('#text')).toBe('');
    await page.click('.notice >> text=復原');
    expect(await page.inputValue('#text')).toBe(text);
    await page.waitForSelector('.row');
  });

  it('has examples to try, chosen from a menu', async () => {
    const { page, faults } = await site.open();
    await page.click('text=試試範例');
    await page.waitForSelector('#text-examples:popover-open');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.row');
    expect(await page.inputValue('#text')).toBe(EXAMPLES[0]!.text);
    expect(await page.locator('#text-examples:popover-open').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
