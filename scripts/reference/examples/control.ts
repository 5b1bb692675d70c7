import { cohortKeys, type Story } from './run.js';

const ws = '/workspaces/ws_quickstart';
const segmentId = '44444444-dddd-4ddd-8ddd-444444444444';
const campaignId = '55555555-eeee-4eee-8eee-555555555555';
const canvasId = '66666666-ffff-4fff-8fff-666666666666';

const cohortFilter = {
  type: 'cohort',
  partner: 'hightouch',
  comparison: 'includes',
  cohort_ids: ['lapsed-90d'],
};
const target = { additional_filters: { groups: [{ op: 'and', filters: [cohortFilter] }] } };
const definition = { groups: [{ op: 'and', filters: [cohortFilter] }] };

/** What a test would do with the control API, from the start of a server on. */
export const controlStory: Story = [
  { request: 'GET /health' },
  { request: 'GET /ready' },
  { request: 'GET /info' },
  { request: 'GET /metrics' },
  {
    request: 'POST /workspaces',
    body: {
      name: 'shop',
      partners: ['hightouch'],
      users: [{ external_id: 'cust-9', attributes: { email: 'cust-9@example.test' } }],
      cohorts: [
        { partner: 'hightouch', cohort_id: 'vip', name: 'VIPs', members: [{ external_id: 'cust-9' }] },
      ],
    },
  },
  { request: 'GET /workspaces?limit=1' },
  { request: 'GET /workspaces?search=shop&order=activity' },
  { request: `GET ${ws}` },
  { request: `GET ${ws}/counts` },
  { request: `PATCH ${ws}`, body: { behaviour: { processing_delay_ms: 0, conflict_policy: 'add_wins' } } },

  { request: `GET ${ws}/clock` },
  { request: `PUT ${ws}/clock`, body: { now: '2026-03-02T12:00:00Z', frozen: true } },
  { request: `POST ${ws}/clock/advance`, body: { ms: 3_600_000 } },
  { request: `POST ${ws}/clock/sleep`, body: { seconds: 30 } },

  { request: `GET ${ws}/partners?limit=1` },
  { request: `PUT ${ws}/partners/segment`, body: { enabled: true } },
  { request: `GET ${ws}/partners/hightouch` },
  { request: `POST ${ws}/partners/hightouch/data-import-keys`, body: { key: 'second-key' } },
  { request: `GET ${ws}/partners/hightouch/data-import-keys` },
  { request: `DELETE ${ws}/partners/hightouch/data-import-keys/second-key` },
  { request: `POST ${ws}/rest-api-keys`, body: { key: 'track-only', permissions: ['users.track'] } },
  { request: `GET ${ws}/rest-api-keys?limit=1` },
  { request: `DELETE ${ws}/rest-api-keys/track-only` },

  {
    request: `POST ${ws}/users`,
    summary: 'JSON',
    body: [
      {
        external_id: 'cust-4',
        user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-4' }],
        attributes: { email: 'cust-4@example.test', plan: 'gold' },
      },
    ],
  },
  {
    request: `POST ${ws}/users`,
    summary: 'NDJSON',
    mediaType: 'application/x-ndjson',
    body: '{"external_id":"cust-5"}\n{"device_ids":["device-5"]}\n',
  },
  { request: `GET ${ws}/users?external_id=cust-4` },
  (earlier) => ({
    request: `GET ${ws}/users/${earlier(`GET ${ws}/users?external_id=cust-4`).users[0].braze_id}`,
  }),
  (earlier) => ({
    request: `GET ${ws}/users/${earlier(`GET ${ws}/users?external_id=cust-4`).users[0].braze_id}/activity`,
  }),
  { request: `GET ${ws}/users?search=cust-` },
  { request: `GET ${ws}/users?device_id=device-5` },
  (earlier) => ({
    request: `POST ${ws}/users/${earlier(`GET ${ws}/users?device_id=device-5`).users[0].braze_id}/change-user`,
    body: { external_id: 'cust-6' },
  }),
  { request: `GET ${ws}/users?external_id=cust-6` },
  (earlier) => ({
    request: `DELETE ${ws}/users/${earlier(`GET ${ws}/users?external_id=cust-6`).users[0].braze_id}`,
  }),

  {
    request: 'POST /partners/hightouch/cohorts',
    isSetUp: true,
    body: {
      ...cohortKeys,
      cohort_id: 'lapsed-90d',
      name: 'Lapsed for 90 days',
      created_at: '2026-03-02T09:00:00Z',
    },
  },
  {
    request: 'POST /partners/hightouch/cohorts/users',
    isSetUp: true,
    body: { ...cohortKeys, cohort_id: 'lapsed-90d', cohort_changes: [{ user_ids: ['cust-1', 'cust-404'] }] },
  },
  { request: `GET ${ws}/cohorts` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d/members` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d/members?search=cust` },
  { request: `GET ${ws}/syncs` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d/syncs` },
  (earlier) => ({
    request: `GET ${ws}/cohorts/hightouch/lapsed-90d/syncs/${earlier(`GET ${ws}/syncs`).syncs[0].requests[0]}`,
  }),
  { request: `GET ${ws}/imports` },
  { request: `GET ${ws}/traffic?minutes=1&points=4` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d/sizes` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d/explain?external_id=cust-404` },
  {
    request: `POST ${ws}/cohorts/hightouch/lapsed-90d/explain`,
    body: { identifiers: ['cust-1', 'CUST-2', { device_id: 'device-9' }] },
  },
  {
    request: `POST ${ws}/cohorts/wait`,
    body: { partner: 'hightouch', cohort_id: 'lapsed-90d', size: 1, members: [{ external_id: 'cust-1' }] },
  },

  { request: `POST ${ws}/segments`, body: { id: segmentId, name: 'Lapsed', definition } },
  { request: `GET ${ws}/segments?search=lapsed&archived=false` },
  { request: `GET ${ws}/cohorts/hightouch/lapsed-90d/segments` },
  { request: `POST ${ws}/segments/evaluate?limit=10&counts=true`, body: { definition } },
  { request: `GET ${ws}/segments/${segmentId}` },
  {
    request: `PUT ${ws}/segments/${segmentId}`,
    body: { name: 'Lapsed customers', tags: ['winback'], definition },
  },
  { request: `GET ${ws}/segments/${segmentId}/size` },
  { request: `GET ${ws}/segments/${segmentId}/members` },
  { request: `GET ${ws}/segments/${segmentId}/lookup?external_id=cust-2` },
  { request: `POST ${ws}/segments/${segmentId}/archive` },
  { request: `POST ${ws}/segments/${segmentId}/unarchive` },

  { request: `POST ${ws}/campaigns`, body: { id: campaignId, name: 'Winback', target } },
  { request: `GET ${ws}/campaigns` },
  { request: `GET ${ws}/campaigns/${campaignId}` },
  { request: `PUT ${ws}/campaigns/${campaignId}`, body: { name: 'Winback in spring', target } },
  { request: `GET ${ws}/campaigns/${campaignId}/audience` },
  { request: `POST ${ws}/canvases`, body: { id: canvasId, name: 'Welcome', target } },
  { request: `GET ${ws}/canvases` },
  { request: `GET ${ws}/canvases/${canvasId}` },
  { request: `PUT ${ws}/canvases/${canvasId}`, body: { name: 'Welcome back', target } },
  { request: `GET ${ws}/canvases/${canvasId}/audience` },
  {
    request: `POST ${ws}/campaigns/${campaignId}/send`,
    body: { recipients: [{ external_user_id: 'cust-1' }, { external_user_id: 'cust-404' }] },
  },
  { request: `POST ${ws}/canvases/${canvasId}/send`, body: {} },
  {
    request: 'POST /campaigns/trigger/send',
    isSetUp: true,
    body: { campaign_id: campaignId, recipients: [{ external_user_id: 'cust-1' }] },
  },
  { request: `GET ${ws}/sends` },
  (earlier) => ({
    request: `GET ${ws}/sends/${earlier(`GET ${ws}/sends`).sends[0].dispatch_id}/receivers`,
  }),
  { request: `DELETE ${ws}/campaigns/${campaignId}` },
  { request: `DELETE ${ws}/canvases/${canvasId}` },
  { request: `DELETE ${ws}/segments/${segmentId}` },
  { request: `DELETE ${ws}/cohorts/hightouch/lapsed-90d` },

  {
    request: `POST ${ws}/faults`,
    body: {
      match: { route: '/partners/*/cohorts/users' },
      effect: { status: 429, retry_after_s: 30 },
      times: 2,
    },
  },
  { request: `GET ${ws}/faults` },
  (earlier) => ({ request: `GET ${ws}/faults/${earlier(`POST ${ws}/faults`).id}` }),
  (earlier) => ({
    request: `POST ${ws}/faults/${earlier(`POST ${ws}/faults`).id}/wait`,
    summary: 'Whether an answer is held by now',
    body: { timeout_ms: 0 },
  }),
  (earlier) => ({ request: `POST ${ws}/faults/${earlier(`POST ${ws}/faults`).id}/release` }),
  (earlier) => ({ request: `DELETE ${ws}/faults/${earlier(`POST ${ws}/faults`).id}` }),
  { request: `DELETE ${ws}/faults` },

  {
    request: `POST ${ws}/requests/verify`,
    body: { match: { route: '/partners/hightouch/cohorts/users', decision: 'accepted' }, exactly: 1 },
  },
  {
    request: `POST ${ws}/requests/wait`,
    body: { match: { route: '/partners/hightouch/cohorts/users' }, at_least: 1, timeout_ms: 1_000 },
  },
  { request: `GET ${ws}/contract` },
  {
    request: `POST ${ws}/contract`,
    body: {
      version: 1,
      documented: true,
      rules: { identifiers_per_request: { severity: 'warning', identifiers_max: 500 } },
      exceptions: [
        { rule: 'no_trailing_slash', match: { route: '/users/**' }, reason: 'A proxy of ours takes it away' },
      ],
    },
  },
  { request: `GET ${ws}/requests?limit=1` },
  (earlier) => ({
    request: `GET ${ws}/requests/${earlier(`GET ${ws}/requests?limit=1`).requests[0].id}`,
  }),
  (earlier) => ({
    request: `GET ${ws}/requests/${earlier(`GET ${ws}/requests?limit=1`).requests[0].id}/replay`,
  }),
  (earlier) => ({
    request: `DELETE ${ws}/requests/${earlier(`GET ${ws}/requests?limit=1`).requests[0].id}`,
  }),
  { request: `DELETE ${ws}/requests` },
  {
    request: 'POST /partners/hightouch/cohorts',
    isSetUp: true,
    body: { ...cohortKeys, client_secret: 'wrong', cohort_id: 'lapsed-90d' },
  },
  { request: 'GET /traffic?minutes=1&points=4' },
  { request: 'GET /requests' },
  (earlier) => ({ request: `GET /requests/${earlier('GET /requests').requests[0].id}` }),
  (earlier) => ({ request: `GET /requests/${earlier('GET /requests').requests[0].id}/replay` }),
  (earlier) => ({ request: `DELETE /requests/${earlier('GET /requests').requests[0].id}` }),
  { request: 'DELETE /requests' },

  { request: 'POST /snapshots', body: { name: 'seeded', workspace: 'ws_quickstart' } },
  { request: 'GET /snapshots' },
  { request: 'GET /snapshots/seeded' },
  (earlier) => ({
    request: 'PUT /snapshots/copy',
    mediaType: 'application/octet-stream',
    body: earlier('GET /snapshots/seeded'),
  }),
  { request: 'POST /snapshots/seeded/restore' },
  { request: 'DELETE /snapshots/seeded' },
  { request: `POST ${ws}/reset` },
  { request: `DELETE ${ws}` },
  { request: 'POST /reset' },
];
