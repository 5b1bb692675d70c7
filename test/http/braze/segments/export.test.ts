import { expect, test } from 'vitest';
import { refusal, refusals, said, uuid } from '../../../support/answers.js';
import { day, hour } from '../../../support/clock.js';
import { checkedFetch } from '../../../support/documents/checked-fetch.js';
import { anId } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import {
  changedUntil,
  download,
  exportingEmulator,
  exportOver,
  usersOf,
} from '../../../support/segments/segment-exports.js';
import { aDefinition, cohortGroup } from '../../../support/segments/segments.js';
import { unzip } from '../../../support/unzip.js';
import { anAlias, aUser, wireAlias } from '../../../support/users/users.js';

const accessDenied = (id: string | null) =>
  `403 <?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>${id}</RequestId></Error>`;
const expiredToken = (id: string | null) =>
  `400 <?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message><RequestId>${id}</RequestId></Error>`;
const invalidSegment = refusal(400, 'segment_id must be a string of the segment api identifier');

test('answers at once with the prefix and with a link under the address it was asked at', async () => {
  const clock = new ManualClock(Date.UTC(2026, 1, 3, 23, 59, 59, 999));
  const { t, segment, request } = await exportingEmulator({ clock });
  const answer = await request();
  const { object_prefix: prefix, url } = answer.json;
  const [, id, seconds] = /^(.*)-(\d+)$/.exec(prefix)!;
  expect(id).toMatch(uuid);
  expect(seconds).toBe(String(Date.UTC(2026, 1, 3, 23, 59, 59) / 1000));
  const key = `segment-export/${segment.id}/2026-02-03/${prefix}`;
  expect(url).toMatch(new RegExp(`^${t.url}/${key}/[0-9a-f]{32}\\.zip$`));
  expect(said(answer)).toBe(`201 ${JSON.stringify({ message: 'success', object_prefix: prefix, url })}`);
  expect(answer.headers.get('x-ratelimit-limit')).toBe('250000');
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('249999');
});

test('two exports have nothing in common in their links', async () => {
  const { addSegment, request } = await exportingEmulator();
  const [first, second] = await Promise.all([request(), request({ segment_id: addSegment().id })]);
  expect(first.json.object_prefix.slice(0, 36)).not.toBe(second.json.object_prefix.slice(0, 36));
  expect(first.json.url.slice(-36)).not.toBe(second.json.url.slice(-36));
});

test('the link leads to a zip file of one JSON object per line and member', async () => {
  const users = ['a', 'b', 'Zo\u00eb \u{1f600}'].map((externalId) => aUser({ externalId, randomBucket: 7 }));
  const { t, request } = await exportingEmulator({ workspace: { users } });
  const { url, object_prefix: prefix } = (
    await request({ fields_to_export: ['random_bucket', 'external_id'] })
  ).json;
  await exportOver(t.emulator, prefix);
  const answer = await checkedFetch(url);
  const archive = new Uint8Array(await answer.arrayBuffer());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-length')).toBe(String(archive.length));
  expect(answer.headers.get('transfer-encoding')).toBeNull();
  expect(answer.headers.get('x-request-id')).toMatch(uuid);
  expect(await unzip(archive)).toMatchObject([
    {
      name: expect.stringMatching(/^[0-9a-f]{32}\.txt$/),
      text: [
        '{"external_id":"a","random_bucket":7}\n',
        '{"external_id":"b","random_bucket":7}\n',
        '{"external_id":"Zo\u00eb \u{1f600}","random_bucket":7}\n',
      ].join(''),
    },
  ]);
  expect(await download(url)).toEqual(archive);
  expect(t.finished.at(-1)).toMatchObject({ method: 'GET', status: 200, workspaceId: t.workspace.id });
});

test('only members of the segment are in it', async () => {
  const users = ['in-1', 'out', 'in-2'].map((externalId) => aUser({ externalId }));
  const { t, addSegment, exportUsers } = await exportingEmulator({ workspace: { users } });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['in-1', 'in-2'] }] });
  const vip = addSegment({ definition: aDefinition({ groups: [cohortGroup('vip')] }) });
  expect(await exportUsers({ segment_id: vip.id })).toEqual([
    { external_id: 'in-1' },
    { external_id: 'in-2' },
  ]);
  const others = addSegment({ definition: aDefinition({ exclusionGroups: [cohortGroup('vip')] }) });
  expect(await exportUsers({ segment_id: others.id })).toEqual([{ external_id: 'out' }]);
});

test('of a segment without members it has one empty file', async () => {
  const { t, request } = await exportingEmulator();
  const { url, object_prefix: prefix } = (await request()).json;
  await exportOver(t.emulator, prefix);
  expect(await unzip(await download(url))).toMatchObject([{ text: '' }]);
});

