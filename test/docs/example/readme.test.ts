import { startEmulator } from 'braze-cohort-emulator';
import { afterAll, expect, test } from 'vitest';
import { runConnector } from './my-connector.js';

const braze = await startEmulator(); // on a free port
afterAll(() => braze.stop());

test('customers reach the cohort', async () => {
  const { id, partners, rest_endpoint } = braze.createWorkspace({
    users: [{ external_id: 'cust-1' }, { device_ids: ['dev-1'] }],
  });
  const [hightouch] = partners;
  await runConnector({
    endpoint: rest_endpoint,
    partnerApiKey: hightouch!.partner_api_key,
    clientSecret: hightouch!.data_import_keys[0]!.key,
  });
  const answer = await fetch(`${rest_endpoint}/_emulator/v1/workspaces/${id}/cohorts/hightouch/vip/members`);
  expect(await answer.json()).toMatchObject({ members: [{ external_id: 'cust-1' }] });
});
