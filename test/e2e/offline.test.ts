import { expect, it } from 'vitest';
import { describeInChromium, example, paste } from './site.ts';

describeInChromium('the page without a network', site => {
  it('matches, compares and shows standards once it has been loaded', async () => {
    const { page, context, faults } = await site.open('/', { serviceWorkers: 'allow' });
    await page.waitForSelector('.engine.ready');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await page.waitForTimeout(1500);
    await context.setOffline(true);
    for (const path of ['/', '/en/']) {
      await page.goto(site.url + path);
      await paste(page, example('ad-wealth').text, example('ad-wealth').title);
      expect(await page.textContent('.row .name')).toBe('證券業-財富管理人員');
    }
    await page.setInputFiles('input[type="file"]', {
      name: 'ad.html',
      mimeType: 'text/html',
      buffer: Buffer.from('<!doctype html><p>彙整銷售報表'),
    });
    await page.waitForFunction(
      () => (document.getElementById('text') as HTMLTextAreaElement).value === '彙整銷售報表',
    );
    await Promise.all([page.waitForEvent('download'), page.click('text=/下載 CSV|Download CSV/')]);
    await page.goto(`${site.url}/standards/KPS4999-001v3`);
    await page.waitForSelector('.record h1');
    expect(await page.textContent('.record h1')).toBe('銷售助理');
    expect(faults.filter(fault => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});
