// A workspace as a team has it after a morning's work on its connector, for screenshots and for tests of every page: customers,
// cohorts that were synced over half an hour, what had no effect and why, segments, a campaign, a Canvas, faults that struck.

const names = [
  'Ada',
  'Björn',
  'Chiara',
  'Dmitri',
  'Emre',
  'Fatima',
  'Grace',
  'Hana',
  'Ivo',
  'Jun',
  'Kofi',
  'Lena',
];
const countries = ['DE', 'US', 'FR', 'JP', 'BR', 'SE', 'GB'];
const plans = ['free', 'plus', 'pro'];

/**
 * Fills a workspace of a running emulator.
 *
 * @param emulator  Its handle, of the library.
 * @param users  How many customers there are.
 * @returns The handle of the workspace.
 */
export async function fillShop(emulator, { users = 12_400, id = 'ws_shop', name = 'shop-tests' } = {}) {
  const shop = emulator.createWorkspace({ id, name, partners: ['hightouch', 'amplitude'] });
  await shop.importUsers(customers(users));
  const now = Date.now();
  shop.clock.freeze(new Date(now - 32 * 60_000));
  const morning = new Morning(emulator.url, shop);
  await morning.syncCohorts(users);
  await morning.makeMistakes();
  const { vips } = makeSegments(shop);
  await sendMessages(shop, vips);
  shop.fault('/users/track', { status: 503 }, { times: 2 });
  await morning.strays();
  shop.clock.set(new Date(now));
  shop.clock.unfreeze();
  return shop;
}

function* customers(count) {
  for (let number = 1; number <= count; number++) {
    const name = names[number % names.length];
    yield {
      external_id: number === 404 ? 'Cust-404' : `cust-${number}`,
      ...(number % 9 === 0 && { user_aliases: [{ alias_label: 'loyalty_id', alias_name: `L-${number}` }] }),
      ...(number % 4 === 0 && { device_ids: [`8f1c-${number}`] }),
      attributes: {
        first_name: name,
        ...(number % 3 !== 0 && { email: `${name.toLowerCase()}.${number}@example.test` }),
        country: countries[number % countries.length],
        plan: plans[number % plans.length],
        orders: number % 23,
        lifetime_value: (number * 37) % 1_900,
      },
    };
  }
  for (let number = 1; number <= 8; number++) {
    yield {
      device_ids: [`anonymous-${number}`],
      user_aliases: [{ alias_label: 'visitor', alias_name: `v-${number}` }],
    };
  }
}

class Morning {
  constructor(url, shop) {
    this.url = url;
    this.shop = shop;
  }

  async send(path, body, partner = 'hightouch', key = undefined) {
    const { partner_api_key, data_import_key } = this.shop.keys(partner);
    const keys = { partner_api_key, client_secret: key ?? data_import_key };
    const answer = await fetch(`${this.url}/partners/${partner}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'partner-Hightouch' },
      body: JSON.stringify({ ...keys, ...body }),
    });
    await answer.arrayBuffer();
    this.shop.clock.advance(700);
  }

  name(cohort_id, name, partner) {
    return this.send('/cohorts', { cohort_id, name, created_at: '2026-03-02T06:00:00Z' }, partner);
  }

  change(cohort_id, cohort_changes, partner) {
    return this.send('/cohorts/users', { cohort_id, cohort_changes }, partner);
  }

  add(cohort_id, user_ids, partner) {
    return this.change(cohort_id, [{ user_ids }], partner);
  }

  async syncCohorts(users) {
    await this.name('12648-vip', 'VIP customers');
    for (const [from, to] of [
      [1, 2_500],
      [2_501, 4_900],
      [4_901, 7_100],
      [7_101, 8_300],
    ]) {
      for (let first = from; first <= Math.min(to, users); first += 1_000) {
        await this.add('12648-vip', ids(first, Math.min(first + 999, to, users)));
      }
      this.shop.clock.advance('5m');
      await this.change('12648-vip', [{ user_ids: ids(from, from + 37), should_remove: true }]);
    }
    const fault = this.shop.fault('/partners/hightouch/cohorts/users', { status: 429 }, { times: 1 });
    await this.add('12648-vip', ids(40, 60));
    await this.add('12648-vip', ids(40, 60));
    fault.delete();
    await this.change('12648-vip', [
      { user_ids: ['cust-404', ' cust-7', ...ids(90_000, 90_006), 'cust-9'] },
      { device_ids: ['8f1c-4', '8f1c-8', 'anonymous-1'] },
      { aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-90' }] },
    ]);
    await this.name('lapsed-60', 'Lapsed for 60 days');
    await this.add('lapsed-60', ids(200, 900));
    await this.name('cart', 'Left something in the cart');
    await this.add('cart', ids(30, 95));
    await this.add('9911-spring', ids(1, 12));
    await this.name('readers', 'Readers of the newsletter', 'amplitude');
    await this.add('readers', ids(1_000, 1_900), 'amplitude');
  }

  async makeMistakes() {
    await this.send('/cohorts/users', {
      cohort_id: '12648-vip',
      cohort_changes: { user_ids: ['cust-1'], shouldRemove: true },
    });
    await this.change('cart', [{ user_ids: ['cust-31', 'cust-31'], shouldRemove: true }]);
    this.shop.clock.advance('2m');
    await this.add('12648-vip', ids(8_301, 8_420));
  }

  async strays() {
    await this.send(
      '/cohorts/users',
      { cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1'] }] },
      'hightouch',
      'old-key',
    );
  }
}

function ids(first, last) {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => `cust-${first + index}`);
}

function makeSegments(shop) {
  const inCohort = (cohort) => ({
    type: 'cohort',
    partner: 'hightouch',
    comparison: 'includes',
    cohort_ids: [cohort],
  });
  const vips = shop.segment({
    name: 'VIPs in Germany',
    text_description: 'Hightouch Cohorts includes VIP customers, in Germany',
    tags: ['vip'],
    definition: {
      groups: [
        {
          name: 'Who',
          op: 'and',
          filters: [
            inCohort('12648-vip'),
            {
              type: 'attribute',
              field: 'country',
              comparison: 'is_any_of',
              value: ['DE'],
            },
          ],
        },
      ],
      exclusion_groups: [{ filters: [inCohort('lapsed-60')] }],
    },
  });
  shop.segment({
    name: 'Everybody who left something in the cart',
    definition: { groups: [{ filters: [inCohort('cart')] }] },
  });
  shop.segment({
    name: 'Pro with many orders',
    definition: {
      groups: [
        {
          filters: [
            {
              type: 'custom_attribute',
              name: 'plan',
              value_type: 'string',
              comparison: 'is_any_of',
              value: ['pro'],
            },
            {
              type: 'custom_attribute',
              name: 'orders',
              value_type: 'number',
              comparison: 'at_least',
              value: 20,
            },
          ],
        },
      ],
    },
  });
  return { vips };
}

async function sendMessages(shop, vips) {
  const target = { segment_ids: [vips.id] };
  const messages = { email_1: { channel: 'email', name: 'Thank you' } };
  const campaign = shop.campaign({ name: 'Thank you, VIPs', tags: ['vip'], target, messages });
  const canvas = shop.canvas({ name: 'Welcome back', target });
  campaign.send();
  shop.clock.advance('1m');
  const recipients = ['cust-1', 'cust-77', 'nobody', 'cust-404'].map((id) => ({ external_user_id: id }));
  canvas.send({ recipients });
}
