import { expect } from 'vitest';
import { faultsOf, inBrowser, sitDown } from '../../support/browser/dashboard.js';

// Campaigns and Canvases: a segment is chosen as the audience, and what is sent says who got it and who was dropped and why.

const users = ['cust-1', 'cust-2', 'cust-3'].map((external_id) => ({ external_id }));
const shopWithSegment = {
  users,
  cohorts: [{ partner: 'hightouch', cohort_id: 'vip', name: 'VIP customers', members: users.slice(0, 2) }],
  segments: [
    {
      name: 'VIPs',
      definition: {
        groups: [
          {
            filters: [
              {
                type: 'cohort' as const,
                partner: 'hightouch',
                comparison: 'includes' as const,
                cohort_ids: ['vip'],
              },
            ],
          },
        ],
      },
    },
  ],
};

inBrowser.each([
  ['campaign', 'Create campaign'],
  ['Canvas', 'Create Canvas'],
])(
  'a segment is chosen as the audience of a %s, and a send says who was dropped and why',
  async (_, create) => {
    const { open } = await sitDown(shopWithSegment);
    const page = await open('/campaigns');
    await page.getByRole('link', { name: create }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring sale');
    await page.getByRole('checkbox', { name: /^VIPs/ }).check();
    await page.getByRole('button', { name: create }).click();
    await page.getByRole('heading', { level: 1, name: 'Spring sale' }).waitFor();
    const facts = page.locator('dl').first();
    await expect.poll(() => facts.textContent()).toContain('would get it now2');
    const audience = page.getByRole('region', { name: 'Audience' }).locator('tbody tr');
    await expect.poll(() => audience.count()).toBe(2);

    await page.getByLabel('Recipients: external IDs, one a line').fill('cust-1\ncust-3\nnobody');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { level: 1, name: 'Send of Spring sale' }).waitFor();
    const receivers = page.getByRole('region', { name: 'Receivers' });
    await expect.poll(() => receivers.getByRole('link').allTextContents()).toEqual(['cust-1']);
    const dropped = page.getByRole('region', { name: 'Dropped recipients' }).locator('tbody tr');
    await expect
      .poll(() => dropped.allTextContents())
      .toEqual([
        expect.stringMatching(/^cust-3outside target/),
        expect.stringMatching(/^nobodyunknown userNo profile has this identifier/),
      ]);
    await page.getByRole('link', { name: 'Which criterion is not met?' }).click();
    await page.getByText('not met').waitFor();
    expect(await page.locator('#lookup').textContent()).toContain(
      'Hightouch Cohorts includes "VIP customers"',
    );
  },
);

inBrowser(
  'a send without recipients goes to the whole audience, and to nobody while it is paused',
  async () => {
    const { shop, open, addressOf } = await sitDown(shopWithSegment);
    const [segment] = shop.segments();
    const campaign = shop.campaign({ name: 'Spring sale', target: { segment_ids: [segment?.id ?? ''] } });
    const page = await open(`/campaigns/${campaign.id}`);
    await page.getByLabel('Trigger properties as JSON').fill('{"coupon": ');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('The properties are not JSON');
    await page.getByLabel('Trigger properties as JSON').fill('{"coupon": "SPRING"}');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('2 users would have received it. No recipient was dropped.').waitFor();
    await page.getByText('"coupon": "SPRING"').waitFor();

    await page.goto(addressOf(`/campaigns/${campaign.id}`));
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Nobody received it: it was paused when it was triggered.').waitFor();
    expect(campaign.sends().map((send) => send.receiver_count)).toEqual([2, 0]);
  },
);

inBrowser('additional filters narrow the audience of a Canvas, without JavaScript too', async () => {
  const { shop, open } = await sitDown(shopWithSegment);
  const canvas = shop.canvas({ name: 'Welcome' });
  const page = await open(`/canvases/${canvas.id}`, { javaScriptEnabled: false });
  await page.getByRole('checkbox', { name: /^VIPs/ }).check();
  await page.getByRole('button', { name: 'Add filter group' }).click();
  await page
    .getByRole('combobox', { name: 'Filter', exact: true })
    .selectOption({ label: 'External User ID' });
  await page.getByRole('button', { name: 'Count' }).click();
  await page.getByRole('textbox', { name: 'Values, one a line' }).fill('cust-2\ncust-3');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Show the audience' }).click();
  await expect
    .poll(() => page.getByRole('region', { name: 'Audience' }).getByRole('link').allTextContents())
    .toEqual(['cust-2']);
  expect(canvas.ids()).toEqual(['cust-2']);
});

inBrowser.each(['light', 'dark'] as const)(
  'the pages of campaigns are well made, in %s',
  async (colorScheme) => {
    const { shop, open, addressOf } = await sitDown(shopWithSegment);
    const campaign = shop.campaign({ name: 'x'.repeat(3_000) });
    const { dispatch_id } = campaign.send({ recipients: [{ external_user_id: '<script>' }] });
    const page = await open('/campaigns', { colorScheme, viewport: { width: 390, height: 800 } });
    const paths = [
      '/campaigns',
      '/campaigns?kind=canvas',
      '/new-canvas',
      `/campaigns/${campaign.id}`,
      `/sends/${dispatch_id}`,
    ];
    for (const path of paths) {
      await page.goto(addressOf(path));
      await page.waitForLoadState('networkidle').catch(() => undefined);
      expect(await faultsOf(page), path).toEqual([]);
    }
  },
);