test('a field without a value is left out, and of the fields never known only their names are taken', async () => {
  const attributes = { email: 'k@example.test', first_name: 'Kim', plan: 'gold' };
  const users = [aUser({ externalId: 'a', attributes }), aUser({ aliases: [anAlias('crm:1')] })];
  const { exportUsers } = await exportingEmulator({ workspace: { users } });
  const fields = ['external_id', 'email', 'first_name', 'phone', 'user_aliases', 'devices', 'dob'];
  const unknown = [
    'campaigns_received',
    'canvases_received',
    'cards_clicked',
    'attributed_source',
    'uninstalled_at',
  ];
  expect(await exportUsers({ fields_to_export: [...fields, ...unknown] })).toEqual([
    { external_id: 'a', user_aliases: [], first_name: 'Kim', email: 'k@example.test' },
    { user_aliases: [wireAlias('crm:1')] },
  ]);
});

test('custom attributes are all of them, those that are named, or none', async () => {
  const attributes = JSON.parse('{"plan":"gold","seats":4,"email":"k@example.test","__proto__":"p"}');
  const users = [
    aUser({ externalId: 'a', attributes }),
    aUser({ externalId: 'b', attributes: { seats: 0 } }),
  ];
  const { exportUsers } = await exportingEmulator({ workspace: { users } });
  const shown = async (fields: object) =>
    (await exportUsers({ fields_to_export: ['external_id'], ...fields })).map((user) =>
      JSON.stringify(user.custom_attributes),
    );
  expect(await shown({})).toEqual([undefined, undefined]);
  expect(await shown({ custom_attributes_to_export: [] })).toEqual([undefined, undefined]);
  expect(await shown({ custom_attributes_to_export: null })).toEqual([undefined, undefined]);
  expect(await shown({ custom_attributes_to_export: ['plan', '__proto__', 'email', 'constructor'] })).toEqual(
    ['{"plan":"gold","__proto__":"p"}', undefined],
  );
  const all = ['{"plan":"gold","seats":4,"__proto__":"p"}', '{"seats":0}'];
  expect(await shown({ fields_to_export: ['custom_attributes'] })).toEqual(all);
  const both = { fields_to_export: ['custom_attributes'], custom_attributes_to_export: ['plan'] };
  expect(await shown(both)).toEqual(all);
});

test('events and purchases of the last 90 days are listed, with first times and counts of all time', async () => {
  const clock = new ManualClock();
  const { t, exportUsers } = await exportingEmulator({ clock });
  const ago = (milliseconds: number) => new Date(clock.now() - milliseconds).toISOString();
  const who = { external_id: 'a' };
  const event = (name: string, milliseconds: number) => ({ ...who, name, time: ago(milliseconds) });
  const purchase = (product_id: string, milliseconds: number) => ({
    ...who,
    product_id,
    currency: 'EUR',
    price: 2,
    time: ago(milliseconds),
  });
  await t.rest('/users/track', {
    events: [
      event('again', 400 * day),
      event('again', day),
      event('just', 90 * day),
      event('over', 90 * day + 1),
    ],
    purchases: [purchase('shoe', 400 * day), purchase('sock', 400 * day), purchase('sock', 0)],
  });
  expect(await exportUsers({ fields_to_export: ['custom_events', 'purchases', 'total_revenue'] })).toEqual([
    {
      total_revenue: 6,
      custom_events: [
        { name: 'again', first: ago(400 * day), last: ago(day), count: 2 },
        { name: 'just', first: ago(90 * day), last: ago(90 * day), count: 1 },
      ],
      purchases: [{ name: 'sock', first: ago(400 * day), last: ago(0), count: 2 }],
    },
  ]);
});

test('output_format gzip is taken, and the archive is a zip file all the same', async () => {
  const { t, request } = await exportingEmulator();
  const { url, object_prefix: prefix } = (await request({ output_format: 'gzip' })).json;
  expect(url).toMatch(/\.zip$/);
  await exportOver(t.emulator, prefix);
  expect(await usersOf(await download(url))).toEqual([]);
});

