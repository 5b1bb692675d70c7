// What the fuzz works on: the quickstart workspace with something of everything, as the examples of the documents expect it.
import { accepted } from '../client.mjs';

const segmentId = '44444444-dddd-4ddd-8ddd-444444444444';
const campaignId = '55555555-eeee-4eee-8eee-555555555555';
const spareSegmentId = '44444444-dddd-4ddd-8ddd-555555555555';
const canvasId = '66666666-ffff-4fff-8fff-666666666666';
const restApiKey = '33333333-cccc-4ccc-8ccc-333333333333';
const partnerKeys = {
  partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
  client_secret: '22222222-bbbb-4bbb-8bbb-222222222222',
};
export const authorization = `Bearer ${restApiKey}`;

const inVip = { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['lapsed-90d'] };
const definition = { groups: [{ filters: [inVip] }] };
const recipients = [{ external_user_id: 'cust-1' }];

/**
 * Returns the server to its start and makes everything afresh.
 *
 * @returns Values by the names of the parameters and fields that hold them, and the bytes of a snapshot.
 */
export async function rebuild(client) {
  const control = async (...request) => accepted(await client.control(...request)).json;
  const ofWorkspace = (method, path, value) => control(method, `/workspaces/ws_quickstart${path}`, value);
  const rest = async (path, body) => accepted(await client.json('POST', path, body, { authorization })).json;
  await control('POST', '/reset');
  // Faults that requests before this one made are gone with the reset; snapshots are not.
  for (const { name } of (await control('GET', '/snapshots')).snapshots) {
    await client.control('DELETE', `/snapshots/${encodeURIComponent(name)}`);
  }
  const members = {
    ...partnerKeys,
    cohort_id: 'lapsed-90d',
    cohort_changes: [{ user_ids: ['cust-1', 'cust-2'] }],
  };
  accepted(await client.json('POST', '/partners/hightouch/cohorts/users', members));
  await ofWorkspace('POST', '/segments', {
    id: segmentId,
    name: 'Lapsed',
    analytics_tracking_enabled: true,
    definition,
  });
  await ofWorkspace('POST', '/segments', { id: spareSegmentId, name: 'Nobody needs it', definition });
  await ofWorkspace('POST', '/campaigns', {
    id: campaignId,
    name: 'Winback',
    target: { segment_ids: [segmentId] },
  });
  await ofWorkspace('POST', '/canvases', {
    id: canvasId,
    name: 'Welcome',
    target: { segment_ids: [segmentId] },
  });
  const { dispatch_id } = await rest('/campaigns/trigger/send', { campaign_id: campaignId, recipients });
  const schedule = { time: '2999-03-03T08:00:00Z' };
  const planned = await rest('/campaigns/trigger/schedule/create', {
    campaign_id: campaignId,
    recipients,
    schedule,
  });
  const plannedCanvas = await rest('/canvas/trigger/schedule/create', {
    canvas_id: canvasId,
    recipients,
    schedule,
  });
  const exported = await rest('/users/export/segment', {
    segment_id: segmentId,
    fields_to_export: ['external_id'],
  });
  const fault = await ofWorkspace('POST', '/faults', {
    match: { route: '/partners/*/cohorts', cohort_id: 'of nobody' },
    effect: { status: 503 },
  });
  await control('POST', '/snapshots', { name: 'base' });
  const { users } = await ofWorkspace('GET', '/users');
  await client.json('POST', '/users/track', {}, { authorization: 'Bearer nobody' });
  const { requests: ofServer } = await control('GET', '/requests');
  const { requests } = await ofWorkspace('GET', '/requests');
  return {
    known: {
      ws: ['ws_quickstart'],
      workspace: ['ws_quickstart'],
      partner: ['hightouch', 'segment'],
      key: [partnerKeys.client_secret, restApiKey],
      partner_api_key: [partnerKeys.partner_api_key],
      client_secret: [partnerKeys.client_secret],
      braze_id: users.map((its) => its.braze_id),
      external_id: users.map((its) => its.external_id).filter((its) => its !== null),
      external_user_id: ['cust-1', 'cust-2'],
      user_id: ['cust-1', 'cust-2'],
      alias_label: ['loyalty_id'],
      alias_name: ['L-101'],
      cohort_id: ['lapsed-90d'],
      segment_id: [segmentId],
      campaign_id: [campaignId],
      canvas_id: [canvasId],
      schedule_id: [planned.schedule_id, plannedCanvas.schedule_id],
      dispatch_id: [dispatch_id],
      name: ['base', 'plan'],
      after: requests.map((its) => its.id),
      callback_endpoint: ['http://127.0.0.1:1/done'],
      date: [exported.object_prefix?.split('/')[0] ?? '2026-03-02'],
    },
    /** Of the parameter `id`, by what stands before it in the path. */
    ids: {
      segments: [segmentId, spareSegmentId],
      campaigns: [campaignId],
      canvases: [canvasId],
      faults: [fault.id],
      requests: [...requests, ...ofServer].map((its) => its.id),
    },
    snapshot: accepted(await client.control('GET', '/snapshots/base')).bytes,
  };
}

/** Every list, whose items must be readable whatever came before. */
export const listPaths = [
  '/workspaces',
  '/snapshots',
  '/requests',
  ...[
    '',
    '/clock',
    '/partners',
    '/rest-api-keys',
    '/users',
    '/cohorts',
    '/segments',
    '/campaigns',
    '/canvases',
  ].map((path) => `/workspaces/ws_quickstart${path}`),
  ...['/sends', '/faults', '/requests', `/segments/${segmentId}/members`].map(
    (path) => `/workspaces/ws_quickstart${path}`,
  ),
];
