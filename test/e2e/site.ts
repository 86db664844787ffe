import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, describe, type SuiteCollector } from 'vitest';
import { EXAMPLES, type Example } from '../../src/page/examples.ts';
import { type Served, serve } from '../helpers/server.ts';

/** Debian's Chromium, or the one that `CHROMIUM` names. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A server of its own and a browser, for one file of tests. */
export interface Site {
  readonly url: string;
  /** A page of a fresh profile. Whatever goes wrong in it (errors, policy violations) is in `faults`. */
  open(path?: string, options?: BrowserContextOptions): Promise<Visit>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: readonly string[];
}

/** Says clearly when there is no browser to test in. */
export function describeInChromium(name: string, tests: (site: Site) => void): SuiteCollector {
  if (!existsSync(CHROMIUM)) {
    console.warn(
      `skipped: ${name}: there is no Chromium at ${CHROMIUM}; apt-get install chromium, or set CHROMIUM`,
    );
    return describe.skip(`${name} (no Chromium at ${CHROMIUM})`, () => tests({} as Site));
  }
  return describe(name, () => {
    let browser: Browser;
    let server: Served;
    const contexts: BrowserContext[] = [];
    beforeAll(async () => {
      [server, browser] = await Promise.all([
        serve([]),
        chromium.launch({ executablePath: CHROMIUM, args: QUIET }),
      ]);
    });
    afterAll(async () => {
      await Promise.all(contexts.map(context => context.close()));
      await browser.close();
      server.child.kill('SIGTERM');
      await server.exit();
    });
    tests({
      get url() {
        return server.url;
      },
      async open(path = '/', options = {}) {
        const context = await browser.newContext({
          viewport: { width: 1440, height: 1000 },
          locale: 'zh-TW',
          serviceWorkers: 'block',
          ...options,
        });
        contexts.push(context);
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', error => faults.push(`error: ${error.message}`));
        page.on('console', message => {
          if (message.type() === 'error') faults.push(`console: ${message.text()}`);
        });
        page.on('dialog', dialog => {
          faults.push(`dialog: ${dialog.message()}`);
          void dialog.dismiss();
        });
        await page.addInitScript(() => {
          document.addEventListener('securitypolicyviolation', event =>
            console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
          );
        });
        await page.goto(server.url + path);
        return { page, context, faults };
      },
    });
  });
}

export function example(id: string): Example {
  return EXAMPLES.find(one => one.id === id)!;
}

/** Puts a text in and waits for the answer to it. */
export async function paste(page: Page, text: string, title = ''): Promise<void> {
  await page.fill('#text-title', title);
  await page.fill('#text', text);
  await page.waitForSelector('.row');
}

/** The texts that a mark colours. */
export function marked(page: Page, name: string): Promise<string[]> {
  return page.evaluate(mark => [...(CSS.highlights.get(mark) ?? [])].map(range => range.toString()), name);
}