test('the link is denied before the export is ready, works for 4 hours, and then is expired', async () => {
  const clock = new ManualClock();
  const { t, request, release } = await exportingEmulator({ clock, isHeld: true });
  const { url, object_prefix: prefix } = (await request()).json;
  const path = new URL(url).pathname;
  const get = async () => {
    const answer = await t.send(path);
    return { answer, said: said(answer), id: answer.headers.get('x-request-id') };
  };
  const early = await get();
  expect(early.said).toBe(accessDenied(early.id));
  expect(early.answer.headers.get('content-type')).toBe('application/xml');
  expect(t.finished.at(-1)).toMatchObject({
    status: 403,
    workspaceId: t.workspace.id,
    decision: { rule: 'export_not_available', message: 'The segment export is still running' },
  });

  clock.advance(hour);
  release();
  await exportOver(t.emulator, prefix);
  expect((await get()).answer.status).toBe(200);
  clock.advance(4 * hour - 1);
  expect((await get()).answer.status).toBe(200);
  clock.advance(1);
  const late = await get();
  expect(late.said).toBe(expiredToken(late.id));
  expect(t.finished.at(-1)).toMatchObject({ status: 400, decision: { rule: 'export_link_expired' } });
});

test('an expired archive is dropped, and its link stays expired whatever the clock says later', async () => {
  const clock = new ManualClock();
  const { t, database, request } = await exportingEmulator({ clock });
  const { url, object_prefix: prefix } = (await request()).json;
  await exportOver(t.emulator, prefix);
  const parts = () =>
    database.get<{ count: number }>('SELECT count(*) AS count FROM segment_export_parts')!.count;
  expect(parts()).toBe(1);
  clock.advance(4 * hour);
  t.emulator.settleAll();
  expect(parts()).toBe(0);
  clock.advance(-2 * hour);
  expect(await (await checkedFetch(url)).text()).toContain('<Code>ExpiredToken</Code>');
});

test.each([
  '/segment-export/a/b/c/d.zip',
  '/segment-export/__proto__/2026-02-03/constructor/x',
  '/segment-export/%00/%FF/x/..%2f',
])('a link that nobody was given is denied: %s', async (path) => {
  const { t } = await exportingEmulator();
  const answer = await t.send(path);
  expect(said(answer)).toBe(accessDenied(answer.headers.get('x-request-id')));
});

test('a link is denied when a part of it is another', async () => {
  const { t, segment, request } = await exportingEmulator();
  const { url, object_prefix: prefix } = (await request()).json;
  await exportOver(t.emulator, prefix);
  for (const other of [
    url.replace('.zip', '.gz'),
    url.replace(/[0-9a-f]\.zip/, 'x.zip'),
    url.replace(segment.id, anId()),
    url.replace(prefix, prefix.toUpperCase()),
  ]) {
    expect((await checkedFetch(other)).status).toBe(403);
  }
  expect((await checkedFetch(`${url}?X-Amz-Expires=1`)).status).toBe(200);
});

test('HEAD tells how long the archive is', async () => {
  const { t, request } = await exportingEmulator();
  const { url, object_prefix: prefix } = (await request()).json;
  await exportOver(t.emulator, prefix);
  const { status, headers } = await checkedFetch(url, { method: 'HEAD' });
  expect([status, headers.get('content-length')]).toEqual([200, String((await download(url)).length)]);
});

test('one export of a segment runs at a time; others run beside it', async () => {
  const { t, addSegment, request, release } = await exportingEmulator({ isHeld: true });
  const other = addSegment();
  const first = await request();
  const second = await request();
  expect(said(second)).toBe(refusals.rateLimited);
  expect(second.headers.get('x-ratelimit-retry-after')).toBeNull();
  expect(second.headers.get('x-ratelimit-remaining')).toBe('249998');
  expect(t.finished.at(-1)).toMatchObject({
    decision: {
      rule: 'export_running',
      message: "An export of the segment 'Everyone' is still running; one at a time",
    },
  });
  expect((await request({ segment_id: other.id })).status).toBe(201);

  release();
  await exportOver(t.emulator, first.json.object_prefix);
  expect((await request()).status).toBe(201);
});

test('a hundred exports run at a time in a workspace', async () => {
  const { t, addSegment, request, release } = await exportingEmulator({ isHeld: true });
  const answers = [];
  for (let count = 0; count < 100; count++) answers.push(await request({ segment_id: addSegment().id }));
  expect(answers.map((answer) => answer.status)).toEqual(Array(100).fill(201));
  expect(said(await request())).toBe(refusals.rateLimited);
  expect(t.finished.at(-1)).toMatchObject({ decision: { rule: 'too_many_exports' } });

  release();
  await changedUntil(t.emulator, () => t.emulator.listRunningExports().length === 0);
  expect((await request()).status).toBe(201);
});

test('an export of a segment with the same id in another workspace does not count', async () => {
  const { t, segment, request } = await exportingEmulator({ isHeld: true });
  const other = t.emulator.createWorkspace({});
  t.emulator.deleteSegment(t.workspace, segment.id);
  t.emulator.createSegment(other, segment);
  const answer = await t.post(
    '/users/export/segment',
    { segment_id: segment.id, fields_to_export: ['email'] },
    { authorization: `Bearer ${other.restApiKeys[0]!.key}` },
  );
  expect(answer.status).toBe(201);
  expect(said(await request())).toBe(invalidSegment);
  t.emulator.createSegment(t.workspace, segment);
  expect((await request()).status).toBe(201);
});

