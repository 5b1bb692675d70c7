import { afterAll, expect, test } from '@jest/globals';
import { startEmulator } from 'braze-cohort-emulator';
import {
  assertMembers,
  assertNotMember,
  assertReceived,
  assertSize,
  withWorkspace,
} from 'braze-cohort-emulator/assert';
import { sync } from './connector.js';

const braze = await startEmulator();
afterAll(() => braze.stop());
const users = [{ external_id: 'ann' }, { external_id: 'bob', device_ids: ['cell'] }, { device_ids: ['pad'] }];
const check = (name, rule) => test(name, () => withWorkspace(braze, { name, users }, rule));
const vip = (shop) => shop.cohort('hightouch', 'vip');
const usersPath = '/partners/*/cohorts/users';

check('adds people, and removes them again', async (shop) => {
  await sync(shop, 'vip', { add: ['ann', 'bob'] });
  assertMembers(vip(shop), ['ann', 'bob']);
  await sync(shop, 'vip', { remove: ['ann'] });
  assertMembers(vip(shop), ['bob']);
});

check('somebody whom Braze does not know is not created', async (shop) => {
  await sync(shop, 'vip', { add: ['ann', 'nobody'] });
  assertNotMember(vip(shop), 'nobody');
});

check('a device reaches an anonymous user, and never an identified one', async (shop) => {
  await sync(shop, 'vip', { addDevices: ['pad', 'cell'] });
  assertMembers(vip(shop), ['device:pad']);
});

check('waits as long as a 429 asks for', async (shop) => {
  shop.fault(usersPath, { status: 429, retry_after_s: 3_600 }, { times: 1 });
  await sync(shop, 'vip', { add: ['ann'] });
  expect(shop.slept).toEqual([3_600_000]);
  assertMembers(vip(shop), ['ann']);
});

check('tries again after a 500', async (shop) => {
  shop.fault(usersPath, { status: 500 }, { times: 1 });
  await sync(shop, 'vip', { add: ['ann'] });
  assertMembers(vip(shop), ['ann']);
  assertReceived(shop, usersPath, 2);
});

check('an answer that gets lost does no harm', async (shop) => {
  shop.fault(usersPath, { lose_answer: true }, { times: 1 });
  await sync(shop, 'vip', { add: ['ann'] });
  assertMembers(vip(shop), ['ann']);
  assertReceived(shop, { route: usersPath, status: 201 }, 1);
});

check('stops when its key is invalidated half-way', async (shop) => {
  shop.onRequest({ cohort_id: 'vip' }, 1, () => shop.keys().invalidate());
  shop.expectRefusals({ status: 401 });
  await expect(sync(shop, 'vip', { add: ['ann', 'bob'], batchSize: 1 })).rejects.toThrow('Braze answers 401');
  assertMembers(vip(shop), ['ann']);
});

check('a segment of the cohort has its members', async (shop) => {
  await sync(shop, 'vip', { add: ['ann', 'bob'], addDevices: ['pad'] });
  assertSize(vip(shop).segment(), 3);
});
