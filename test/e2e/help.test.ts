import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeInChromium, example, paste } from './site.ts';

describeInChromium('what the page helps with', site => {
  it('tells a job seeker what is covered, partly there and not mentioned', async () => {
    const { page, faults } = await site.open();
    await page.check('input[value="cv"]', { force: true });
    const { text, title } = example('cv-assistant');
    await paste(page, text, title);
    await page.click('#tab-gaps');
    await page.waitForSelector('.statuses li');
    const counts = await page.evaluate(() =>
      ['covered', 'partly', 'missing'].map(
        status => document.querySelectorAll(`.statuses li.${status}`).length,
      ),
    );
    expect(
      counts.every(count => count > 0),
      String(counts),
    ).toBe(true);
    expect(await page.locator('.statuses li.covered .carriers').allTextContents()).not.toEqual([]);
    await page.locator('.filter .chip', { hasText: '沒提到' }).click();
    expect(await page.locator('.statuses li.covered').count()).toBe(0);
    expect(await page.locator('.statuses li.missing').count()).toBe(counts[2]);
    expect(await page.locator('#tab-helper').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('offers a recruiter what the ad leaves out, in the words of the standard, and adds it', async () => {
    const { page } = await site.open();
    await paste(page, '誠徵業務助理，處理訂單與出貨', '業務助理');
    await page.click('#tab-helper');
    const choice = page.locator('.choices label').first();
    const code = (await choice.locator('.code').textContent())!;
    const name = (await choice.textContent())!.replace(code, '').trim();
    await choice.click();
    await page.click('.helper >> text=加到廣告最後');
    expect(await page.inputValue('#text')).toContain(name);
    await page.waitForFunction(
      gone =>
        ![...document.querySelectorAll('.choices label .code')].some(
          ({ textContent }) => textContent === gone,
        ),
      code,
    );
    await page.click('.notice >> text=復原');
    await expect.poll(() => page.inputValue('#text')).toBe('誠徵業務助理，處理訂單與出貨');
  });

  it('chooses nothing of an occupation because the same code was chosen of another', async () => {
    const { page } = await site.open();
    await paste(page, '誠徵業務助理，處理訂單與出貨', '業務助理');
    await page.click('#tab-helper');
    await page.waitForSelector('.choices');
    for (const label of await page.locator('.choices label').all()) await label.click();
    await page.locator('.row button').nth(1).click();
    const name = await page.locator('.row .name').nth(1).textContent();
    await page.waitForFunction(
      wanted => document.getElementById('occupation-name')?.textContent === wanted,
      name,
    );
    await page.waitForSelector('.choices');
    expect(await page.locator('.choices input:checked').count()).toBe(0);
  });

  it('stays with the occupation that was opened when its wording is added', async () => {
    const { page } = await site.open();
    await paste(page, '誠徵業務助理，處理訂單與出貨', '業務助理');
    await page.locator('.row button').nth(1).click();
    await page.waitForSelector('.row:nth-child(2).opened');
    const name = await page.textContent('#occupation-name');
    await page.click('#tab-helper');
    await page.locator('.choices label').first().click();
    await page.click('.helper >> text=加到廣告最後');
    await page.waitForFunction(
      () => (document.getElementById('text') as HTMLTextAreaElement).value.length > 20,
    );
    await page.waitForTimeout(500);
    expect(await page.textContent('#occupation-name')).toBe(name);
  });

  it('compares an ad with a CV as a matrix of tasks and competencies', async () => {
    const { page, faults } = await site.open('/compare');
    await page.fill('#ad', example('ad-assistant').text);
    expect(await page.locator('.matrix table').count()).toBe(0);
    await page.fill('#cv', example('cv-assistant').text);
    await page.waitForSelector('.matrix table');
    expect(await page.textContent('.through h2')).toContain('銷售助理');
    expect(await page.locator('.matrix tr.both').count()).toBeGreaterThan(3);
    expect(await page.locator('.matrix tr.asked').count()).toBeGreaterThan(0);
    expect(await page.locator('.matrix tr.neither').count()).toBe(0);
    await page.locator('.filter .chip', { hasText: '兩邊都沒提到' }).click();
    expect(await page.locator('.matrix tr.neither').count()).toBeGreaterThan(0);
    await page.selectOption('.through select', 'FSI3311-001v3');
    await page.waitForFunction(() =>
      document.querySelector('.through h2')?.textContent?.includes('受託買賣'),
    );
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=下載 CSV')]);
    expect(download.suggestedFilename()).toBe('icap-match-comparison.csv');
    expect(faults).toEqual([]);
  });

  it('opens files by dropping or choosing them, and says what is wrong with those it cannot read', async () => {
    const { page } = await site.open();
    const file = {
      name: 'ad.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('負責開發新客戶、報價與議價，達成業績目標'),
    };
    await page.setInputFiles('input[type="file"]', file);
    await page.waitForSelector('.row');
    expect(await page.inputValue('#text')).toContain('開發新客戶');
    await page.setInputFiles('input[type="file"]', {
      name: 'a.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 broken'),
    });
    await page.waitForSelector('.notice:not([hidden])');
    expect(await page.textContent('.notice span')).toMatch(/損壞|讀取/);
    expect(await page.inputValue('#text')).toContain('開發新客戶');
  });

  it('saves answers as JSON and CSV, and a judged row for "this is wrong"', async () => {
    const { page } = await site.open();
    const { text, title } = example('ad-assistant');
    await paste(page, text, title);
    const saved = async (click: () => Promise<void>): Promise<string> => {
      const [download] = await Promise.all([page.waitForEvent('download'), click()]);
      expect(download.suggestedFilename()).toMatch(/^icap-match-[a-z]+\.(json|csv|jsonl)$/);
      return readFileSync(await download.path(), 'utf8');
    };
    const answer = JSON.parse(await saved(() => page.click('text=下載 JSON')));
    expect(answer.occupations[0].competencies[0].evidence.length).toBeGreaterThan(0);
    expect(await saved(() => page.click('text=下載 CSV'))).toContain('KPS4999-001v3');
    await page.click('text=結果不對？');
    await page.locator('#wrong .grade select').first().selectOption('3');
    const row = JSON.parse(await saved(() => page.click('#wrong >> text=存成檔案')));
    expect(row).toMatchObject({ kind: 'ad', title, text, none: false });
    expect(Object.values(row.grades)).toEqual([3]);
  });

  it('judges each text for itself, and is not ended by Enter in its search', async () => {
    const { page } = await site.open();
    await paste(page, example('ad-assistant').text);
    await page.click('text=結果不對？');
    await page.fill('#wrong input[type="search"]', '銷售');
    await page.keyboard.press('Enter');
    expect(await page.locator('#wrong[open]').count()).toBe(1);
    await page.locator('#wrong .grade select').first().selectOption('3');
    await page.click('#wrong header button');
    await page.waitForSelector('#wrong', { state: 'hidden' });
    await page.fill('#text', example('ad-wealth').text);
    await page.click('text=結果不對？');
    const values = await page
      .locator('#wrong .grade select')
      .evaluateAll(all => all.map(one => (one as HTMLSelectElement).value));
    expect(values.filter(value => value !== '')).toEqual([]);
    expect(await page.isDisabled('#wrong >> text=存成檔案')).toBe(true);
  });

  it('takes no file that misses the field for a page to go to', async () => {
    const { page } = await site.open();
    await page.waitForSelector(':root[data-live]');
    const refused = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['text'], 'cv.txt'));
      const dropped = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('footer')!.dispatchEvent(dropped);
      return dropped.defaultPrevented;
    });
    expect(refused).toBe(true);
  });

  it('says so when it cannot copy, or cannot load what writes a file', async () => {
    const { page } = await site.open();
    await page.route('**/assets/exports-*', route => route.abort());
    await paste(page, example('ad-assistant').text);
    await page.click('text=下載 CSV');
    await page.waitForSelector('.notice:not([hidden])');
    expect(await page.textContent('.notice span')).toContain('無法載入');
    await page.goto(`${site.url}/standards/KPS4999-001v3`);
    await page.waitForSelector(':root[data-live]');
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.click('text=複製連結');
    await page.waitForSelector('.notice:not([hidden])');
    expect(await page.textContent('.notice span')).toBe('瀏覽器不允許複製。');
  });

  it('lists, filters and shows standards, each task at an address of its own', async () => {
    const { page, faults } = await site.open('/standards');
    await page.waitForSelector('.list li');
    expect(await page.locator('.list li').count()).toBe(5);
    await page.waitForSelector(':root[data-live]');
    await page.fill('.search input[type="search"]', '证券'); // Simplified characters find Traditional ones
    await page.waitForFunction(() => document.querySelectorAll('.list li').length === 2);
    await page.selectOption('.search select[name="level"]', '3');
    await page.waitForFunction(() => document.querySelectorAll('.list li').length === 1);
    await page.click('.list a');
    await page.waitForSelector('.record h1');
    expect(decodeURIComponent(new URL(page.url()).pathname)).toBe('/standards/FSI3311-001v3');
    await page.goBack();
    await page.waitForSelector('.list li');
    expect(await page.inputValue('.search input[type="search"]')).toBe('证券');
    await page.goto(`${site.url}/standards/KPS4999-001v3#T2.1`);
    expect(await page.locator('#T2\\.1').isVisible()).toBe(true);
    expect(
      await page.evaluate(() => document.getElementById('T2.1')!.getBoundingClientRect().top < innerHeight),
    ).toBe(true);
    expect(faults).toEqual([]);
  });

  it('keeps what was typed while one looks at a standard and comes back', async () => {
    const { page } = await site.open();
    await paste(page, '協助業務處理訂單與報價單');
    await page.click('nav >> text=職能基準');
    await page.waitForSelector('.list li');
    await page.click('nav >> text=比對');
    expect(await page.inputValue('#text')).toBe('協助業務處理訂單與報價單');
    expect(await page.locator('.row').count()).toBe(5);
  });
});
