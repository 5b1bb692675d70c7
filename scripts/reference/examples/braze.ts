import { cohortKeys, type Story } from './run.js';

const control = '/_emulator/v1/workspaces/ws_quickstart';
const segmentId = '44444444-dddd-4ddd-8ddd-444444444444';
const campaignId = '55555555-eeee-4eee-8eee-555555555555';
const canvasId = '66666666-ffff-4fff-8fff-666666666666';

const inVip = { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['lapsed-90d'] };
const definition = { groups: [{ op: 'and', filters: [inVip] }] };
const recipients = [{ external_user_id: 'cust-1', trigger_properties: { offer: '10 %' } }];
const alias = (name: string) => ({ alias_label: 'loyalty_id', alias_name: name });

/** From a cohort to messages to its members, then users, then what was sent. */
export const brazeStory: Story = [
  {
    request: 'POST /partners/hightouch/cohorts',
    body: {
      ...cohortKeys,
      cohort_id: 'lapsed-90d',
      name: 'Lapsed for 90 days',
      created_at: '2026-03-02T09:00:00Z',
    },
  },
  {
    request: 'POST /partners/hightouch/cohorts/users',
    body: {
      ...cohortKeys,
      cohort_id: 'lapsed-90d',
      cohort_changes: [
        { user_ids: ['cust-1', 'cust-2'] },
        { device_ids: ['device-anonymous-1'] },
        { aliases: [alias('L-101')] },
        { user_ids: ['cust-3'], should_remove: true },
      ],
    },
  },

  {
    request: 'POST /users/track',
    body: {
      attributes: [{ external_id: 'cust-1', plan: 'platinum' }],
      events: [{ external_id: 'cust-1', name: 'logged_in', time: '2026-03-02T09:15:00Z' }],
      purchases: [
        {
          external_id: 'cust-1',
          product_id: 'socks',
          currency: 'EUR',
          price: 12.5,
          quantity: 2,
          time: '2026-03-02T09:20:00Z',
        },
      ],
    },
  },
  {
    request: 'POST /users/identify',
    body: { aliases_to_identify: [{ external_id: 'cust-7', user_alias: alias('L-102') }] },
  },
  {
    request: 'POST /users/alias/new',
    body: { user_aliases: [{ external_id: 'cust-3', ...alias('L-3') }] },
  },
  {
    request: 'POST /users/alias/update',
    body: {
      alias_updates: [{ alias_label: 'loyalty_id', old_alias_name: 'L-3', new_alias_name: 'L-300' }],
    },
  },
  {
    request: 'POST /users/merge',
    body: {
      merge_updates: [
        { identifier_to_merge: { external_id: 'cust-7' }, identifier_to_keep: { external_id: 'cust-3' } },
      ],
    },
  },
  {
    request: 'POST /users/external_ids/rename',
    body: { external_id_renames: [{ current_external_id: 'cust-2', new_external_id: 'customer-2' }] },
  },
  { request: 'POST /users/external_ids/remove', body: { external_ids: ['cust-2'] } },
  {
    request: 'POST /users/export/ids',
    body: {
      external_ids: ['cust-1', 'nobody'],
      fields_to_export: ['external_id', 'email', 'custom_attributes'],
    },
  },

  {
    request: `POST ${control}/segments`,
    isSetUp: true,
    body: { id: segmentId, name: 'Lapsed', analytics_tracking_enabled: true, definition },
  },
  { request: 'GET /segments/list?page=0' },
  { request: `GET /segments/details?segment_id=${segmentId}` },
  { request: `GET /segments/data_series?segment_id=${segmentId}&length=2` },
  {
    request: 'POST /users/export/segment',
    body: { segment_id: segmentId, fields_to_export: ['external_id', 'email'] },
  },

  {
    request: `POST ${control}/campaigns`,
    isSetUp: true,
    body: { id: campaignId, name: 'Winback', target: { segment_ids: [segmentId] } },
  },
  {
    request: `POST ${control}/canvases`,
    isSetUp: true,
    body: { id: canvasId, name: 'Welcome back', target: { segment_ids: [segmentId] } },
  },
  { request: 'GET /campaigns/list?page=0' },
  { request: `GET /campaigns/details?campaign_id=${campaignId}` },
  { request: 'GET /canvas/list?page=0' },
  { request: `GET /canvas/details?canvas_id=${canvasId}` },
  { request: 'POST /sends/id/create', body: { campaign_id: campaignId, send_id: 'spring' } },
  {
    request: 'POST /campaigns/trigger/send',
    summary: 'To named users',
    body: { campaign_id: campaignId, send_id: 'spring', recipients },
  },
  {
    request: 'POST /campaigns/trigger/send',
    summary: 'To everybody in the segment',
    body: { campaign_id: campaignId, broadcast: true },
  },
  {
    request: 'POST /campaigns/trigger/schedule/create',
    body: { campaign_id: campaignId, recipients, schedule: { time: '2026-03-03T08:00:00Z' } },
  },
  (earlier) => ({
    request: 'POST /campaigns/trigger/schedule/update',
    body: {
      campaign_id: campaignId,
      schedule_id: earlier('POST /campaigns/trigger/schedule/create').schedule_id,
      schedule: { time: '2026-03-03T10:00:00Z' },
    },
  }),
  (earlier) => ({
    request: 'POST /campaigns/trigger/schedule/delete',
    body: {
      campaign_id: campaignId,
      schedule_id: earlier('POST /campaigns/trigger/schedule/create').schedule_id,
    },
  }),
  {
    request: 'POST /canvas/trigger/send',
    body: {
      canvas_id: canvasId,
      recipients: [{ external_user_id: 'cust-1', canvas_entry_properties: { offer: '10 %' } }],
    },
  },
  {
    request: 'POST /canvas/trigger/schedule/create',
    body: {
      canvas_id: canvasId,
      recipients: [{ external_user_id: 'cust-1' }],
      schedule: { time: '2026-03-03T08:00:00Z' },
    },
  },
  (earlier) => ({
    request: 'POST /canvas/trigger/schedule/update',
    body: {
      canvas_id: canvasId,
      schedule_id: earlier('POST /canvas/trigger/schedule/create').schedule_id,
      schedule: { time: '2026-03-03T10:00:00Z' },
    },
  }),
  (earlier) => ({
    request: 'POST /canvas/trigger/schedule/delete',
    body: {
      canvas_id: canvasId,
      schedule_id: earlier('POST /canvas/trigger/schedule/create').schedule_id,
    },
  }),
  {
    request: 'POST /messages/send',
    body: {
      segment_id: segmentId,
      broadcast: true,
      messages: { webhook: { url: 'https://example.test/hook', request_method: 'POST' } },
    },
  },
  { request: 'POST /users/delete', body: { external_ids: ['cust-3'] } },
];
