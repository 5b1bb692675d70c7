import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningEmulator, startEmulator, type WorkspaceHandle } from '../../src/index.js';
import { send } from '../support/kit/connector.js';

let braze: RunningEmulator;
beforeAll(async () => {
  braze = await startEmulator();
});
afterAll(() => braze.stop());

const users = [{ external_id: 'cust-1', device_ids: ['phone'] }, { device_ids: ['tablet'] }];
const vip = (shop: WorkspaceHandle) => shop.cohort('hightouch', 'vip');
const add = [{ user_ids: ['cust-1'] }];
const remove = [{ user_ids: ['cust-1'], should_remove: true }];

const cases: [rule: string, who: string, prepare: (shop: WorkspaceHandle) => unknown, message: string][] = [
  ['added', 'cust-1', (shop) => send(shop, add), 'request 1 at cohort_changes[0].user_ids[0] added them'],
  [
    'not_by_request',
    'device:tablet',
    async (shop) => {
      await send(shop, [{ device_ids: ['tablet'] }]);
      shop.clearRequests();
    },
    'no request of the journal added them',
  ],
  [
    'no_such_user',
    'cust-9',
    (shop) => send(shop, [{ user_ids: ['cust-9'] }]),
    'a cohort import never creates a user',
  ],
  ['no_such_user', ' Cust-1', () => {}, "a user has the external_id 'cust-1', which looks like it"],
  ['no_request', 'cust-1', () => {}, 'no request reached the workspace'],
  ['never_named', 'cust-1', (shop) => send(shop, [{ device_ids: ['tablet'] }]), 'no request named them'],
  [
    'named_in_other_form',
    'cust-1',
    (shop) => send(shop, [{ user_ids: ['Cust-1 '] }]),
    "external_id 'Cust-1 '",
  ],
  ['named_elsewhere', 'cust-1', (shop) => send(shop, add, { cohort: 'v' }), "in cohort 'v' of hightouch"],
  [
    'not_yet_a_user',
    'new',
    async (shop) => {
      await send(shop, [{ user_ids: ['new'] }]);
      shop.addUsers([{ external_id: 'new' }]);
    },
    'the user came later',
  ],
  [
    'device_of_identified_user',
    'cust-1',
    (shop) => send(shop, [{ device_ids: ['phone'] }]),
    "only their device 'phone'",
  ],
  ['conflicting_changes', 'cust-1', (shop) => send(shop, [...add, ...remove]), 'both adds and removes them'],
  [
    'removed',
    'cust-1',
    async (shop) => {
      await send(shop, add);
      await send(shop, remove);
      await send(shop, [{ user_ids: ['cust-1'], should_remove: true }], { client_secret: 'wrong' });
    },
    'request 2 at cohort_changes[0].user_ids[0] removed them',
  ],
  ['refused', 'cust-1', (shop) => send(shop, [...add, {}]), 'but was refused with 400'],
  [
    'fault_injected',
    'cust-1',
    (shop) => {
      shop.fault('/partners/**', { status: 503 });
      return send(shop, add);
    },
    'a planted fault answered 503',
  ],
  [
    'held_back',
    'cust-1',
    (shop) => {
      shop.behave({ processing_delay_ms: 60_000 });
      return send(shop, add);
    },
    'a processing delay holds it back',
  ],
  [
    'cohort_passed_over',
    'cust-1',
    (shop) => {
      shop.behave({ unknown_cohort: 'ignore' });
      return send(shop, add);
    },
    "unknown_cohort is 'ignore'",
  ],
  [
    'taken_out',
    'cust-1',
    async (shop) => {
      await send(shop, add);
      vip(shop).delete();
    },
    'no request took them out again',
  ],
];

test.each(cases)('explain of a cohort: %s, %s', async (rule, who, prepare, message) => {
  const shop = braze.createWorkspace({ users });
  await prepare(shop);
  const explained = vip(shop).explain(who);
  expect(explained).toMatchObject({ who, member: vip(shop).ids().includes(who), rule });
  expect(explained.message).toContain(message);
  if ('request_id' in explained) expect(shop.requests().map(({ id }) => id)).toContain(explained.request_id);
});

test('explain of a campaign names the criteria of its segments', async () => {
  const shop = braze.createWorkspace({ users });
  await send(shop, [{ device_ids: ['tablet'] }]);
  const campaign = shop.campaign({ name: 'C', target: { segment_ids: [vip(shop).segment().id] } });
  expect(campaign.explain('device:tablet')).toEqual({ matches: true, failing: [] });
  expect(campaign.explain('cust-1')).toEqual({
    matches: false,
    failing: [{ path: 'target.segment_ids[0].groups[0].filters[0]', description: expect.any(String) }],
  });
  expect(() => campaign.explain('nobody')).toThrow("The workspace has no user 'nobody'");
});
