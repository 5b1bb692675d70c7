import {
  assertMembers,
  assertNoUnknownIds,
  assertReceived,
  assertSize,
  withWorkspace,
} from '../../../src/assert.js';
import type { RunningEmulator, WorkspaceHandle } from '../../../src/index.js';
import { send } from './connector.js';

// What goes wrong in tests of connectors, twelve typical cases. The guide about tests shows what is said of each.

const users = [
  { external_id: 'cust-1' },
  { external_id: 'cust-2', device_ids: ['phone-2'] },
  { device_ids: ['tablet-3'] },
];

const vip = (shop: WorkspaceHandle) => shop.cohort('hightouch', 'vip');

export const failures: Record<string, (shop: WorkspaceHandle) => unknown> = {
  'an id that no user has': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1', 'cust-9'] }]);
    assertMembers(vip(shop), ['cust-1', 'cust-9']);
  },
  'the device of an identified user': async (shop) => {
    await send(shop, [{ device_ids: ['tablet-3', 'phone-2'] }]);
    assertMembers(vip(shop), ['device:tablet-3', 'cust-2']);
  },
  'an id in another letter case': async (shop) => {
    await send(shop, [{ user_ids: ['CUST-1'] }]);
    assertMembers(vip(shop), ['cust-1']);
  },
  'a key that was invalidated': async (shop) => {
    const client_secret = shop.keys().data_import_key;
    shop.keys().invalidate();
    await send(shop, [{ user_ids: ['cust-1'] }], { client_secret });
    assertMembers(vip(shop), ['cust-1']);
  },
  'a wrong key': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1'] }], { client_secret: 'not-the-key' });
    assertMembers(vip(shop), ['cust-1']);
  },
  'no retry after a fault': async (shop) => {
    shop.fault('/partners/*/cohorts/users', { status: 429, retry_after_s: 30 }, { times: 1 });
    await send(shop, [{ user_ids: ['cust-1'] }]);
    assertMembers(vip(shop), ['cust-1']);
  },
  'somebody removed, and somebody who should not be there': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1'], device_ids: ['tablet-3'] }]);
    await send(shop, [{ user_ids: ['cust-1'], should_remove: true }]);
    assertMembers(vip(shop), ['cust-1']);
  },
  'another cohort': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1'] }], { cohort: 'VIP' });
    assertSize(shop.cohort('hightouch', 'VIP'), 1);
    assertMembers(vip(shop), ['cust-1']);
  },
  'a segment': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1', 'cust-2'] }]);
    const segment = shop.segment({
      name: 'VIPs in Paris',
      definition: {
        groups: [
          {
            op: 'and',
            filters: [
              { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['vip'] },
              { type: 'attribute', field: 'home_city', comparison: 'is_any_of', value: ['Paris'] },
            ],
          },
        ],
      },
    });
    assertMembers(segment, ['cust-1']);
  },
  'a request that did not come': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1'] }]);
    assertReceived(shop, {
      route: '/partners/*/cohorts/users',
      body: { cohort_changes: [{ should_remove: true }] },
    });
  },
  'ids of nobody': async (shop) => {
    await send(shop, [{ user_ids: ['cust-1', 'cust-9', 'null'] }]);
    assertNoUnknownIds(shop);
  },
  'an unknown path': (shop) => send(shop, [{ user_ids: ['cust-1'] }], { path: '/cohort/users' }),
};

/** What is said of it. */
export async function messageOf(braze: RunningEmulator, failure: string): Promise<string> {
  const error: unknown = await withWorkspace(braze, { name: failure, users }, async (shop) => {
    await failures[failure]!(shop);
  }).then(
    () => undefined,
    (its: unknown) => its,
  );
  if (!(error instanceof Error)) return 'It does not fail';
  return error.message.replaceAll(/\bws_[\w-]+/g, 'ws_…');
}
