import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// The list of cohorts, a cohort with its members, and its syncs, as a person walks there.

const customers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ external_id: `cust-${index + 1}` }));

inBrowser('a cohort that the connector makes shows in the open list, and its change too', async () => {
  const { open, sync, shop } = await sitDown({ users: customers(3) });
  const page = await open('/cohorts');
  await page.getByText('No cohort has come yet').waitFor();
  // What would fill the list stands there to paste, with names in place of keys.
  await page.getByText('$BRAZE_DATA_IMPORT_KEY').waitFor();

  await sync('vip', { add: ['cust-1', 'cust-2', 'nobody'] });
  const row = page.getByRole('row', { name: /vip/ });
  await row.getByText('never named').waitFor();
  await expect.poll(() => row.getByRole('cell').nth(1).textContent()).toBe('2');

  await sync('vip', { add: ['cust-3'] });
  await expect.poll(() => row.getByRole('cell').nth(1).textContent()).toBe('3');
  expect(shop.cohort('hightouch', 'vip').size()).toBe(3);
});

inBrowser('a sync shows on the open page of its cohort: who came, who left, who was unknown', async () => {
  const { open, sync } = await sitDown({ users: customers(3) });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('/cohorts/hightouch/vip');
  const syncs = page.getByRole('region', { name: 'Syncs' });
  await syncs.getByText('+1', { exact: true }).waitFor();

  await sync('vip', { add: ['cust-2', 'cust-404'], remove: ['cust-1'] });
  await syncs.getByText('+2', { exact: true }).waitFor();
  await syncs.getByText('−1', { exact: true }).waitFor();
  await syncs.getByText('1 unknown').waitFor();
  await page.getByText('1 identifier that no user has').waitFor();
  const members = page.locator('#members').getByRole('listitem');
  await expect.poll(() => members.allTextContents()).toEqual(['cust-2']);

  await syncs.getByRole('link').click();
  await page.getByText('2 requests with no gap over a minute').waitFor();
  const second = page.locator('section.card').nth(1);
  await expect
    .poll(() => second.textContent())
    .toMatch(/1 came.*cust-2.*1 left.*cust-1.*1 unknown.*cust-404/s);
  await second.getByRole('link', { name: 'cust-404' }).click();
  await page.getByText('cust-404 is not in vip.').waitFor();
});

inBrowser('a request that was refused is a dot in the chart and counts in its sync', async () => {
  const { open, sync, shop } = await sitDown({ users: customers(1) });
  await sync('vip', { add: ['cust-1'] });
  shop.fault('/partners/*/cohorts/users', { status: 429 }, { times: 1 });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('/cohorts/hightouch/vip');
  await page.getByRole('img', { name: /: 0 at first, 1 now; 1 request failed/ }).waitFor();
  await page.getByRole('region', { name: 'Syncs' }).getByText('1 refused').waitFor();
});

inBrowser('members are found while one types, page by page by keyboard, and all are in the CSV', async () => {
  const { open, sync } = await sitDown({ users: [...customers(40), { external_id: 'other, "x"' }] });
  await sync('vip', { add: [...customers(40).map((its) => its.external_id), 'other, "x"'] });
  const page = await open('/cohorts/hightouch/vip');
  const members = page.locator('#members').getByRole('listitem');
  await expect.poll(() => members.count()).toBe(15);
  const next = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Next page' });
  await next.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => members.first().textContent()).toBe('cust-16');
  await page.waitForLoadState();

  await page.getByLabel('An identifier begins with').fill('cust-3');
  await expect.poll(() => members.count()).toBe(11);
  await expect.poll(() => page.url()).toContain('member=cust-3');
  await page.getByLabel('An identifier begins with').fill('CUST-3');
  await page.getByText('Letter case and spaces count.').waitFor();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('vip-members.csv');
  const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(lines).toHaveLength(1 + 41 + 1);
  expect(lines[0]).toBe('external_id,user_aliases,device_ids,braze_id');
  expect(lines[1]).toMatch(/^cust-1,,,[0-9a-f]{24}$/);
  expect(lines[41]).toMatch(/^"other, ""x""",,,[0-9a-f]{24}$/);
});

inBrowser('cohorts are found by name and by partner, and the page is in the address', async () => {
  const cohorts = ['VIP', 'Lapsed', 'Cart'].map((name) => ({
    partner: name === 'Cart' ? 'segment' : 'hightouch',
    cohort_id: `id-${name}`,
    name,
  }));
  const { open } = await sitDown({ partners: ['hightouch', 'segment'], cohorts });
  const page = await open('/cohorts');
  const names = () => page.locator('#cohorts tbody tr td:first-child').allTextContents();
  await page.getByLabel('Name or cohort_id').fill('vip');
  await expect.poll(names).toEqual(['VIP']);
  await page.getByLabel('Name or cohort_id').fill('');
  await page.getByLabel('Partner').selectOption('segment');
  await expect.poll(names).toEqual(['Cart']);
  await page.reload();
  expect(await names()).toEqual(['Cart']);
  await page.getByLabel('Name or cohort_id').fill('nothing');
  await page.getByRole('link', { name: 'Show all cohorts' }).click();
  await expect.poll(async () => (await names()).toSorted()).toEqual(['Cart', 'Lapsed', 'VIP']);
});

inBrowser('a cohort is deleted in two steps, and its users stay', async () => {
  const { open, sync, shop } = await sitDown({ users: customers(2) });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('/cohorts/hightouch/vip');
  await page.getByRole('link', { name: 'Delete this cohort' }).click();
  expect(shop.cohort('hightouch', 'vip').size()).toBe(1);
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.getByText('No cohort has come yet').waitFor();
  expect(shop.cohorts()).toEqual([]);
  expect(shop.users()).toHaveLength(2);
});
