import { startEmulator } from 'braze-cohort-emulator';
import { afterAll, expect, test } from 'vitest';
import { runConnector } from './my-connector.js';

const braze = await startEmulator(); // on a free port
afterAll(() => braze.stop());

test('customers reach the cohort', async () => {
  const shop = braze.createWorkspace({
    users: [{ external_id: 'cust-1' }, { device_ids: ['dev-1'] }],
  });
  await runConnector({ endpoint: shop.rest_endpoint, ...shop.keys('hightouch') });
  expect(shop.cohort('hightouch', 'vip').ids()).toEqual(['cust-1']);
});
