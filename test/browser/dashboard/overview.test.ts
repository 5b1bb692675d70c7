import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Whether the connector gets through, as a person sees it who has just opened the dashboard.

const users = [{ external_id: 'cust-1' }, { external_id: 'cust-2' }];

inBrowser(
  'an import that arrives while Overview is open shows without a reload, with what it did',
  async () => {
    const { open, sync } = await sitDown({ users });
    const page = await open('');
    await page.getByText('Nothing has arrived yet').waitFor();
    await sync('vip', { add: ['cust-1', 'cust-2', 'nobody'] });
    await page.getByText(/Hightouch synced vip .* 1 identifier was unknown\./).waitFor();
    const rows = page.getByRole('region', { name: 'Last cohort syncs' }).locator('tbody tr');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([expect.stringMatching(/vip[\s\S]*\+2[\s\S]*1 unknown/)]);
    await page
      .getByRole('img', { name: 'In the last 10 minutes, 1 request accepted and 0 refused' })
      .waitFor();
  },
);

inBrowser('an import with an invalidated key is refused, and Overview says why', async () => {
  const { shop, open, sync } = await sitDown({ users });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('');
  await page.getByRole('link', { name: 'Hightouch', exact: true }).click();
  await page.getByRole('button', { name: 'Generate New Key' }).click();
  const rows = page.getByRole('region', { name: 'Data import keys' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  const old = shop.keys('hightouch').data_import_key;
  await page.getByRole('button', { name: `Invalidate ${old}` }).click();
  await expect.poll(() => rows.last().textContent()).toContain('invalidated');
  await page.getByRole('link', { name: 'Overview' }).click();
  expect((await sync('vip', { add: ['cust-2'] }, old)).status).toBe(401);
  const refusal = page.locator('#last-refusal');
  await expect
    .poll(() => refusal.innerText())
    .toMatch(/not an active data import key[\s\S]*Refused .* with 401/);
  await refusal.getByRole('link', { name: 'Open the request' }).waitFor();
});

inBrowser('a request that no workspace is found for shows in a banner, with the reason', async () => {
  const { open, sync } = await sitDown({ users });
  for (const path of ['', '/_emulator/workspaces']) {
    const page = await open(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await sync('vip', { add: ['cust-1'] }, 'a-key-of-nobody');
    const banner = page.getByRole('status').filter({ hasText: 'reached no workspace' });
    await expect.poll(() => banner.innerText()).toMatch(/answered 401[\s\S]*No key of this server/);
    await page.context().close();
  }
  // Nothing was let in, so the page says what to do.
  const page = await open('');
  await page.getByText('Requests arrive, but no workspace knows their key.').waitFor();
});

inBrowser('the first steps of an empty workspace work as they are pasted into a shell', async () => {
  const { shop, open } = await sitDown({ partners: ['amplitude'], rest_api_keys: [{ key: "it's a key" }] });
  const page = await open('');
  const lines = await page.locator('.steps pre').allInnerTexts();
  expect(lines).toHaveLength(3);
  for (const line of lines) await promisify(execFile)('bash', ['-c', line]);
  await page.getByText(/Amplitude synced VIP customers/).waitFor();
  expect(shop.cohort('amplitude', 'vip').ids()).toEqual(['cust-1']);
});

inBrowser('the line of each empty list works as it is pasted, with its keys as variables', async () => {
  const { shop, open } = await sitDown();
  const { partner_api_key, data_import_key } = shop.keys('hightouch');
  const keys = {
    BRAZE_REST_API_KEY: shop.rest_api_key,
    BRAZE_PARTNER_API_KEY: partner_api_key,
    BRAZE_DATA_IMPORT_KEY: data_import_key,
  };
  const lines: string[] = [];
  for (const path of ['/users', '/cohorts', '/requests']) {
    const page = await open(path);
    lines.push(await page.locator('.command pre').innerText());
  }
  for (const line of lines)
    await promisify(execFile)('bash', ['-c', line], { env: { ...process.env, ...keys } });
  expect(shop.cohort('hightouch', 'vip').ids()).toEqual(['cust-1']);
  expect(shop.cohorts().map(({ name }) => name)).toEqual(['My first cohort', 'VIP customers']);
  expect(shop.requests().map(({ response }) => response?.status)).toEqual([201, 201, 201, 201]);
});

inBrowser('a REST API key is created with some permissions, and deleted', async () => {
  const { shop, open } = await sitDown();
  const page = await open('');
  await page.getByText('Create a REST API key').click();
  await page.getByLabel('users.track', { exact: true }).check();
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByText('1 permission', { exact: true }).waitFor();
  const made = shop.restApiKeys()[1];
  expect(made?.permissions).toEqual(['users.track']);
  await page.getByRole('button', { name: `Delete ${made?.key}` }).click();
  await expect.poll(() => shop.restApiKeys().length).toBe(1);
});

inBrowser(
  'the dashboard begins with the only workspace, and with the list of them when there are several',
  async () => {
    const { emulator, shop, open, addressOf } = await sitDown();
    const page = await open('/_emulator/');
    expect(page.url()).toBe(addressOf(''));
    const other = emulator.createWorkspace({ name: 'checkout tests' });
    await page.goto(emulator.url);
    expect(page.url()).toBe(`${emulator.url}/_emulator/workspaces`);
    await page.getByRole('searchbox').fill('CHECK');
    const names = page.getByRole('region', { name: 'Workspaces' }).getByRole('link');
    await expect.poll(() => names.allInnerTexts()).toEqual(['checkout tests']);
    await names.click();
    await page.waitForURL(addressOf(`/_emulator/workspaces/${other.id}`));
    expect(shop.name).toBe('shop-tests');
  },
);

inBrowser('a workspace is searched for and created without JavaScript', async () => {
  const { emulator, open } = await sitDown();
  const page = await open('/_emulator/workspaces', { javaScriptEnabled: false });
  await page.getByLabel('Name', { exact: true }).fill('checkout tests');
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(emulator.workspaces().map(({ name }) => name)).toContain('checkout tests');
  await page.goto(`${emulator.url}/_emulator/workspaces`);
  await page.getByRole('searchbox').fill('nothing like it');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('No workspace has nothing like it in its name or id.').waitFor();
});
