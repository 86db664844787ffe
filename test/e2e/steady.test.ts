import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInChromium, example, paste } from './site.ts';

/** Holds the page's script back until it is let go: a slow network. */
async function holdScript(page: Page): Promise<() => void> {
  let go = (): void => {};
  const held = new Promise<void>(resolve => {
    go = resolve;
  });
  await page.route('**/assets/main-*.js', async route => {
    await held;
    await route.continue();
  });
  return () => go();
}

describeInChromium('what is typed or asked early or late', site => {
  it('keeps text, cursor and focus of who typed before the script came', async () => {
    const { page } = await site.open('/docs');
    const go = await holdScript(page);
    await page.goto(`${site.url}/compare`, { waitUntil: 'commit' });
    await page.fill('#ad', '協助業務處理訂單');
    await page.fill('#cv', '彙整銷售報表');
    await page.evaluate(() => (document.getElementById('cv') as HTMLTextAreaElement).setSelectionRange(2, 2));
    go();
    await page.waitForSelector(':root[data-live]');
    expect(await page.inputValue('#ad')).toBe('協助業務處理訂單');
    await page.keyboard.type('了');
    expect(await page.inputValue('#cv')).toBe('彙整了銷售報表');
    await page.waitForSelector('.matrix table');
  });

  it('keeps a search that the address holds, and what was typed into it since', async () => {
    const { page } = await site.open('/standards?q=%E8%AD%89%E5%88%B8&level=3');
    await page.waitForSelector(':root[data-live]');
    expect(await page.inputValue('.search input[name="q"]')).toBe('證券');
    expect(await page.inputValue('.search select[name="level"]')).toBe('3');
    expect(await page.locator('.list li').count()).toBe(1);
  });

  it('shows in a tab that was opened in the background what has come meanwhile', async () => {
    const { page } = await site.open('/docs');
    await page.addInitScript(() => {
      const held: FrameRequestCallback[] = [];
      Object.assign(globalThis, { requestAnimationFrame: (frame: FrameRequestCallback) => held.push(frame) });
    });
    await page.goto(site.url);
    await page.waitForSelector('.engine.ready', { timeout: 20_000 });
    await paste(page, example('ad-assistant').text);
  });

  it('shows no comparison that comes after one of its texts is gone', async () => {
    const { page } = await site.open('/compare');
    await page.waitForSelector('.engine.ready');
    await page.fill('#ad', example('ad-assistant').text);
    await page.evaluate(text => {
      const field = document.getElementById('cv') as HTMLTextAreaElement;
      for (const value of [text, '']) {
        field.value = value;
        field.dispatchEvent(new Event('input'));
      }
    }, example('cv-assistant').text);
    await page.waitForTimeout(500);
    expect(await page.locator('.matrix table').count()).toBe(0);
  });
});
