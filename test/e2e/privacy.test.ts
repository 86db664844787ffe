import type { Page, Request } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInChromium, paste } from './site.ts';

const CANARY = '蒼鷺七三九一';
const TEXT = `${CANARY}協助業務處理客戶訂單與報價單，彙整銷售報表，維護客戶資料庫`;

/** Everything that a page has asked any server for, whole. */
function watch(page: Page): string[] {
  const seen: string[] = [];
  page.context().on('request', (request: Request) => {
    seen.push(
      decodeURIComponent(
        `${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`,
      ),
    );
  });
  return seen;
}

/** Whatever the browser keeps for the page. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const bodies: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        bodies.push(request.url, await ((await cache.match(request))?.text() ?? ''));
      }
    }
    return [
      ...Object.values(localStorage),
      ...Object.values(sessionStorage),
      document.cookie,
      JSON.stringify(await indexedDB.databases()),
      JSON.stringify(history.state),
      location.href,
      ...bodies,
    ].join('\n');
  });
}

describeInChromium('privacy of the page', site => {
  it('never sends a text, whatever is done with it', async () => {
    const { page, faults } = await site.open('/', { serviceWorkers: 'allow' });
    const requests = watch(page);
    await page.reload();
    await paste(page, TEXT, CANARY);
    for (const tab of ['gaps', 'helper', 'why']) await page.click(`#tab-${tab}`);
    await page.locator('.row button').nth(2).click();
    await page.locator('.share details summary').first().click();
    await page.locator('.evidence .passage').first().click();
    await page.keyboard.press('Escape');
    await page.click('nav >> text=廣告對照履歷');
    await page.fill('#ad', TEXT);
    await page.fill('#cv', TEXT);
    await page.waitForSelector('.matrix table');
    await page.click('nav >> text=比對');
    await page.click('.language');
    await page.waitForTimeout(500);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter(request => request.includes(CANARY))).toEqual([]);
    expect(requests.filter(request => !request.startsWith('GET '))).toEqual([]);
    expect(
      requests.filter(request => !request.startsWith(`GET ${site.url}/`) && !request.startsWith('GET blob:')),
    ).toEqual([]);
    expect(await kept(page)).not.toContain(CANARY);
    expect(faults).toEqual([]);
  });

  it('says so, and its policy lets a script talk to its own server alone', async () => {
    const { page } = await site.open();
    expect(await page.textContent('#privacy')).toContain('文字不會離開這台裝置');
    const { headers } = await fetch(site.url);
    expect(headers.get('Content-Security-Policy')).toContain("connect-src 'self'");
    expect(
      await page.evaluate(() =>
        fetch('http://127.0.0.1:9/').then(
          () => 'sent',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
  });

  it('hands no field that a person writes in to a translator, a spelling service or a form filler', async () => {
    const { page } = await site.open();
    await paste(page, TEXT);
    await page.click('text=結果不對？');
    const open = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('textarea, input[type="text"]')]
        .filter(field => field.spellcheck || field.getAttribute('autocomplete') !== 'off')
        .map(({ outerHTML }) => outerHTML),
    );
    expect(open).toEqual([]);
    expect(
      await page.evaluate(() => ['text', 'mirror-text'].map(id => document.getElementById(id)!.translate)),
    ).toEqual([false, false]);
  });

  it('keeps nothing after a reload, unless it is asked to, and forgets when told', async () => {
    const { page } = await site.open();
    await paste(page, TEXT);
    await page.reload();
    expect(await page.inputValue('#text')).toBe('');
    await paste(page, TEXT);
    await page.check('.memory input');
    await page.reload();
    await page.waitForSelector('.row');
    expect(await page.inputValue('#text')).toBe(TEXT);
    await page.click('.memory >> text=忘記');
    expect(await kept(page)).not.toContain(CANARY);
    await page.reload();
    expect(await page.inputValue('#text')).toBe('');
  });

  it('forgets in every tab when it is told to in one', async () => {
    const { page, context } = await site.open();
    await paste(page, TEXT);
    await page.check('.memory input');
    const other = await context.newPage();
    await other.goto(site.url);
    await other.waitForSelector('.row');
    await other.click('.memory >> text=忘記');
    await page.waitForSelector('.memory input:not(:checked)');
    await page.focus('#text');
    await page.keyboard.type('再寫');
    expect(await kept(page)).not.toContain(CANARY);
  });

  it('asks before a text goes to the server when the standards cannot be loaded', async () => {
    const { page } = await site.open('/docs');
    await page.route('**/assets/index-*', route => route.abort());
    const requests = watch(page);
    await page.goto(site.url);
    await page.waitForSelector('.engine.failed');
    await page.fill('#text', TEXT);
    await page.waitForTimeout(300);
    await page.click('text=改由伺服器比對');
    expect(requests.filter(request => request.startsWith('POST '))).toEqual([]);
    expect(await page.textContent('.engine.failed')).toContain('離開這台裝置');
    await page.click('text=同意，送到伺服器比對');
    await page.waitForSelector('.row');
    expect(await page.textContent('#privacy')).toContain('文字會送到提供本頁的伺服器');
    expect(await page.textContent('.engine.ready')).toContain('由伺服器比對');
    expect(await page.textContent('.match')).not.toContain('瀏覽器裡比對');
    const sent = requests.filter(request => request.startsWith('POST '));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.every(request => request.startsWith(`POST ${site.url}/v1/match `))).toBe(true);
    requests.length = 0;
    await page.locator('#text').press('End');
    await page.keyboard.type('，維護客戶資料', { delay: 20 });
    await expect.poll(() => requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThan(4); // not one for every key
    await page.unroute('**/assets/index-*');
  });

  it('loads the standards again when told to', async () => {
    const { page } = await site.open('/docs');
    await page.route('**/assets/index-*', route => route.abort());
    await page.goto(site.url);
    await page.waitForSelector('.engine.failed');
    await page.unroute('**/assets/index-*');
    await page.click('text=再試一次');
    await page.waitForSelector('.engine.ready');
  });

  it('takes the index that the server has now when the one it knows is gone', async () => {
    const { page } = await site.open('/docs');
    let asked = 0;
    await page.route(`${site.url}/`, async route => {
      const shell = await route.fetch();
      const html = await shell.text();
      asked++;
      await route.fulfill({
        response: shell,
        body:
          asked === 1
            ? html.replace(/\/assets\/index-\w+/, '/assets/index-00000000000000000000000000000000')
            : html,
      });
    });
    await page.goto(site.url);
    await page.waitForSelector('.engine.ready');
    expect(asked).toBe(2);
  });
});