test('needs its permission', async () => {
  const workspace = { restApiKeys: [{ permissions: ['users.export.ids'] }] } as const;
  const { request } = await exportingEmulator({ workspace: workspace as object });
  expect(said(await request())).toBe(refusal(403, 'You do not have permission to access this resource'));
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `attribute-${index}`);
const fieldsText = "'fields_to_export' must be an array of at least one string";
const noField = (index: number) => `'fields_to_export[${index}]' is not the name of a field to export`;
const attributesText = "'custom_attributes_to_export' must be an array of strings";
const callbackText = "'callback_endpoint' must be an http or https URL";

test.each([
  [{ fields_to_export: undefined }, fieldsText],
  [{ fields_to_export: null }, fieldsText],
  [{ fields_to_export: [] }, fieldsText],
  [{ fields_to_export: 'email' }, fieldsText],
  [{ fields_to_export: { 0: 'email' } }, fieldsText],
  [{ fields_to_export: ['email', 7] }, fieldsText],
  [{ fields_to_export: ['email', 'cohorts'] }, noField(1)],
  [{ fields_to_export: ['appboy_id'] }, noField(0)],
  [{ fields_to_export: ['__proto__'] }, noField(0)],
  [{ fields_to_export: ['constructor'] }, noField(0)],
  [{ fields_to_export: [''] }, noField(0)],
  [{ custom_attributes_to_export: 'plan' }, attributesText],
  [{ custom_attributes_to_export: ['plan', null] }, attributesText],
  [{ callback_endpoint: 7 }, callbackText],
  [{ callback_endpoint: '' }, callbackText],
  [{ callback_endpoint: 'example_endpoint' }, callbackText],
  [{ callback_endpoint: '//127.0.0.1/' }, callbackText],
  [{ callback_endpoint: 'http://' }, callbackText],
  [{ callback_endpoint: 'file:///etc/hosts' }, callbackText],
  [{ callback_endpoint: 'javascript:http:' }, callbackText],
  [{ output_format: 'tar' }, "'output_format' must be 'zip' or 'gzip'"],
  [{ output_format: 0 }, "'output_format' must be 'zip' or 'gzip'"],
])('refuses %j, and nothing runs', async (fields, message) => {
  const { t, request } = await exportingEmulator({ isHeld: true });
  expect(said(await request(fields))).toBe(refusal(400, message));
  expect(t.emulator.listRunningExports()).toEqual([]);
});

test.each([
  undefined,
  null,
  7,
  '',
  '\u0000',
  ['x'],
  {},
  '00000000-0000-4000-8000-000000000000',
  '__proto__',
  'x'.repeat(1_048_576),
])('refuses a segment_id that is no segment (%#)', async (id) => {
  const { t, request } = await exportingEmulator({ isHeld: true });
  expect(said(await request({ segment_id: id }))).toBe(invalidSegment);
  expect(t.emulator.listRunningExports()).toEqual([]);
  expect(t.finished.at(-1)?.decision).toMatchObject({ path: 'segment_id' });
});

test('refuses an archived segment', async () => {
  const { t, addSegment, request } = await exportingEmulator({ isHeld: true });
  const archived = addSegment({ name: 'Old' });
  t.emulator.archiveSegment(t.workspace, archived.id);
  expect(said(await request({ segment_id: archived.id }))).toBe(invalidSegment);
  expect(t.finished.at(-1)?.decision).toMatchObject({
    message: "The segment 'Old' is archived; unarchive it to export it",
  });
});

test.each(['null', '[]', '"x"', '{}', '{"__proto__":{"segment_id":"x"}}'])(
  'a body of %s has no segment_id',
  async (body) => {
    const { t } = await exportingEmulator();
    expect(said(await t.rest('/users/export/segment', body))).toBe(invalidSegment);
  },
);

test('refuses 501 custom attributes', async () => {
  const { request } = await exportingEmulator();
  expect(said(await request({ custom_attributes_to_export: names(501) }))).toBe(
    refusal(400, "'custom_attributes_to_export' may not have more than 500 names"),
  );
});

test('takes 500 custom attributes, a field twice, and fields that it does not know', async () => {
  const { request } = await exportingEmulator();
  const answer = await request({
    fields_to_export: ['email', 'email'],
    custom_attributes_to_export: names(500),
    unknown: true,
  });
  expect(answer.status).toBe(201);
});
