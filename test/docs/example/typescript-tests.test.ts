import { connect, type NewWorkspace, startEmulator } from 'braze-cohort-emulator';
import { assertMembers, withWorkspace } from 'braze-cohort-emulator/assert';
import { test as brazeTest, expect } from 'braze-cohort-emulator/vitest';
import { runConnector } from './my-connector.js';

const test = brazeTest.extend<{ workspace: NewWorkspace }>({
  workspace: { users: [{ external_id: 'cust-1' }, { device_ids: ['dev-1'] }] },
});

test('customers reach the cohort', async ({ braze }) => {
  await runConnector({ endpoint: braze.rest_endpoint, ...braze.keys('hightouch') });
  expect(braze.cohort('hightouch', 'vip')).toHaveMembers(['cust-1']);
});

test('a wrong key is reported', async ({ braze }) => {
  braze.expectRefusals({ status: 401 });
  const keys = { ...braze.keys('hightouch'), data_import_key: 'wrong' };
  await runConnector({ endpoint: braze.rest_endpoint, ...keys });
  expect(braze.cohort('hightouch', 'vip')).toHaveMembers([]);
});

test('the handle', async ({ braze: shop, emulator }) => {
  const braze = connect(emulator.url); // default: BRAZE_EMULATOR_URL, or http://127.0.0.1:27293
  const remote = await braze.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  await expect(remote.cohort('hightouch', 'vip')).toHaveSize(0);
  await remote.delete();

  shop.clock.freeze('2026-02-03T09:00:00Z');
  shop.clock.advance('1h');
  await shop.sleep(30_000); // what a connector can be given to sleep with; shop.slept has [30000]

  shop.fault('/partners/*/cohorts/users', { status: 429, retry_after_s: 30 }, { times: 1 });
  shop.fault('/partners/**', [{ status: 500 }, null, { lose_answer: true }]);
  shop.clearFaults();

  shop.onRequest({ cohort_id: 'vip' }, 1, () => shop.keys().invalidate());

  const base = shop.snapshot();
  await runConnector({ endpoint: shop.rest_endpoint, ...shop.keys('hightouch') });
  shop.cohort('hightouch', 'vip').explain('cust-1').message; // 'request 1 at … added them'
  base.restore();
  expect(shop.cohort('hightouch', 'vip')).toHaveSize(0);
});

test('the segment of a cohort', async ({ braze: shop }) => {
  await runConnector({ endpoint: shop.rest_endpoint, ...shop.keys('hightouch') });

  const vips = shop.cohort('hightouch', 'vip').segment();
  const spring = shop.campaign({ name: 'Spring', target: { segment_ids: [vips.id] } });
  vips.size();
  spring.ids(); // who would be addressed; spring.sends() has who was
  expect(spring).toHaveMembers(['cust-1']);
});

test('plain functions', async ({ expect }) => {
  const braze = await startEmulator();
  const users = [{ external_id: 'cust-1' }];
  await withWorkspace(braze, { users }, async (shop) => {
    await runConnector({ endpoint: shop.rest_endpoint, ...shop.keys('hightouch') });
    assertMembers(shop.cohort('hightouch', 'vip'), ['cust-1']);
  });
  expect(braze.workspaces()).toEqual([]);
  await braze.stop();
});
