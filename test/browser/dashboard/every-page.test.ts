import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fillWithHostileTexts, hostileText } from '../../../scripts/dashboard/hostile-shop.mjs';
import { fillShop } from '../../../scripts/dashboard/shop.mjs';
import { pages } from '../../../src/dashboard/pages/index.js';
import { type Desk, faultsOf, inBrowser, sitDown } from '../../support/browser/dashboard.js';
import { everyKindOfPage } from '../../support/browser/every-page.js';

// What holds for every page, on each kind of page that links lead to.

/** Each scheme of colours, and each width. */
const looks = [
  { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
] as const;

inBrowser('links lead to every page of the dashboard, and each shows without JavaScript', async () => {
  const desk = await sitDown();
  const { id } = await fillShop(desk.emulator, { users: 400 });
  const { found, broken } = await everyKindOfPage(
    desk.browser,
    desk.addressOf(`/_emulator/workspaces/${id}`),
  );
  expect(broken).toEqual([]);
  const routes = pages.map(
    ({ kind, path }) => `/_emulator${kind === 'workspace' ? '/workspaces/:ws' : ''}${path}`,
  );
  // The home of the server leads on at once.
  const expected = routes
    .filter((route) => route !== '/_emulator/')
    .map((route) => route.replaceAll(/:\w+/g, ':'));
  const seen = new Set([...found.keys()].map((kind) => kind.replace(/\?.*/, '')));
  expect([...seen].sort()).toEqual(expected.sort());
});

inBrowser(
  'axe finds nothing on any page, light and dark, and no page scrolls sideways on a phone',
  async () => {
    const desk = await sitDown();
    const { id } = await fillShop(desk.emulator, { users: 400 });
    const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
    expect(await faultsOfAll(desk, found)).toEqual([]);
  },
);

inBrowser(
  'at desktop width nothing in a table is cut off, and a page has one main button at most',
  async () => {
    const desk = await sitDown();
    const { id } = await fillShop(desk.emulator, { users: 400 });
    const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
    const faults: string[] = [];
    for (const [kind, address] of found) {
      const page = await desk.open(pathOf(address), looks[0]);
      await settle(page);
      for (const table of await page.locator('.table').all()) {
        const hidden = await table.evaluate((its) => its.scrollWidth - its.clientWidth);
        if (hidden > 0) faults.push(`${kind}: ${await table.getAttribute('aria-label')} by ${hidden} px`);
      }
      const main = await page.locator('.main:visible').count();
      if (main > 1) faults.push(`${kind}: ${main} main buttons`);
      await page.context().close();
    }
    expect(faults).toEqual([]);
  },
);

inBrowser('axe finds nothing on the pages of an empty workspace', async () => {
  const desk = await sitDown({ partners: [], rest_api_keys: [] });
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(''));
  expect(await faultsOfAll(desk, found)).toEqual([]);
});

inBrowser('hostile texts are shown as texts on every page, and break no layout', async () => {
  const desk = await sitDown();
  const { id } = await fillWithHostileTexts(desk.emulator);
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
  let shown = 0;
  for (const [kind, address] of found) {
    const page = await desk.open(pathOf(address), { ...looks[1], colorScheme: 'light' });
    page.on('dialog', (dialog) => expect.fail(`${kind} runs a script: ${dialog.message()}`));
    await settle(page);
    const made = await page
      .locator(
        'img, iframe, script:not([src]), body style, style:not(:first-of-type), body [onerror], body [onload]',
      )
      .count();
    expect([kind, made]).toEqual([kind, 0]);
    expect([kind, ...(await faultsOf(page))]).toEqual([kind]);
    if ((await page.locator('body').innerText()).includes(hostileText.slice(0, 8))) shown++;
    await page.context().close();
  }
  expect(shown).toBeGreaterThan(10);
});

inBrowser('nothing on a page moves when what takes longer comes, or when its script begins', async () => {
  const desk = await sitDown();
  const { id } = await fillShop(desk.emulator, { users: 400 });
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
  const moved: string[] = [];
  for (const look of looks) {
    for (const [kind, address] of found) {
      const page = await desk.open(pathOf(address), look);
      await settle(page);
      moved.push(...(await whatMoved(page)).map((its) => `${kind} ${look.viewport.width}: ${its}`));
      await page.context().close();
    }
  }
  expect(moved).toEqual([]);
});

/** What Chromium has seen move since the page began, by the beginning of its markup. */
async function whatMoved(page: Page): Promise<string[]> {
  const moved = await page.evaluate(`(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    const nodes = observer.takeRecords().flatMap(({ sources }) => sources.map(({ node }) => node));
    return nodes.map((node) => node?.outerHTML?.slice(0, 100) ?? 'a text');
  })()`);
  return moved as string[];
}

async function faultsOfAll(desk: Desk, found: ReadonlyMap<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const look of looks) {
    for (const [kind, address] of found) {
      const page = await desk.open(pathOf(address), look);
      await settle(page);
      const name = `${kind} ${look.colorScheme} ${look.viewport.width}`;
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
      await page.context().close();
    }
  }
  return faults;
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** Waits for the parts that come later. */
async function settle(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.later > a').count(), { timeout: 10_000 }).toBe(0);
}
