import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Desk, faultsOf, inBrowser, sitDown } from '../../support/browser/dashboard.js';

// The journal and one request in full, as a person reads them.

const users = [{ external_id: 'cust-1' }, { external_id: 'cust-2' }];

/** Sends a body with the keys of the workspace, as a connector does. */
async function send(
  { emulator, shop }: Desk,
  path: string,
  body: object,
): Promise<{ status: number; id: string }> {
  const { partner_api_key, data_import_key: client_secret } = shop.keys('hightouch');
  const answer = await fetch(`${emulator.url}/partners/hightouch${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ partner_api_key, client_secret, ...body }),
  });
  return { status: answer.status, id: answer.headers.get('x-request-id') ?? '' };
}

const changeUsers = '/cohorts/users';
const oneObject = { cohort_id: 'vip', cohort_changes: { user_ids: ['cust-1'], shouldRemove: true } };

const rowsOf = (page: Page) => page.getByRole('region', { name: 'Requests' }).locator('tbody tr');

inBrowser('a request that arrives while the list is open shows at its top, without a reload', async () => {
  const desk = await sitDown({ users });
  const page = await desk.open('/requests');
  expect(await page.getByText('Nothing has come yet').isVisible()).toBe(true);
  await desk.sync('vip', { add: ['cust-1'] });
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  await desk.sync('newer', { add: ['cust-1', 'nobody'] });
  await expect.poll(() => rowsOf(page).first().textContent()).toContain('newer');
  expect(await rowsOf(page).first().textContent()).toContain('1 unknown');
});

inBrowser(
  'a refused request says why under the line that it is about, and what else is ignored',
  async () => {
    const desk = await sitDown({ users });
    const { id } = await send(desk, changeUsers, oneObject);
    const page = await desk.open('/requests');
    await rowsOf(page).getByRole('link').first().click();
    await page.getByRole('heading', { name: '400 Bad Request' }).waitFor();
    await page.getByText('Nothing was applied.').waitFor();
    expect(await page.locator('.page-id').textContent()).toContain(id);
    const lines = page.getByRole('list', { name: 'Body of the request' }).getByRole('listitem');
    expect(await lines.filter({ hasText: '"cohort_changes": {' }).textContent()).toContain(
      'send an array with it in',
    );
    expect(await lines.filter({ hasText: '"shouldRemove": true' }).textContent()).toContain(
      "Did you mean 'should_remove'?",
    );
    expect(await lines.filter({ hasText: 'user_ids' }).textContent()).toBe('    "user_ids": ["cust-1"],');
    expect(await faultsOf(page)).toEqual([]);
  },
);

inBrowser('filters leave what they are for, and stand in the address', async () => {
  const desk = await sitDown({ users });
  await desk.sync('vip', { add: ['cust-1'] });
  await desk.sync('vip', { add: ['nobody'] });
  await send(desk, changeUsers, oneObject);
  const page = await desk.open('/requests');
  await expect.poll(() => rowsOf(page).count()).toBe(3);
  await page.getByLabel('Outcome').selectOption('refused');
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  await expect.poll(() => new URL(page.url()).searchParams.get('outcome')).toBe('refused');
  await page.getByLabel('Outcome').selectOption('accepted with notes');
  await expect.poll(() => rowsOf(page).count()).toBe(2);
  await page.getByLabel('Outcome').selectOption('any');
  await page.getByLabel(/^Text/).fill('nobody');
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  const shared = await desk.open(new URL(page.url()).pathname + new URL(page.url()).search);
  expect(await rowsOf(shared).count()).toBe(1);
  await page.getByLabel(/^Text/).fill('who is this');
  await page.getByText('No request fits').waitFor();
});

inBrowser(
  'what is copied as curl is accepted when a shell runs it with the keys of its environment',
  async () => {
    const desk = await sitDown({ users });
    const name = `it's "quoted" $HOME`;
    const { id } = await send(desk, '/cohorts', {
      cohort_id: 'vip',
      name,
      created_at: '2026-01-01T00:00:00Z',
    });
    const page = await desk.open(`/requests/${id}`, { permissions: ['clipboard-read', 'clipboard-write'] });
    // The button says so for a moment only.
    const isCopied = page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await isCopied;
    const line = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(line).not.toContain(desk.shop.keys('hightouch').data_import_key);
    // The emulator is in this process: it must be able to answer meanwhile.
    const environment = { env: { ...process.env, ...desk.shop.env } };
    const { stdout } = await promisify(execFile)('bash', ['-c', line], environment);
    expect(JSON.parse(stdout)).toEqual({ message: 'success' });
    const sent = desk.shop.requests();
    expect([sent.length, sent.at(-1)?.response?.status]).toEqual([2, 201]);
    expect(sent.at(-1)?.request.body).toEqual(sent[0]?.request.body);
  },
);

