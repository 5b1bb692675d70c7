import type { NewWorkspace } from 'braze-cohort-emulator';
import { test as brazeTest, expect, type TestWorkspace } from 'braze-cohort-emulator/vitest';
import { sync } from './connector.js';

const test = brazeTest.extend<{ workspace: NewWorkspace }>({
  workspace: {
    users: [{ external_id: 'ann' }, { external_id: 'bob', device_ids: ['cell'] }, { device_ids: ['pad'] }],
  },
});
const vip = (braze: TestWorkspace) => braze.cohort('hightouch', 'vip');
const usersPath = '/partners/*/cohorts/users';

test('adds people, and removes them again', async ({ braze }) => {
  await sync(braze, 'vip', { add: ['ann', 'bob'] });
  expect(vip(braze)).toHaveMembers(['ann', 'bob']);
  await sync(braze, 'vip', { remove: ['ann'] });
  expect(vip(braze)).toHaveMembers(['bob']);
  expect(braze).toHaveNoUnknownIds();
});

test('somebody whom Braze does not know is not created', async ({ braze }) => {
  await sync(braze, 'vip', { add: ['ann', 'nobody'] });
  expect(vip(braze)).toHaveMembers(['ann']);
  expect(braze).not.toHaveNoUnknownIds();
});

test('a device reaches an anonymous user, and never an identified one', async ({ braze }) => {
  await sync(braze, 'vip', { addDevices: ['pad', 'cell'] });
  expect(vip(braze)).toHaveMembers(['device:pad']);
});

test('waits as long as a 429 asks for', async ({ braze }) => {
  braze.fault(usersPath, { status: 429, retry_after_s: 3_600 }, { times: 1 });
  await sync(braze, 'vip', { add: ['ann'] });
  expect(braze.slept).toEqual([3_600_000]);
  expect(vip(braze)).toHaveMembers(['ann']);
});

test('tries again after a 500', async ({ braze }) => {
  braze.fault(usersPath, { status: 500 }, { times: 1 });
  await sync(braze, 'vip', { add: ['ann'] });
  expect(vip(braze)).toHaveMember('ann');
  expect(braze).toHaveReceived(usersPath, 2);
});

test('an answer that gets lost does no harm', async ({ braze }) => {
  braze.fault(usersPath, { lose_answer: true }, { times: 1 });
  await sync(braze, 'vip', { add: ['ann'] });
  expect(vip(braze)).toHaveMembers(['ann']);
  expect(braze).toHaveReceived({ route: usersPath, status: 201 }, 1);
});

test('stops when its key is invalidated half-way', async ({ braze }) => {
  braze.onRequest({ cohort_id: 'vip' }, 1, () => braze.keys().invalidate());
  braze.expectRefusals({ status: 401 });
  await expect(sync(braze, 'vip', { add: ['ann', 'bob'], batchSize: 1 })).rejects.toThrow(
    'Braze answers 401',
  );
  expect(vip(braze)).toHaveMembers(['ann']);
});

test('a segment of the cohort has its members', async ({ braze }) => {
  await sync(braze, 'vip', { add: ['ann', 'bob'], addDevices: ['pad'] });
  expect(vip(braze).segment()).toHaveSize(3);
});
