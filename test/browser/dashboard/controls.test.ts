import { expect } from 'vitest';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// What is made different from a plain Braze by hand, and ended again.

const users = [{ external_id: 'cust-1' }];

inBrowser('a fault is made by one click, strikes, and its count shows without a reload', async () => {
  const { open, sync } = await sitDown({ users });
  const page = await open('/controls');
  await page.getByText('Nothing is different from a plain Braze here.').waitFor();
  await page.getByRole('button', { name: '429 once' }).click();
  await page.getByText('1 fault can strike.').waitFor();
  const row = page.getByRole('region', { name: 'Planned faults' }).locator('tbody tr');
  await expect
    .poll(() => row.innerText())
    .toMatch(/every request\s+answers 429, retry after 30 s\s+0\s+1 more/);
  expect((await sync('vip', { add: ['cust-1'] })).status).toBe(429);
  await expect.poll(() => row.innerText()).toMatch(/answers 429, retry after 30 s\s+1\s+used up/);
  expect((await sync('vip', { add: ['cust-1'] })).status).toBe(201);
  await row.getByRole('button', { name: /^End/ }).click();
  await page.getByText('No fault: every request is answered as Braze would.').waitFor();
});

inBrowser('a fault is made with all that it can have, and what is refused stays in the form', async () => {
  const { shop, open, sync } = await sitDown({ users });
  const page = await open('/controls?cohort_id=vip', { javaScriptEnabled: false });
  await page.getByLabel('Path').fill('partners');
  await page.getByLabel('Partner').selectOption('hightouch');
  await page.getByLabel('Or the effect in full, as JSON').fill('[{"status":418,"body":"tea"},null]');
  await page.getByLabel('Times').fill('2');
  await page.getByRole('button', { name: 'Make the fault' }).click();
  await page.getByRole('alert').filter({ hasText: 'match.route' }).waitFor();
  expect(await page.getByLabel('Cohort id').inputValue()).toBe('vip');
  // What is refused is of one form: the others are as they were.
  expect(await page.getByLabel('Unit').inputValue()).toBe('60000');
  await page.getByLabel('Path').fill('/partners/*/cohorts/users');
  await page.getByRole('button', { name: 'Make the fault' }).click();
  await page.getByText('in turn: answers 418, with a body of its own; passes').waitFor();
  expect(shop.faults()).toMatchObject([
    { match: { route: '/partners/*/cohorts/users', partner: 'hightouch', cohort_id: 'vip' }, times: 2 },
  ]);
  expect((await sync('other', { add: ['cust-1'] })).status).toBe(201);
});

inBrowser('an answer that a fault holds is let go by a click', async () => {
  const { open, sync } = await sitDown({ users });
  const page = await open('/controls');
  await page.getByRole('button', { name: 'Hold the next answer' }).click();
  const answered = sync('vip', { add: ['cust-1'] });
  const row = page.getByRole('region', { name: 'Planned faults' }).locator('tbody tr');
  await expect.poll(() => row.innerText()).toContain('used up');
  await row.getByRole('button', { name: /^Let go/ }).click();
  expect((await answered).status).toBe(201);
});

inBrowser('the clock is frozen, advanced by a click, set, and taken back to real time', async () => {
  const { shop, open } = await sitDown();
  const page = await open('/controls');
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByText('The clock is frozen.').waitFor();
  await page.getByLabel('Set to').fill('2030-01-01T10:00');
  await page.getByRole('button', { name: 'Set', exact: true }).first().click();
  await page.getByText('2030-01-01 10:00:00').waitFor();
  await page.getByRole('button', { name: 'Advance by 1 day' }).click();
  await page.getByText('2030-01-02 10:00:00').waitFor();
  await page.getByLabel('Advance by', { exact: true }).fill('90');
  await page.getByLabel('Unit').selectOption('minutes');
  await page.getByRole('button', { name: 'Advance', exact: true }).click();
  await page.getByText('2030-01-02 11:30:00').waitFor();
  expect(shop.clock.info()).toEqual({ now: '2030-01-02T11:30:00.000Z', frozen: true });
  await page.getByRole('button', { name: 'Back to real time' }).click();
  await page.getByText('Nothing is different from a plain Braze here.').waitFor();
  expect(shop.clock.info().frozen).toBe(false);
});

