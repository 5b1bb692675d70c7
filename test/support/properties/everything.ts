import { type Control, controlOf, workspaceOf } from '../control.js';
import { freshEmulator, type TestEmulator, type TestOptions } from '../emulator.js';
import { ManualClock } from '../manual-clock.js';

// A workspace that has something of everything, and a walk over all that can be asked of it.

/** An emulator whose one workspace has rows in every table. */
export async function emulatorWithEverything(
  options: TestOptions = {},
): Promise<TestEmulator & { clock: ManualClock }> {
  const clock = new ManualClock();
  const t = await freshEmulator({ clock, ...options });
  const ws = workspaceOf(t);
  await fillUsers(t, ws);
  const segment = await fillSegments(t, ws);
  await fillMessaging(t, ws, segment);
  await ws('POST', '/faults', {
    match: { route: '/canvas/list' },
    sequence: [
      { status: 503, headers: { 'X-Planted': 'yes' }, body: { why: 'test' } },
      null,
      { delay_ms: 1 },
    ],
  });
  // Held back: work that is due later.
  await ws('PATCH', '', { behaviour: { processing_delay_ms: 60_000 } });
  await t.rest('/users/track', {
    attributes: [{ external_id: 'held', plan: 'x', pets: { $add: [{ id: 1 }] } }],
    events: [{ external_id: 'held', name: 'late', time: '2026-02-03T09:00:00Z' }],
    purchases: [
      { external_id: 'held', product_id: 'p', currency: 'EUR', price: 1, time: '2026-02-03T09:00:00Z' },
    ],
  });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a'], should_remove: true }] });
  await t.rest('/users/merge', {
    merge_updates: [
      {
        identifier_to_merge: {
          email: 'shared@x.test',
          prioritization: ['identified', 'most_recently_updated'],
        },
        identifier_to_keep: { external_id: 'a' },
      },
    ],
  });
  await t.rest('/users/alias/new', {
    user_aliases: [{ external_id: 'b', alias_label: 'late', alias_name: 'b' }],
  });
  await t.post('/users/track', { attributes: [{ external_id: 'z' }] }, { authorization: 'Bearer wrong' });
  return { ...t, clock };
}

async function fillUsers(t: TestEmulator, ws: Control): Promise<void> {
  await ws('POST', '/users', [
    {
      external_id: 'a',
      user_aliases: [{ alias_label: 'crm', alias_name: 'a' }],
      device_ids: ['dev-a'],
      attributes: {
        email: 'a@x.test',
        phone: '+31201234567',
        time_zone: 'Europe/Amsterdam',
        plan: 'gold',
        dob: '1990-02-28',
      },
      apps: [{ app_id: 'app', sessions: 3, last_used: '2026-02-01T00:00:00Z' }],
      session_count: 3,
    },
    { external_id: 'b', attributes: { email: 'shared@x.test', nested: { list: [{ type: 'dog' }] } } },
    { external_id: 'c', attributes: { email: 'shared@x.test' } },
    { device_ids: ['dev-d'] },
  ]);
  await t.rest('/users/track', {
    attributes: [
      {
        external_id: 'a',
        subscription_groups: [{ subscription_group_id: 'g', subscription_state: 'subscribed' }],
      },
      { external_id: 'a', push_tokens: [{ app_id: 'app', token: 'token-1' }] },
    ],
    events: [
      { external_id: 'a', name: 'login', time: '2026-02-02T09:00:00Z', app_id: 'app', properties: { n: 1 } },
    ],
    purchases: [
      {
        external_id: 'a',
        product_id: 'p',
        currency: 'EUR',
        price: 2.5,
        quantity: 2,
        time: '2026-02-02T09:00:00Z',
      },
    ],
  });
  await t.rest('/users/external_ids/rename', {
    external_id_renames: [{ current_external_id: 'c', new_external_id: 'c2' }],
  });
  await t.cohorts({ cohort_id: 'vip', name: 'VIP', created_at: '2026-02-03T09:00:00Z' });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a', 'b', 'nobody'] }] });
}