inBrowser('a request that is made a fault strikes the next one like it, once', async () => {
  const desk = await sitDown({ users });
  const { id, status } = await send(desk, changeUsers, oneObject);
  const page = await desk.open(`/requests/${id}`);
  await page.getByRole('button', { name: 'Make it a fault' }).click();
  await page.waitForURL('**/controls');
  expect(status).toBe(400);
  expect(await desk.sync('vip', { add: ['cust-1'] })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('cohort_changes must be an array') },
  });
  const list = await desk.open('/requests');
  expect(await rowsOf(list).first().textContent()).toContain('fault');
  expect((await desk.sync('vip', { add: ['cust-1'] })).status).toBe(201);
});

inBrowser('hostile bodies show as text and break no layout, on a desk and on a phone', async () => {
  const desk = await sitDown({ users });
  const hostile = {
    cohort_id: '"><script>document.title="taken"</script>',
    name: `<b>"'\u202e\u{1f600}`.repeat(1_500),
    created_at: '2026-01-01T00:00:00Z',
    '\u2067<img src=x>': { [`${'k'.repeat(300)}`]: '</code>' },
  };
  const { id } = await send(desk, '/cohorts', hostile);
  for (const options of [{}, { viewport: { width: 390, height: 800 }, colorScheme: 'dark' as const }]) {
    for (const path of ['/requests', `/requests/${id}`, '/contract']) {
      const page = await desk.open(path, options);
      expect(await page.title()).not.toContain('taken');
      expect(await page.locator('main img, main b').count()).toBe(0);
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
  }
});

inBrowser('a request that no workspace takes is listed with the reason, and shown in full', async () => {
  const desk = await sitDown({ users });
  await desk.sync('vip', { add: ['cust-1'] }, 'no-such-key');
  const page = await desk.open('/_emulator/requests');
  const rows = page.getByRole('region', { name: 'Requests to no workspace' }).locator('tbody tr');
  expect(await rows.first().textContent()).toContain('client_secret is not an active data import key');
  expect(await faultsOf(page)).toEqual([]);
  await rows.first().getByRole('link').first().click();
  await page.getByRole('heading', { name: '401 Unauthorized' }).waitFor();
  await page.waitForLoadState();
  expect(await page.locator('main').textContent()).not.toContain('no-such-key');
  // Nothing is counted without a workspace.
  expect(await page.getByText('Rate limit').count()).toBe(0);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Every request found its workspace.').waitFor();
});

inBrowser('the contract report names what was broken and leads to the request', async () => {
  const desk = await sitDown({ users });
  const { requestId } = await desk.sync('vip', { add: ['cust-1'] });
  const page = await desk.open('/contract');
  await page.getByRole('link', { name: 'Its cohort was not named before' }).click();
  await page.waitForURL(`**/requests/${requestId}`);
  await page.goBack();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'JUnit' }).click();
  expect((await download).suggestedFilename()).toMatch(/^contract-.*\.xml$/);
});

inBrowser('without JavaScript the journal can be filtered, and a request be read and deleted', async () => {
  const desk = await sitDown({ users });
  await desk.sync('vip', { add: ['cust-1'] });
  await send(desk, changeUsers, oneObject);
  const page = await desk.open('/requests', { javaScriptEnabled: false });
  await page.getByLabel('Outcome').selectOption('refused');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  await rowsOf(page).getByRole('link').first().click();
  await page.getByText('As curl', { exact: true }).click();
  expect(await page.getByText('"$BRAZE_REST_ENDPOINT"').first().isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  expect(desk.shop.requests()).toHaveLength(1);
});
