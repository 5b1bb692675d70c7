import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fillShop } from '../../../scripts/dashboard/shop.mjs';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';
import { everyKindOfPage } from '../../support/browser/every-page.js';

// The dashboard without a mouse.

/** Goes on with the Tab key until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(`{
      const { activeElement: its } = document;
      its?.getAttribute('aria-label') ?? its?.textContent ?? ''
    }`);
    if (String(focused).trim().startsWith(name)) return;
  }
  throw new Error(`The Tab key does not lead to ${name}`);
}

inBrowser('a key is generated and a user is found with the keyboard alone', async () => {
  const { open, shop } = await sitDown({ users: [{ external_id: 'cust-1' }, { external_id: 'other' }] });
  const page = await open('');
  await tabTo(page, 'Technology Partners');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Technology Partners' }).waitFor();
  await tabTo(page, 'Hightouch');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Hightouch' }).waitFor();
  await page.waitForLoadState();
  await tabTo(page, 'Generate New Key');
  const isBack = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await isBack;
  expect(shop.keys('hightouch').list().length).toBe(2);

  await tabTo(page, 'Users');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  while (!(await page.evaluate(`document.activeElement.matches('[type=search]')`)))
    await page.keyboard.press('Tab');
  await page.keyboard.type('cust-1');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'other' }).waitFor({ state: 'detached' });
  await tabTo(page, 'cust-1');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'cust-1' }).waitFor();
});

inBrowser('the first Tab of a page offers to pass the rail by', async () => {
  const { open } = await sitDown();
  const page = await open('/cohorts');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(`document.activeElement.closest('#page') !== null`)).toBe(true);
});

inBrowser('the Tab key leads to everything on every page that can be pressed or filled in', async () => {
  const desk = await sitDown();
  const { id } = await fillShop(desk.emulator, { users: 400 });
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
  for (const [kind, address] of found) {
    const page = await desk.open(address.slice(desk.emulator.url.length));
    await expect.poll(() => page.locator('.later > a').count()).toBe(0);
    const missed = (await page.evaluate(`{
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter((its) => its.checkVisibility() && its.type !== 'hidden' && !its.disabled);
      // What is after another in the page is so by the Tab key too, unless something says otherwise.
      all.filter((its) => its.tabIndex !== 0).map((its) => its.outerHTML.slice(0, 200))
    }`)) as string[];
    expect([kind, ...missed]).toEqual([kind]);
    await page.context().close();
  }
});
