import { expect } from 'vitest';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Users: found by any identifier, added and identified by hand.

inBrowser.each([
  ['an external id', 'cust-1'],
  ['an alias', 'loyalty_id:L-1'],
  ['a device', 'phone-1'],
  ['an e-mail address', 'ada@example.test'],
  ['a phone number', '+49301111'],
])('a user is found by %s, as one types', async (_, text) => {
  const { open } = await sitDown({
    users: [
      {
        external_id: 'cust-1',
        user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }],
        device_ids: ['phone-1'],
        attributes: { email: 'ada@example.test', phone: '+49301111' },
      },
      { external_id: 'other' },
    ],
  });
  const page = await open('/users');
  const rows = page.getByRole('region', { name: 'Profiles' }).locator('tbody tr');
  expect(await rows.count()).toBe(2);
  await page.getByRole('searchbox').pressSequentially(text);
  await expect.poll(() => new URL(page.url()).searchParams.get('search')).toBe(text);
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByRole('link', { name: 'cust-1' }).click();
  await page.getByRole('heading', { level: 1, name: 'cust-1' }).waitFor();
  await page.getByText('This user is in no cohort.').waitFor();
});

inBrowser('a profile is added by hand, and what is refused keeps what was typed', async () => {
  const { shop, open } = await sitDown();
  const page = await open('/users');
  await page.getByLabel('External ID', { exact: true }).fill('cust-9');
  await page.getByLabel('Attributes, as JSON').fill('{"plan": "pro"');
  await page.getByRole('button', { name: 'Add' }).click();
  expect(await page.getByRole('alert').textContent()).toMatch(/^Nothing was changed\. attributes is no JSON/);
  expect(await page.getByLabel('External ID', { exact: true }).inputValue()).toBe('cust-9');
  await page.getByLabel('Attributes, as JSON').fill('{"plan": "pro"}');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('heading', { level: 1, name: 'cust-9' }).waitFor();
  expect(shop.user('cust-9')?.attributes).toEqual({ plan: 'pro' });
});

inBrowser('an anonymous user is identified by hand, and is in the segments they belong to', async () => {
  const { shop, open } = await sitDown({ users: [{ device_ids: ['phone-1'] }, { external_id: 'cust-2' }] });
  shop.segment({
    name: 'Known by name',
    definition: {
      groups: [{ filters: [{ type: 'attribute', field: 'external_id', comparison: 'exists' }] }],
    },
  });
  const page = await open('/users?search=phone-1');
  await page.getByRole('link', { name: 'device:phone-1' }).click();
  await page.getByText('In none of 1.').waitFor();
  await page.getByLabel('External ID').fill('cust-1');
  await page.getByRole('button', { name: 'Identify' }).click();
  await page.getByRole('heading', { level: 1, name: 'cust-1' }).waitFor();
  await page.getByRole('link', { name: 'Known by name' }).waitFor();
  expect(shop.user('cust-1')?.device_ids).toEqual(['phone-1']);
});
