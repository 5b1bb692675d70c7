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

inBrowser(
  'a partner shows its last import, its cohorts and their members, and leads to all of them',
  async () => {
    const { open, addressOf, sync } = await sitDown({
      users: ['cust-1', 'cust-2'].map((external_id) => ({ external_id })),
    });
    const page = await open('/partners/hightouch');
    await page.getByText('Hightouch has sent no cohort yet.').waitFor();
    await sync('vip', { add: ['cust-1', 'cust-2'] });
    await sync('lapsed', { add: ['cust-1'] });
    const rows = page.getByRole('region', { name: 'Cohorts of Hightouch' }).locator('tbody tr');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([expect.stringMatching(/^lapsed[\s\S]*1$/), expect.stringMatching(/^vip[\s\S]*2$/)]);
    await page.getByRole('link', { name: 'All 2 cohorts' }).click();
    await page.waitForURL(addressOf('/cohorts?partner=hightouch'));
    await page.getByRole('link', { name: 'Technology Partners' }).click();
    const enabled = page.getByRole('region', { name: 'Enabled partners' }).locator('tbody tr');
    await expect
      .poll(() => enabled.allInnerTexts())
      .toEqual([expect.stringMatching(/Hightouch[\s\S]*2\s+3\s+1$/)]);
  },
);

inBrowser('a partner of the catalogue is found by its name, without JavaScript too', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { open } = await sitDown();
    const page = await open('/partners', { javaScriptEnabled });
    await page.getByRole('searchbox', { name: 'Search partners' }).fill('AMPLI');
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Search' }).click();
    const found = page.locator('#other-partners').getByRole('link');
    await expect.poll(() => found.allInnerTexts()).toEqual(['Amplitude']);
    await page.context().close();
  }
});
