import { expect } from 'vitest';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Partner Integrations > Technology Partners > Hightouch, as a person walks there.

inBrowser('a key is generated, and one that is invalidated is refused from then on', async () => {
  const { shop, open, sync } = await sitDown({ users: [{ external_id: 'cust-1' }] });
  const page = await open('/partners');
  await page.getByRole('link', { name: 'Hightouch' }).click();
  await page.getByRole('button', { name: 'Generate New Key' }).click();
  const rows = page.getByRole('region', { name: 'Data import keys' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  const newest = await rows.first().locator('code').textContent();
  expect(await sync('vip', { add: ['cust-1'] }, newest ?? '')).toMatchObject({ status: 201 });

  await rows
    .first()
    .getByRole('button', { name: /^Invalidate/ })
    .click();
  await expect.poll(() => rows.first().textContent()).toContain('invalidated');
  expect(await sync('vip', { add: ['cust-1'] }, newest ?? '')).toMatchObject({ status: 401 });
  const states = shop.partners().find(({ partner }) => partner === 'hightouch')?.data_import_keys;
  expect(states?.map(({ state }) => state)).toEqual(['active', 'invalidated']);
});

inBrowser('a partner that is disabled is refused until it is enabled again', async () => {
  const { open, sync } = await sitDown({ users: [{ external_id: 'cust-1' }] });
  const page = await open('/partners/hightouch');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('not enabled', { exact: true }).waitFor();
  expect((await sync('vip', { add: ['cust-1'] })).status).not.toBe(201);
  await page.getByRole('button', { name: 'Enable' }).click();
  await page.getByRole('button', { name: 'Disable' }).waitFor();
  expect(await sync('vip', { add: ['cust-1'] })).toMatchObject({ status: 201 });
});

inBrowser('what changes elsewhere shows without a reload', async () => {
  const { shop, open } = await sitDown();
  const page = await open('/partners/hightouch');
  const rows = page.getByRole('region', { name: 'Data import keys' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(1);
  shop.keys('hightouch').generate();
  await expect.poll(() => rows.count()).toBe(2);
});