/** @returns The id of a segment over the cohort. */
async function fillSegments(t: TestEmulator, ws: Control): Promise<string> {
  const segment = async (name: string, filters: object[], fields: object = {}) =>
    (
      await ws('POST', '/segments', {
        name,
        tags: ['t'],
        analytics_tracking_enabled: true,
        definition: { groups: [{ op: 'and', filters }] },
        ...fields,
      })
    ).json.id as string;
  const id = await segment('VIP', [
    { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['vip'] },
  ]);
  await segment('Nested', [
    { type: 'segment', comparison: 'includes', segment_ids: [id] },
    {
      type: 'custom_attribute',
      name: 'plan',
      value_type: 'string',
      comparison: 'is_any_of',
      value: ['gold'],
    },
    { type: 'custom_event', name: 'login', metric: 'count', comparison: 'more_than', value: 0 },
  ]);
  for (const fields of [{ fields_to_export: ['external_id'] }, { custom_attributes_to_export: ['plan'] }]) {
    await t.rest('/users/export/segment', { segment_id: id, ...fields });
    for (const { objectPrefix } of t.emulator.listRunningExports().slice(0, 1)) {
      t.emulator.saveExportPart(objectPrefix, 0, new Uint8Array([1, 2, 3]));
      if ('fields_to_export' in fields) t.emulator.finishSegmentExport(objectPrefix, 1);
    }
  }
  // A day later every segment has been measured.
  await ws('POST', '/clock/advance', { by_ms: 2 * 86_400_000 });
  return id;
}

async function fillMessaging(t: TestEmulator, ws: Control, segment: string): Promise<void> {
  const target = { segment_ids: [segment] };
  const campaign = (await ws('POST', '/campaigns', { name: 'Winback', target, tags: ['t'] })).json.id;
  const canvas = (await ws('POST', '/canvases', { name: 'Journey', target, steps: [{ id: 's' }] })).json.id;
  const recipients = [
    { external_user_id: 'a', trigger_properties: { first: 1 } },
    { external_user_id: 'b' },
    { external_user_id: 'nobody', send_to_existing_only: true },
  ];
  const { send_id } = (await t.rest('/sends/id/create', { campaign_id: campaign, send_id: 'send-1' })).json;
  await t.rest('/campaigns/trigger/send', { campaign_id: campaign, send_id, recipients });
  await t.rest('/canvas/trigger/send', { canvas_id: canvas, broadcast: true });
  await t.rest('/messages/send', {
    segment_id: segment,
    broadcast: true,
    messages: { email: { app_id: 'app', subject: 's', body: 'b', from: 'x@x.test' } },
  });
  const audience = {
    AND: [{ custom_attribute: { custom_attribute_name: 'plan', comparison: 'equals', value: 'gold' } }],
  };
  for (const schedule of [
    { time: '2026-02-06T09:00:00Z' },
    { time: '2026-02-07T09:00:00Z', in_local_time: true },
  ]) {
    await t.rest('/campaigns/trigger/schedule/create', {
      campaign_id: campaign,
      recipients,
      audience,
      schedule,
    });
    await t.rest('/canvas/trigger/schedule/create', { canvas_id: canvas, broadcast: true, schedule });
  }
}

/** What was answered that should not have been: every answer of 500 and above. */
export async function walkEverything(t: TestEmulator): Promise<string[]> {
  const failures: string[] = [];
  const control: Control = async (verb, path, body) => {
    const answer = await controlOf(t)(verb, path, body);
    if (answer.status >= 500) failures.push(`${verb} ${path}: ${answer.text}`);
    return answer;
  };
  for (const path of ['/info', '/metrics', '/requests', '/snapshots']) await control('GET', path);
  // biome-ignore lint/suspicious/noExplicitAny: whatever is listed.
  const workspaces: any[] = (await control('GET', '/workspaces')).json?.workspaces ?? [];
  for (const { id } of workspaces) {
    const at = `/workspaces/${encodeURIComponent(id)}`;
    await walkLists(control, at);
    await walkBraze(t, control, at, failures);
    await control('POST', `${at}/clock/advance`, { by_ms: 10 * 86_400_000 });
    await walkLists(control, at);
    await control('POST', '/snapshots', { name: 'walked', workspace: id, replace: true });
    await control('POST', '/snapshots/walked/restore');
    await control('POST', `${at}/reset`);
    await walkLists(control, at);
  }
  await control('POST', '/reset');
  return failures;
}

