import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type Desk, inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Why somebody is in a cohort or is not, and a list against a cohort, as a person asks.

inBrowser(
  'why somebody is not in shows, and that they are in once they are a user and were synced again',
  async () => {
    const { open, sync, shop } = await sitDown({ users: [{ external_id: 'cust-1' }] });
    await sync('vip', { add: ['cust-1', 'cust-404'] });
    const page = await open('/cohorts/hightouch/vip');
    await page.getByLabel('External id, label:name or device:id').fill('cust-404');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText('cust-404 is not in vip.').waitFor();
    await page.getByText('No user has this external id, and a cohort import never creates one.').waitFor();
    await page.getByText('Create the user first').waitFor();
    await page.getByText('Sent to be added, unknown').waitFor();
    expect(page.url()).toContain('person=cust-404');

    shop.addUsers([{ external_id: 'cust-404' }]);
    await page.getByText('the user came later').waitFor();
    await sync('vip', { add: ['cust-404'] });
    await page.getByText('cust-404 is in vip.').waitFor();
    await page.getByText('Sent to be added', { exact: false }).first().waitFor();
  },
);

inBrowser('a near miss says what the user has, and leads to why that one is in or not', async () => {
  const { open, sync } = await sitDown({ users: [{ external_id: 'Cust-1' }] });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('/cohorts/hightouch/vip?person=cust-1');
  await page.getByText('which differs in case, spaces or the like').waitFor();
  await page.getByRole('link', { name: 'Ask about Cust-1' }).click();
  await page.getByText('Cust-1 is not in vip.').waitFor();
});

inBrowser('a device of an identified user and an alias are asked about as they are written', async () => {
  const { open, sync } = await sitDown({
    users: [
      { external_id: 'cust-1', device_ids: ['phone'] },
      { user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }] },
    ],
  });
  await sync('vip', { add: ['cust-9'] });
  const page = await open('/cohorts/hightouch/vip?person=device:phone');
  await page.getByText('device:phone is not in vip.').waitFor();
  await page.goto(`${page.url().split('?')[0]}?person=loyalty_id:L-1`);
  await page.getByText('loyalty_id:L-1 is not in vip.').waitFor();
  await page.getByText('No request of the journal to this cohort names them.').waitFor();
});

/** One of each kind. */
async function mixed(): Promise<Desk> {
  const desk = await sitDown({
    users: [
      { external_id: 'in-1' },
      { external_id: 'Case-1' },
      { external_id: 'out-1' },
      { external_id: 'owner', device_ids: ['phone'] },
    ],
  });
  await desk.sync('vip', { add: ['in-1'] });
  return desk;
}

const pasted = ['in-1', 'in-1', 'case-1', 'in-1 ', 'out-1', 'device:phone', 'nobody'];

inBrowser(
  'a pasted list is compared: in, known but not in, unknown, skipped, differs only in case',
  async () => {
    const { open } = await mixed();
    const page = await open('/cohorts/hightouch/vip');
    await page.getByRole('link', { name: 'Compare a list' }).click();
    await page.getByLabel('One on a line').fill(pasted.join('\n'));
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('1 of 6 identifiers are in the cohort.').waitFor();
    await page.getByText('1 stood there twice').waitFor();
    const listed = async (title: string) =>
      page.getByRole('region', { name: title }).locator('tbody td:first-child').allTextContents();
    expect(await listed('In the cohort')).toEqual(['in-1']);
    expect(await listed('Known, but not in')).toEqual(['out-1']);
    expect(await listed('Unknown')).toEqual(['nobody']);
    expect(await listed('Skipped')).toEqual(['device:phone']);
    expect(await listed('Differs only in case or spaces')).toEqual(['case-1', '"in-1 "']);
  },
);

inBrowser('a CSV file is compared by its column of ids, and the result comes as CSV', async () => {
  const { open } = await mixed();
  const page = await open('/cohorts/hightouch/vip/compare');
  const buffer = Buffer.from('email,external_id\r\n"a,b",in-1\r\nc,"no ""body"""\r\n');
  await page.getByLabel('Or a CSV file').setInputFiles({ name: 'ids.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText('1 of 2 identifiers are in the cohort.').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Result as CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(lines[0]).toBe('identifier,status,rule,message,advice');
  expect(lines[1]).toMatch(/^in-1,member,added,/);
  expect(lines[2]).toMatch(/^"no ""body""",unknown,no_such_user,/);
});

inBrowser('what was compared stays on the page while the connector goes on', async () => {
  const { open, sync } = await mixed();
  const page = await open('/cohorts/hightouch/vip/compare');
  await page.getByLabel('One on a line').fill('in-1');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText('All 1 are in the cohort.').waitFor();
  await sync('vip', { add: ['out-1'] });
  await page.getByRole('button', { name: /new request|Something changed/ }).click();
  await page.getByText('All 1 are in the cohort.').waitFor();
});

inBrowser(
  'without JavaScript members are searched, a person is asked about, and a list is compared',
  async () => {
    const { open } = await mixed();
    const page = await open('/cohorts/hightouch/vip', { javaScriptEnabled: false });
    await page.getByLabel('An identifier begins with').fill('in');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByLabel('External id, label:name or device:id').fill('nobody');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText('nobody is not in vip.').waitFor();
    await expect
      .poll(() => page.locator('#members').getByRole('listitem').allTextContents())
      .toEqual(['in-1']);
    await page.getByRole('link', { name: 'Compare a list' }).click();
    await page.getByLabel('One on a line').fill('in-1\nout-1');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('1 of 2 identifiers are in the cohort.').waitFor();
    expect(await page.getByLabel('One on a line').inputValue()).toContain('out-1');
  },
);
