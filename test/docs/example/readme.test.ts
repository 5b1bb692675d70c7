import { expect, test } from 'braze-cohort-emulator/vitest';
import { runConnector } from './my-connector.js';

test('customers reach the cohort', async ({ braze }) => {
  braze.addUsers([{ external_id: 'cust-1' }, { device_ids: ['dev-1'] }]);
  await runConnector({ endpoint: braze.rest_endpoint, ...braze.keys('hightouch') });
  expect(braze.cohort('hightouch', 'vip')).toHaveMembers(['cust-1']);
});
