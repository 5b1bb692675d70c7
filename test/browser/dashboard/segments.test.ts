import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { NewWorkspace, SegmentFilter } from '../../../src/index.js';
import { faultsOf, inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Audience > Segments: a segment is built by clicking, its counts follow, and who is out is told why.

const people = Array.from({ length: 12 }, (_, index) => ({
  external_id: `cust-${index + 1}`,
  attributes: { plan: index < 5 ? 'gold' : 'silver' },
}));
const membersOf = (count: number) => people.slice(0, count).map(({ external_id }) => ({ external_id }));
const shopWithCohorts: NewWorkspace = {
  users: people,
  cohorts: [
    { partner: 'hightouch', cohort_id: 'vip', name: 'VIP customers', members: membersOf(7) },
    { partner: 'hightouch', cohort_id: 'lapsed', name: 'Lapsed', members: membersOf(2) },
  ],
};
const inVip: SegmentFilter = {
  type: 'cohort',
  partner: 'hightouch',
  comparison: 'includes',
  cohort_ids: ['vip'],
};
const isGold: SegmentFilter = {
  type: 'custom_attribute',
  name: 'plan',
  value_type: 'string',
  comparison: 'is_any_of',
  value: ['gold'],
};
const vipDefinition = { groups: [{ filters: [inVip] }] };

const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

/** Picks the filter over the cohorts of Hightouch, and a cohort by its name. */
async function pickCohort(page: Page, groupName: string, filterName: string, cohort: RegExp): Promise<void> {
  const filter = group(page, groupName).getByRole('group', { name: filterName });
  await filter
    .getByRole('combobox', { name: 'Filter', exact: true })
    .selectOption({ label: 'Hightouch Cohorts' });
  await filter.getByRole('checkbox', { name: cohort }).check();
}

inBrowser(
  'a segment is built by clicking, its exact counts follow, and nothing is saved before it is created',
  async () => {
    const { shop, open } = await sitDown(shopWithCohorts);
    const page = await open('/segments');
    await page.getByRole('link', { name: 'Create Segment' }).click();
    await page.waitForLoadState();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Paying VIPs');
    await page.getByRole('button', { name: 'Add filter to Filter group 1' }).click();
    await pickCohort(page, 'Filter group 1', 'Filter 1', /^VIP customers/);
    const first = group(page, 'Filter group 1').getByRole('group', { name: 'Filter 1' });
    await expect.poll(() => first.getByRole('status').textContent()).toBe('7 users');

    await page.getByRole('button', { name: 'Add filter to Filter group 1' }).click();
    const second = group(page, 'Filter group 1').getByRole('group', { name: 'AND · Filter 2' });
    expect(await second.getByRole('status').textContent()).toBe('Choose a filter.');
    await second
      .getByRole('combobox', { name: 'Filter', exact: true })
      .selectOption({ label: 'Custom Attribute' });
    await second.getByRole('textbox', { name: 'Attribute' }).fill('plan');
    await second.getByRole('textbox', { name: 'Values, one a line' }).fill('gold');
    await expect.poll(() => second.getByRole('status').textContent()).toBe('5 users');

    await page.getByRole('button', { name: 'Add exclusion group' }).click();
    await pickCohort(page, 'AND NOT Exclusion group 1', 'Filter 1', /^Lapsed/);
    await page.getByText('2 users excluded, 3 users left').waitFor();
    const facts = page.locator('dl').first();
    await expect.poll(() => facts.textContent()).toContain('users would be in it3');
    expect(shop.segments()).toEqual([]);

    await page.getByRole('button', { name: 'Create Segment' }).click();
    await page.getByRole('heading', { level: 1, name: 'Paying VIPs' }).waitFor();
    await expect
      .poll(() => page.getByRole('region', { name: 'Members' }).locator('tbody tr').count())
      .toBe(3);
    expect(shop.segments()).toMatchObject([
      {
        name: 'Paying VIPs',
        definition: {
          groups: [{ op: 'and', filters: [inVip, isGold] }],
          exclusion_groups: [{ filters: [{ ...inVip, cohort_ids: ['lapsed'] }] }],
        },
      },
    ]);
  },
);

inBrowser('a filter group has the name that it is given', async () => {
  const { shop, open } = await sitDown(shopWithCohorts);
  const segment = shop.segment({ name: 'VIPs', definition: vipDefinition });
  const page = await open(`/segments/${segment.id}`);
  await group(page, 'Filter group 1').getByLabel('Name of the group').fill('Who pays');
  await page.keyboard.press('Tab');
  await group(page, 'Who pays').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => shop.segments()[0]?.definition.groups?.[0]?.name).toBe('Who pays');
});

inBrowser('with OR between groups somebody in one of them is in the segment', async () => {
  const { shop, open } = await sitDown(shopWithCohorts);
  const segment = shop.segment({ name: 'Both', definition: vipDefinition });
  const page = await open(`/segments/${segment.id}`);
  await page.getByRole('button', { name: 'Add filter group' }).click();
  const filter = group(page, 'AND Filter group 2').getByRole('group', { name: 'Filter 1' });
  await filter
    .getByRole('combobox', { name: 'Filter', exact: true })
    .selectOption({ label: 'External User ID' });
  await filter.getByRole('textbox', { name: 'Values, one a line' }).fill('cust-12');
  const card = page.getByText('Of 12 users, counted exactly');
  await expect.poll(() => card.textContent()).toMatch(/: 0$/);
  await page.getByLabel('Between the groups').selectOption('OR');
  await group(page, 'OR Filter group 2').waitFor();
  await expect.poll(() => card.textContent()).toMatch(/: 8$/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => segment.size()).toBe(8);
});

