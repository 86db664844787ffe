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
    await page.goto(`${site.url}/standards?q=zzz`);
    await page.waitForSelector(':root[data-live]');
    await page.fill('.search input[name="q"]', '證券');
    await page.waitForFunction(() => document.querySelectorAll('.list li').length === 2);
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

  it('leaves what the server sent of the standards when the index cannot be loaded, and says so elsewhere', async () => {
    const { page } = await site.open('/docs');
    await page.route('**/assets/index-*', route => route.abort());
    for (const [path, what] of [
      ['/standards', '.list li'],
      ['/standards/KPS4999-001v3', '.record h1'],
    ] as const) {
      await page.goto(site.url + path);
      await page.waitForTimeout(700);
      expect(await page.locator(what).count(), path).toBeGreaterThan(0);
    }
    await page.goto(site.url);
    await page.waitForSelector('.engine.failed');
    await page.click('nav >> text=職能基準');
    await page.waitForSelector('.standards .engine.failed');
    expect(await page.locator('.standards .empty').count()).toBe(0);
    await page.unroute('**/assets/index-*');
    await page.click('text=再試一次');
    await page.waitForSelector('.list li');
  });

  it('colours the words again when one comes back to the text', async () => {
    const { page } = await site.open();
    await paste(page, example('ad-assistant').text);
    await page.click('nav >> text=職能基準');
    await page.waitForSelector('.list li');
    await page.goBack();
    await page.waitForSelector('.row');
    await expect
      .poll(() =>
        page.evaluate(() =>
          [...(CSS.highlights.get('carried-3') ?? [])].some(
            range => (range as Range).startContainer.isConnected && range.toString() !== '',
          ),
        ),
      )
      .toBe(true);
  });

  it('is as far down as it was when one comes back', async () => {
    const { page } = await site.open('/', { viewport: { width: 390, height: 800 } });
    await paste(page, example('ad-assistant').text);
    await page.evaluate(() => scrollTo(0, 700));
    await page.evaluate(() => document.querySelector<HTMLElement>('nav a[href="/standards"]')!.click());
    await page.waitForSelector('.list li');
    await page.goBack();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(700);
  });

  it('stays in the language that was chosen when one goes back', async () => {
    const { page } = await site.open();
    await page.waitForSelector('.engine.ready');
    await page.click('nav >> text=廣告對照履歷');
    await page.waitForSelector('.compare');
    await page.click('.language');
    await page.goBack();
    await page.waitForSelector('.match');
    expect(await page.textContent('h1')).toBe('Which occupation does this text describe?');
    expect(new URL(page.url()).pathname).toBe('/en/');
  });

  it('goes from a passage to its page with the focus there, and follows any address within it', async () => {
    const { page, faults } = await site.open();
    await paste(page, example('ad-assistant').text);
    await page.locator('.why > .shares .passage').first().click();
    await page.waitForSelector('#passage .record');
    await page.click('#passage header a');
    await page.waitForSelector('main .record [data-target]');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.locator('.contents a').nth(1).click();
    const marked = page.locator('[data-target]');
    await expect.poll(async () => `#${await marked.getAttribute('id')}`).toBe(new URL(page.url()).hash);
    expect(await marked.count()).toBe(1);
    await page.evaluate(() => {
      location.hash = '#100%';
    });
    await page.goto(`${site.url}/standards/KPS4999-001v3#%E0%A4%A`);
    await page.waitForSelector(':root[data-live]');
    expect(faults).toEqual([]);
  });

  it('lets an input method compose undisturbed, and matches what it composed', async () => {
    const { page, context } = await site.open();
    await page.waitForSelector('.engine.ready');
    await page.focus('#text');
    const input = await context.newCDPSession(page);
    for (const [composing, composed] of [
      ['ㄉㄧㄥˋ ㄉㄢ', '訂單'],
      ['ㄅㄠˋ ㄐㄧㄚˋ', '報價'],
    ] as const) {
      for (let end = 1; end <= composing.length; end++) {
        const text = composing.slice(0, end);
        await input.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
        await page.waitForTimeout(20);
      }
      await input.send('Input.insertText', { text: composed });
    }
    expect(await page.inputValue('#text')).toBe('訂單報價');
    await expect.poll(() => page.textContent('.row:first-child .because')).toContain('訂單');
    await page.goto(`${site.url}/standards`);
    await page.waitForSelector(':root[data-live]');
    await page.focus('.search input[name="q"]');
    for (const text of ['ㄓ', 'ㄓㄥ', 'ㄓㄥˋ']) {
      await input.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      await page.waitForTimeout(20);
    }
    await input.send('Input.insertText', { text: '證券' });
    expect(await page.inputValue('.search input[name="q"]')).toBe('證券');
    await page.waitForFunction(() => document.querySelectorAll('.list li').length === 2);
  });
});
