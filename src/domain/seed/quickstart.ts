import type { NewWorkspace } from './blueprint.js';

/** Fixed, so that a line with it can be pasted. */
export const quickstartWorkspaceId = 'ws_quickstart';
/** REST API key of the quickstart workspace. It opens nothing but this emulator. */
export const quickstartRestApiKey = '33333333-cccc-4ccc-8ccc-333333333333';
/** What opens the quickstart workspace to Hightouch. It opens nothing but this emulator. */
export const quickstartDataImportKey = '22222222-bbbb-4bbb-8bbb-222222222222';

/** What a server has when nothing is configured: fixed keys, and a few profiles of each kind. */
export const quickstartWorkspace: NewWorkspace = {
  id: quickstartWorkspaceId,
  name: 'quickstart',
  partners: [{ partner: 'hightouch', dataImportKeys: [quickstartDataImportKey] }],
  restApiKeys: [{ key: quickstartRestApiKey }],
  users: [
    {
      externalId: 'cust-1',
      aliases: [{ label: 'loyalty_id', name: 'L-1' }],
      deviceIds: ['device-cust-1'],
      attributes: { first_name: 'Kim', email: 'kim@example.test', country: 'US', plan: 'gold' },
    },
    {
      externalId: 'cust-2',
      aliases: [{ label: 'loyalty_id', name: 'L-2' }],
      deviceIds: ['device-cust-2-phone', 'device-cust-2-tablet'],
      attributes: { first_name: 'Ayo', email: 'ayo@example.test', country: 'DE', plan: 'silver' },
    },
    { externalId: 'cust-3', aliases: [], deviceIds: [], attributes: { first_name: 'Lena', plan: 'gold' } },
    // Alias-only: no external id.
    { externalId: null, aliases: [{ label: 'loyalty_id', name: 'L-101' }], deviceIds: [], attributes: {} },
    {
      externalId: null,
      aliases: [{ label: 'loyalty_id', name: 'L-102' }],
      deviceIds: ['device-L-102'],
      attributes: { plan: 'trial' },
    },
    // Email-only, as a newsletter form leaves them.
    { externalId: null, aliases: [], deviceIds: [], attributes: { email: 'reader-1@example.test' } },
    { externalId: null, aliases: [], deviceIds: [], attributes: { email: 'reader-2@example.test' } },
    // Anonymous: all that the SDK knows is the device.
    { externalId: null, aliases: [], deviceIds: ['device-anonymous-1'], attributes: {}, sessionCount: 1 },
    { externalId: null, aliases: [], deviceIds: ['device-anonymous-2'], attributes: {}, sessionCount: 4 },
  ],
};