inBrowser('without JavaScript a segment is built and counted by buttons, step by step', async () => {
  const { shop, open } = await sitDown(shopWithCohorts);
  const withoutScript: BrowserContextOptions = { javaScriptEnabled: false };
  const page = await open('/new-segment', withoutScript);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('VIPs');
  await page.getByRole('button', { name: 'Add filter to Filter group 1' }).click();
  const filter = group(page, 'Filter group 1').getByRole('group', { name: 'Filter 1' });
  await filter
    .getByRole('combobox', { name: 'Filter', exact: true })
    .selectOption({ label: 'Hightouch Cohorts' });
  await page.getByRole('button', { name: 'Count' }).click();
  await filter.getByRole('checkbox', { name: /^VIP customers/ }).check();
  await filter.getByLabel('Includes or not').selectOption('does not include');
  await page.getByRole('button', { name: 'Count' }).click();
  expect(await filter.getByRole('status').textContent()).toBe('5 users');
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('VIPs');
  await page.getByRole('button', { name: 'Create Segment' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('VIPs');
  const [segment] = shop.segments();
  expect(segment?.definition.groups).toEqual([
    { op: 'and', filters: [{ ...inVip, comparison: 'does_not_include' }] },
  ]);
});

inBrowser('a filter that is not complete is not saved, and what was built stays', async () => {
  const { shop, open } = await sitDown(shopWithCohorts);
  const page = await open('/new-segment');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Half');
  await page.getByRole('button', { name: 'Add filter to Filter group 1' }).click();
  await page.getByRole('combobox', { name: 'Filter', exact: true }).selectOption({ label: 'Session Count' });
  await page.getByRole('textbox', { name: 'Value', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Create Segment' }).click();
  expect(await page.getByRole('alert').textContent()).toContain(
    'A filter is not complete: Value is missing.',
  );
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Half');
  expect(await page.getByRole('combobox', { name: 'Filter', exact: true }).inputValue()).toBe(
    'session_count',
  );
  expect(shop.segments()).toEqual([]);
});

inBrowser('who is looked up is named with each criterion as met or not, at an address to share', async () => {
  const { shop, open, addressOf } = await sitDown(shopWithCohorts);
  const definition = { groups: [{ filters: [inVip, isGold] }] };
  const { id } = shop.segment({ name: 'Paying VIPs', definition });
  const page = await open(`/segments/${id}`);
  await page.getByRole('searchbox').pressSequentially('cust-6');
  const criteria = page.locator('#lookup li');
  await expect
    .poll(() => criteria.allTextContents())
    .toEqual([
      'met Hightouch Cohorts includes "VIP customers"',
      'not met plan is any of "gold"; found "silver"',
    ]);
  expect(page.url()).toBe(addressOf(`/segments/${id}?who=cust-6`));
  await page.goto(addressOf(`/segments/${id}?who=cust-404`));
  await page.getByText('cust-404 is nobody here.').waitFor();
});

inBrowser('segments are found by name, duplicated, archived, and deleted in a second step', async () => {
  const { shop, open } = await sitDown(shopWithCohorts);
  shop.segment({ name: 'VIPs', definition: vipDefinition });
  shop.segment({ name: 'Everyone', definition: {} });
  const page = await open('/segments');
  const rows = page.getByRole('region', { name: 'Segments' }).locator('tbody tr');
  await expect.poll(() => rows.first().textContent()).toContain('12');
  const field = await page.getByRole('searchbox').boundingBox();
  expect(await page.getByRole('button', { name: 'Search' }).boundingBox()).toMatchObject({
    y: field?.y,
    height: field?.height,
  });
  await page.getByRole('searchbox').pressSequentially('vip');
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByRole('button', { name: 'Duplicate VIPs' }).click();
  await page.getByRole('heading', { level: 1, name: 'Copy of VIPs' }).waitFor();
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('archived', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete this segment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Segments' }).waitFor();
  expect(shop.segments().map(({ name }) => name)).toEqual(['VIPs', 'Everyone']);
});

inBrowser.each(['light', 'dark'] as const)(
  'the pages of segments are well made, in %s',
  async (colorScheme) => {
    const { shop, open, addressOf } = await sitDown(shopWithCohorts);
    const { id } = shop.segment({ name: '<script>alert(1)</script>', definition: vipDefinition });
    const page = await open('/segments', { colorScheme, viewport: { width: 390, height: 800 } });
    for (const path of [
      '/segments',
      '/new-segment',
      `/segments/${id}?who=cust-12`,
      `/segments/${id}?delete=1`,
    ]) {
      await page.goto(addressOf(path));
      await page.waitForLoadState('networkidle').catch(() => undefined);
      expect(await faultsOf(page), path).toEqual([]);
    }
  },
);
