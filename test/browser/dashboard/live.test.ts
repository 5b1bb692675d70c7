import { expect, onTestFinished } from 'vitest';
import { startEmulator } from '../../../src/index.js';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Pages follow what happens, without moving what is read or losing what is typed.

const names = (count: number) => Array.from({ length: count }, (_, index) => `cust-${index}`);

inBrowser('who has scrolled down is told how much is new, and sees it when they ask', async () => {
  const { open, sync, shop } = await sitDown({ users: [{ external_id: 'cust-1' }] });
  for (let count = 0; count < 30; count++) await sync('vip', { add: ['cust-1'] });
  const page = await open('/requests', { viewport: { width: 1280, height: 500 } });
  const rows = page.getByRole('region', { name: 'Requests' }).locator('tbody tr');
  const before = await rows.count();
  await page.mouse.wheel(0, 600);
  await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(300);
  const read = await page.evaluate('scrollY');

  for (let count = 0; count < 3; count++) await sync('cart', { add: ['cust-1'] });
  const news = page.getByRole('button', { name: '3 new requests: show' });
  await news.waitFor();
  expect(await rows.count()).toBe(before);
  expect(await page.evaluate('scrollY')).toBe(read);
  await news.click();
  await page.getByText('cart').first().waitFor();
  expect(shop.counts().requests).toBe(33);
});

inBrowser('what is being typed stays while something changes', async () => {
  const { open, sync, shop } = await sitDown({ users: names(3).map((external_id) => ({ external_id })) });
  const page = await open('/users');
  await page.getByLabel('External ID', { exact: true }).fill('somebody');
  shop.addUsers([{ external_id: 'cust-9' }]);
  await sync('vip', { add: ['cust-1'] });
  await page.getByRole('button', { name: /new request|Something changed/ }).waitFor();
  expect(await page.getByLabel('External ID', { exact: true }).inputValue()).toBe('somebody');
});

inBrowser('a page says that the server is gone, stays readable, and goes on when it is back', async () => {
  const emulator = await startEmulator();
  const shop = emulator.createWorkspace({ id: 'ws_shop', name: 'shop-tests' });
  const { browser } = await sitDown();
  const page = await browser.newPage();
  await page.goto(`${emulator.url}/_emulator/workspaces/${shop.id}/partners`);
  await emulator.stop();
  await page.getByText('The connection to the emulator is lost').waitFor();
  expect(await page.getByRole('link', { name: 'Hightouch' }).count()).toBe(1);

  const again = await startEmulator({ port: Number(new URL(emulator.url).port) });
  onTestFinished(() => again.stop());
  again.createWorkspace({ id: 'ws_shop', name: 'shop-again' });
  await page.getByText('The connection to the emulator is lost').waitFor({ state: 'detached' });
  await page.getByText('shop-again').waitFor();
});
