import { expect, it } from 'vitest';
import { describeInChromium, marked, paste } from './site.ts';

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script><b>協助業務</b>處理訂單 &lt;i&gt; \u202e單價報作製\u202c
</textarea></script><svg onload=alert(3)> {{7*7}} \${alert(4)} javascript:alert(5) 銷售報表\u0000\ufeff\u2066報價單\u2069`;

describeInChromium('hostile texts in the page', site => {
  it('are text: shown as they are, in every view, and never run', async () => {
    const { page, faults } = await site.open();
    const images = await page.locator('img, script, svg[onload]').count();
    await page.fill('#text-title', HOSTILE.replace(/\n/g, ' ').slice(0, 400));
    await paste(page, HOSTILE, '<b>業務</b>');
    for (const tab of ['gaps', 'helper', 'why']) await page.click(`#tab-${tab}`);
    await page.locator('.share details summary').first().click();
    await page.click('nav >> text=廣告對照履歷');
    await page.fill('#ad', HOSTILE);
    await page.fill('#cv', HOSTILE);
    await page.waitForSelector('.matrix table');
    expect(await page.locator('img, script, svg[onload]').count()).toBe(images);
    const value = await page.inputValue('#ad');
    expect(await page.evaluate(() => document.getElementById('mirror-ad')!.textContent)).toBe(
      `${value}\u200b`,
    );
    expect(faults).toEqual([]);
  });

  it('may be as long as is allowed, and are told when they are longer', async () => {
    const { page, faults } = await site.open();
    const long = '負責客戶訂單與報價，彙整銷售報表。'.repeat(3000).slice(0, 50_000);
    await paste(page, long);
    expect(await page.textContent('#text-count')).toContain('50,000 / 50,000');
    expect((await marked(page, 'carried-3')).length).toBeGreaterThan(2); // a long text lists three places for a word
    const score = await page.textContent('.row .score');
    await page.fill('#text', `${long}多`);
    await page.waitForSelector('#text[aria-invalid="true"]');
    expect(await page.textContent('.composer .problem')).toContain('50,000');
    expect(await page.textContent('.row .score')).toBe(score);
    expect(faults).toEqual([]);
  });

  it('are coloured where they stand, whatever comes before them', async () => {
    const { page } = await site.open();
    await paste(page, '😀😀\r\n\u202e\t　協助業務處理訂單');
    const words = [
      ...(await marked(page, 'carried-1')),
      ...(await marked(page, 'carried-2')),
      ...(await marked(page, 'carried-3')),
    ];
    expect(words).toContain('訂單');
  });
});
