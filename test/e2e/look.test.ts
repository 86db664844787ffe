import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInChromium, example, paste } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong, in words. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE); // by the debugger: the page's policy lets in no script of others
  return page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; help: string; nodes: { html: string; any: { message: string }[] }[] }[];
          }>;
        };
      }
    ).axe;
    const { violations: found } = await axe.run();
    return found.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .map(node => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
          .slice(0, 3)
          .join(' | ')}`,
    );
  });
}

/** Every state that a user may see. */
const STATES: readonly (readonly [name: string, path: string, reach: (page: Page) => Promise<void>])[] = [
  ['blank', '/', async page => void (await page.waitForSelector('.engine.ready'))],
  [
    'why',
    '/',
    async page => {
      await paste(page, example('ad-assistant').text, '業務助理');
      await page.locator('.share details summary').first().click();
    },
  ],
  [
    'gaps',
    '/',
    async page => {
      await paste(page, example('ad-assistant').text);
      await page.click('#tab-gaps');
      await page.waitForSelector('.statuses');
    },
  ],
  [
    'helper',
    '/',
    async page => {
      await paste(page, '誠徵業務助理');
      await page.click('#tab-helper');
      await page.waitForSelector('.choices');
    },
  ],
  [
    'passage',
    '/',
    async page => {
      await paste(page, example('ad-assistant').text);
      await page.locator('.why > .shares .passage').first().click();
      await page.waitForSelector('#passage .record');
    },
  ],
  [
    'wrong',
    '/',
    async page => {
      await paste(page, example('ad-assistant').text);
      await page.click('text=/結果不對|Wrong result/');
      await page.waitForSelector('#wrong[open]');
    },
  ],
  [
    'compare',
    '/compare',
    async page => {
      await page.fill('#ad', example('ad-assistant').text);
      await page.fill('#cv', example('cv-assistant').text);
      await page.waitForSelector('.matrix table');
    },
  ],
  ['standards', '/standards', async page => void (await page.waitForSelector('.list li'))],
  ['standard', '/standards/KPS4999-001v3', async page => void (await page.waitForSelector('.record'))],
  ['not found', '/nothing-here', async page => void (await page.waitForSelector('h1'))],
];

describeInChromium('the look of the page', site => {
  for (const [name, path, reach] of STATES) {
    it(`has nothing for axe to find, light and dark, at 1440 and 390 pixels: ${name}`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [1440, 390]) {
          const { page, context } = await site.open(path, { colorScheme, viewport: { width, height: 900 } });
          await reach(page);
          expect(await violations(page), `${colorScheme} ${width}`).toEqual([]);
          expect(
            await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            ),
            `${colorScheme} ${width}: nothing sticks out sideways`,
          ).toBeLessThanOrEqual(0);
          await context.close();
        }
      }
    });
  }

  it('is dark where the system is, and as the user chooses', async () => {
    const { page } = await site.open('/', { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.waitForSelector(':root[data-live]');
    await page.click('.preferences button'); // light
    expect(await ground()).not.toBe(dark);
    await page.reload();
    expect(await ground()).not.toBe(dark);
  });

  it('is printed dark on white, whatever its theme', async () => {
    const { page } = await site.open();
    await page.evaluate(() => localStorage.setItem('icap-match.theme', 'dark'));
    await page.reload();
    await paste(page, example('ad-assistant').text);
    await page.emulateMedia({ media: 'print' });
    const colours = await page.evaluate(() =>
      ['h1', '.mirror', '.row .name', '.why .what'].map(
        selector => getComputedStyle(document.querySelector(selector)!).color,
      ),
    );
    expect(new Set(colours)).toEqual(new Set(['rgb(24, 32, 35)']));
  });

  it('tells what is chosen where the system forces its colours', async () => {
    const { page } = await site.open('/', { forcedColors: 'active' });
    await paste(page, example('ad-assistant').text);
    for (const [chosen, other] of [
      ['.kind input:checked + span', '.kind input:not(:checked) + span'],
      ['#tab-why', '#tab-gaps'],
    ] as const) {
      const grounds = await page.evaluate(
        selectors => selectors.map(one => getComputedStyle(document.querySelector(one)!).backgroundColor),
        [chosen, other],
      );
      expect(grounds[0], chosen).not.toBe(grounds[1]);
    }
  });

  it('says of Chinese words in the English page that they are Chinese, and of its own that they are not', async () => {
    const { page } = await site.open('/en/');
    await paste(page, example('ad-assistant').text);
    await page.locator('.why > .shares .passage').first().click();
    await page.waitForSelector('#passage .record');
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll('main *, #passage *')]
        .filter(element => {
          const own = [...element.childNodes]
            .filter(node => node.nodeType === Node.TEXT_NODE)
            .map(node => node.textContent)
            .join('');
          const lang = element.closest('[lang]')!.getAttribute('lang');
          if (element.closest('.composer, .hidden') !== null) return false; // a sentence of both is of the page's
          if (/\p{Script=Han}/u.test(own)) return lang !== 'zh-Hant-TW';
          return /[a-z]{4,}/.test(own) && lang !== 'en' && element.closest('.code, dd, li') === null;
        })
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
    );
    expect(wrong).toEqual([]);
  });

  it('speaks Chinese first, English when asked, and remembers which', async () => {
    const { page, faults } = await site.open();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-Hant-TW');
    await paste(page, example('ad-assistant').text);
    await page.click('.language');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.textContent('.verdict h2')).toBe('A clear match');
    expect(await page.textContent('.verdict p')).toContain('among 5 standards · ');
    expect(await page.inputValue('#text')).toBe(example('ad-assistant').text);
    expect(new URL(page.url()).pathname).toBe('/en/');
    await page.goto(`${site.url}/standards`);
    await page.waitForURL('**/en/standards');
    expect(await page.textContent('h1')).toBe('Standards');
    expect(faults).toEqual([]);
  });

  it('moves nothing while it loads', async () => {
    const { page } = await site.open('/docs');
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver(list => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[]) {
          if (!entry.hadRecentInput) shifts.push(entry.value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of ['/', '/compare', '/standards', '/standards/KPS4999-001v3']) {
      await page.goto(site.url + path);
      await page.waitForSelector(':root[data-live]');
      await page.waitForTimeout(500);
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
      expect(
        shifts.reduce((a, b) => a + b, 0),
        path,
      ).toBeLessThan(0.01);
    }
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await site.open();
    await page.waitForSelector('.engine.ready');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到主要內容');
    await page.keyboard.press('Enter');
    const reach = async (selector: string): Promise<void> => {
      for (let i = 0; i < 80; i++) {
        if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not reach ${selector}`);
    };
    await reach('#text');
    await page.keyboard.insertText(example('ad-assistant').text);
    await page.waitForSelector('.row');
    await reach('.row:nth-child(2) button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.row:nth-child(2).opened');
    await reach('.tabs [role="tab"]');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#tab-gaps[aria-selected="true"]');
    await page.waitForSelector('.statuses');
    await reach('.statuses .passage');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#passage[open] .record');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#passage', { state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.matches('.statuses .passage'))).toBe(true);
  });
});
