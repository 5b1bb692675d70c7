import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import {
  type NewWorkspace,
  type RunningEmulator,
  type StartOptions,
  startEmulator,
  type WorkspaceHandle,
} from '../../../src/index.js';
import { findChromium, howToGetOne, startBrowser } from './chromium.js';

const isBrowserHere = findChromium() !== undefined;
if (!isBrowserHere) console.warn(`The tests in a browser are skipped: ${howToGetOne}`);

/** A test that needs a browser. */
export const inBrowser = test.skipIf(!isBrowserHere);

/** A person before the dashboard of an emulator. */
export interface Desk {
  emulator: RunningEmulator;
  /** The workspace that is looked at. */
  shop: WorkspaceHandle;
  browser: Browser;
  /**
   * Opens a page in a window of its own, by its path below the workspace, e.g. `/cohorts`; with `_emulator` before it, any page.
   * What a page asks for elsewhere, or complains of, fails the test.
   */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** The address of a page. */
  addressOf(path: string): string;
  /** Sends a cohort change as a connector does. @returns The status and body of the answer. */
  sync(
    cohort: string,
    change: { add?: string[]; remove?: string[] },
    key?: string,
  ): Promise<{ status: number; body: unknown; requestId: string }>;
}

/** Starts an emulator with one workspace, `shop-tests` unless named, and a browser. */
export async function sitDown(workspace: NewWorkspace = {}, options: StartOptions = {}): Promise<Desk> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  const shop = emulator.createWorkspace({ name: 'shop-tests', ...workspace });
  const browser = await startBrowser();
  const addressOf = (path: string) =>
    emulator.url + (path.startsWith('/_emulator') ? path : `/_emulator/workspaces/${shop.id}${path}`);
  return {
    emulator,
    shop,
    browser,
    addressOf,
    async open(path, contextOptions = {}) {
      const context = await browser.newContext(contextOptions);
      const page = await context.newPage();
      watch(page, emulator.url);
      await page.goto(addressOf(path));
      return page;
    },
    async sync(cohort, { add, remove }, key) {
      const keys = shop.keys('hightouch');
      const answer = await fetch(`${emulator.url}/partners/hightouch/cohorts/users`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          partner_api_key: keys.partner_api_key,
          client_secret: key ?? keys.data_import_key,
          cohort_id: cohort,
          cohort_changes: [
            ...(add === undefined ? [] : [{ user_ids: add }]),
            ...(remove === undefined ? [] : [{ user_ids: remove, should_remove: true }]),
          ],
        }),
      });
      const requestId = answer.headers.get('x-request-id') ?? '';
      return { status: answer.status, body: await answer.json(), requestId };
    },
  };
}

/** No page asks for anything elsewhere, and none complains: of its policy, or of a script that failed. */
function watch(page: Page, url: string): void {
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`asks for ${request.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That an address answered 4xx is said by the browser, and is what some tests are about.
    if (message.type() === 'error' && !/the server responded with a status of 4/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  onTestFinished(() => expect(complaints).toEqual([]));
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Whatever is wrong with how a page is made: what axe finds, and whether it scrolls sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Comes past the policy of the page, which lets no script of others in.
  const { violations } = (await page.evaluate(`${axe}; axe.run()`)) as AxeResults;
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`),
  );
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return isTooWide ? [...found, 'it scrolls sideways'] : found;
}