const details: Record<string, (item: never) => string[]> = {
  users: ({ braze_id }: { braze_id: string }) => [braze_id],
  cohorts: ({ partner, cohort_id }: { partner: string; cohort_id: string }) =>
    ['', '/members'].map((more) => `${partner}/${encodeURIComponent(cohort_id)}${more}`),
  segments: ({ id }: { id: string }) => ['', '/members', '/size'].map((more) => id + more),
  campaigns: ({ id }: { id: string }) => ['', '/audience'].map((more) => id + more),
  canvases: ({ id }: { id: string }) => ['', '/audience'].map((more) => id + more),
  sends: ({ dispatch_id }: { dispatch_id: string }) => [`${dispatch_id}/receivers`],
  faults: ({ id }: { id: string }) => [id],
  requests: ({ id }: { id: string }) => [id],
  partners: ({ partner }: { partner: string }) => [partner],
};

async function walkLists(control: Control, at: string): Promise<void> {
  for (const path of ['', '/clock', '/rest-api-keys']) await control('GET', at + path);
  for (const [list, of] of Object.entries(details)) {
    const items: never[] = (await control('GET', `${at}/${list}`)).json?.[list] ?? [];
    for (const path of items.flatMap(of)) await control('GET', `${at}/${list}/${path}`);
  }
  await control('POST', `${at}/requests/verify`, { match: { body: { x: 1 } }, at_least: 1 });
}

async function walkBraze(t: TestEmulator, control: Control, at: string, failures: string[]): Promise<void> {
  const { partners, rest_api_keys: restKeys } = (await control('GET', at)).json ?? {};
  const check = async (path: string, answering: Promise<{ status: number; text: string }>) => {
    const { status, text } = await answering;
    if (status >= 500) failures.push(`${path}: ${text}`);
  };
  const authorization = `Bearer ${restKeys?.[0]?.key}`;
  const readList = (path: string) => t.send(path, { headers: { authorization } });
  // The planted fault strikes once. Changed, it may match every request, and hold it on a clock that nobody moves.
  await readList('/canvas/list');
  await control('DELETE', `${at}/faults`);
  const keys = {
    partner_api_key: partners?.[0]?.partner_api_key,
    client_secret: partners?.[0]?.data_import_keys?.[0]?.key,
  };
  for (const [path, fields] of [
    ['cohorts', { cohort_id: 'new', name: 'New', created_at: '2026-02-03T09:00:00Z' }],
    [
      'cohorts/users',
      { cohort_id: 'vip', cohort_changes: [{ user_ids: ['a', 'b', 'c'], device_ids: ['dev-a'] }] },
    ],
  ] as const) {
    await check(path, t.post(`/partners/hightouch/${path}`, { ...keys, ...fields }));
  }
  for (const list of ['/segments/list', '/campaigns/list', '/canvas/list']) await check(list, readList(list));
  for (const [path, body] of [
    ['/users/export/ids', { external_ids: ['a', 'b'], email_address: 'shared@x.test' }],
    [
      '/users/track',
      {
        attributes: [{ external_id: 'a', plan: 'x' }, { external_id: 'new' }],
        events: [{ external_id: 'b', name: 'login', time: '2026-02-03T09:00:00Z' }],
      },
    ],
    [
      '/users/identify',
      { aliases_to_identify: [{ external_id: 'i', user_alias: { alias_label: 'crm', alias_name: 'a' } }] },
    ],
    ['/users/delete', { external_ids: ['b'] }],
  ] as const) {
    await check(path, t.post(path, body, { authorization }));
  }
}