inBrowser(
  'a schedule fires when the clock is advanced by a click, and its send shows on Overview',
  async () => {
    const { emulator, shop, open } = await sitDown({ users });
    const campaign = shop.campaign({ name: 'Winback' });
    const page = await open('/controls');
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.getByText('The clock is frozen.').waitFor();
    const time = new Date(Date.parse(shop.clock.info().now) + 30 * 60_000).toISOString();
    const answer = await fetch(`${emulator.url}/campaigns/trigger/schedule/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.rest_api_key}` },
      body: JSON.stringify({
        campaign_id: campaign.id,
        recipients: [{ external_user_id: 'cust-1' }],
        schedule: { time },
      }),
    });
    expect(answer.status).toBe(201);
    await page.getByRole('button', { name: 'Advance by 1 min' }).click();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.waitForLoadState();
    expect(await page.getByRole('heading', { name: 'Last sends' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Controls' }).click();
    await page.getByRole('button', { name: 'Advance by 1 h' }).click();
    await page.getByRole('link', { name: 'Overview' }).click();
    const sends = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Last sends' }) });
    await expect
      .poll(() => sends.getByRole('listitem').allInnerTexts())
      .toEqual([expect.stringMatching(/Winback[\s\S]*1 receiver/)]);
  },
);

inBrowser('a switch that differs is marked and taken back to its default', async () => {
  const { shop, open, sync } = await sitDown({ users });
  const page = await open('/controls');
  await page.getByText(/^\d+ switches; the default comes first$/).click();
  await page.getByLabel('unknown_cohort', { exact: true }).selectOption('reject');
  await page.getByRole('button', { name: 'Set unknown_cohort' }).click();
  await page.getByText('1 switch is not at the default.').waitFor();
  expect((await sync('vip', { add: ['cust-1'] })).status).not.toBe(201);
  await page.getByRole('button', { name: 'Back to create: unknown_cohort' }).click();
  await page.getByText('Nothing is different from a plain Braze here.').waitFor();
  await page.getByText('How many requests each limit allows').click();
  await page.getByLabel('users_track', { exact: true }).fill('5');
  await page.getByRole('button', { name: 'Set users_track' }).click();
  await page.getByRole('button', { name: 'Back to 3000: users_track' }).waitFor();
  expect(shop.info().behaviour).toMatchObject({ unknown_cohort: 'create', rate_limits: { users_track: 5 } });
});

inBrowser('a snapshot is saved, restored and deleted', async () => {
  const { emulator, shop, open, sync } = await sitDown({ users });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('/controls');
  await page.getByText('Save a snapshot').click();
  await page.getByLabel('Snapshot name').fill('before');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Restore before' }).waitFor();
  await sync('vip', { remove: ['cust-1'] });
  await page.getByRole('button', { name: 'Restore before' }).click();
  await expect.poll(() => shop.cohort('hightouch', 'vip').ids()).toEqual(['cust-1']);
  await page.getByRole('button', { name: 'Delete before' }).click();
  await expect.poll(() => emulator.snapshots()).toEqual([]);
});

inBrowser('requests are forgotten, the workspace is reset and, once its id is typed, deleted', async () => {
  const { emulator, shop, open, sync } = await sitDown({ users });
  await sync('vip', { add: ['cust-1'] });
  const page = await open('/controls', { javaScriptEnabled: false });
  await page.getByText('Delete the requests').click();
  await page.getByRole('button', { name: 'Delete all requests' }).click();
  expect(shop.counts()).toMatchObject({ requests: 0, cohorts: 1 });
  await page.getByText('Reset the workspace').click();
  await page.getByRole('button', { name: 'Reset everything in it' }).click();
  expect(shop.counts()).toMatchObject({ cohorts: 0, users: 1 });
  await page.getByText('Delete the workspace').click();
  await page.getByLabel('Its id, to confirm').fill('another');
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await page.getByRole('alert').filter({ hasText: 'type its id' }).waitFor();
  await page.getByLabel('Its id, to confirm').fill(shop.id);
  await page.getByRole('button', { name: 'Delete it for good' }).click();
  await page.getByRole('heading', { name: 'Workspaces', level: 1 }).waitFor();
  expect(emulator.workspaces()).toEqual([]);
});
