import { expect, test } from 'vitest';
import { hour } from '../../../support/clock.js';
import { readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import {
  allOf,
  emulatorWithCohorts,
  inCohort,
  inSegment,
} from '../../../support/segments/control-segments.js';

const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const other = '11111111-2222-4333-8444-555555555555';

const loyal = {
  name: 'Loyal buyers',
  text_description: 'Synced every morning.',
  tags: ['crm'],
  teams: ['growth'],
  analytics_tracking_enabled: true,
  definition: {
    version: 1,
    apps_used: { scope: 'all' },
    groups_op: 'or',
    groups: [{ name: 'Filter group 1', op: 'or', filters: [inCohort('vip', 'lapsed')] }],
    exclusion_groups: [{ op: 'and', filters: [inCohort('empty')] }],
  },
};

test('a segment is made with the id it is given and shown as it was sent', async () => {
  const ws = workspaceOf(await emulatorWithCohorts({ clock: new ManualClock() }));
  const made = await ws('POST', '/segments', { id, ...loyal });
  expect(made.status).toBe(201);
  const time = '2026-02-03T09:00:00.000Z';
  const used_by = { segments: [], campaigns: [], canvases: [] };
  const shown = { id, ...loyal, archived: false, created_at: time, updated_at: time, used_by };
  expect(made.json).toEqual(shown);
  expect((await ws('GET', `/segments/${id}`)).json).toEqual(made.json);
  expect((await ws('GET', '/segments')).json).toEqual({ segments: [shown], next_cursor: null });
});

test('a segment of a name and a definition gets an id, and everything else is empty', async () => {
  const ws = workspaceOf(await freshEmulator());
  const made = await ws('POST', '/segments', { name: 'Everyone', definition: {} });
  expect(made.json).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    text_description: '',
    tags: [],
    teams: [],
    analytics_tracking_enabled: false,
    definition: { apps_used: { scope: 'all' }, groups: [], exclusion_groups: [] },
  });
});

test('segments are listed page by page in order of creation, archived ones too', async () => {
  const ws = workspaceOf(await freshEmulator());
  for (let number = 0; number < 7; number++) {
    const made = await ws('POST', '/segments', { name: `s${number}`, definition: {} });
    if (number === 3) await ws('POST', `/segments/${made.json.id}/archive`);
  }
  const listed = (await readAllPages(ws, '/segments', 'segments', 3)) as {
    name: string;
    archived: boolean;
  }[];
  expect(listed.map((its) => its.name)).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
  expect(listed.map((its) => its.archived).indexOf(true)).toBe(3);
});

test.each<[query: string, names: string[]]>([
  ['search=BUYERS', ['Loyal buyers', 'Lapsed buyers']],
  ['search=loyal+nobody', ['Loyal buyers', '100% loyal']],
  ['search=%22lapsed+buyers%22', ['Lapsed buyers']],
  ['search=%25', ['100% loyal']],
  [`search=${id}`, ['Loyal buyers']],
  ['archived=true', ['Lapsed buyers']],
  ['archived=false', ['Loyal buyers', '100% loyal']],
  ['newest_first=true', ['100% loyal', 'Lapsed buyers', 'Loyal buyers']],
])('the list that is asked for with %s has these segments, page by page', async (query, names) => {
  const ws = workspaceOf(await freshEmulator());
  await ws('POST', '/segments', { id, name: 'Loyal buyers', definition: {} });
  const { json } = await ws('POST', '/segments', { name: 'Lapsed buyers', definition: {} });
  await ws('POST', `/segments/${json.id}/archive`);
  await ws('POST', '/segments', { name: '100% loyal', definition: {} });
  const listed = (await readAllPages(ws, `/segments?${query}`, 'segments', 1)) as { name: string }[];
  expect(listed.map((its) => its.name)).toEqual(names);
});

test('the list says of each segment what uses it', async () => {
  const ws = workspaceOf(await freshEmulator());
  await ws('POST', '/segments', { id, name: 'Inner', definition: {} });
  const { json: outer } = await ws('POST', '/segments', { name: 'Outer', definition: allOf(inSegment(id)) });
  const { json: campaign } = await ws('POST', '/campaigns', { name: 'C', target: { segment_ids: [id] } });
  const filters = { groups: [{ filters: [inSegment(id)] }] };
  const { json: canvas } = await ws('POST', '/canvases', {
    name: 'C',
    target: { additional_filters: filters },
  });
  const { segments } = (await ws('GET', '/segments')).json;
  const used = segments.map((its: { used_by: object }) => its.used_by);
  expect(used).toEqual([
    { segments: [outer.id], campaigns: [campaign.id], canvases: [canvas.id] },
    { segments: [], campaigns: [], canvases: [] },
  ]);
});

test('an evaluation counts each filter and each group alone, and who is left after each exclusion group', async () => {
  const ws = workspaceOf(await emulatorWithCohorts());
  const definition = {
    groups: [{ filters: [inCohort('vip'), inCohort('lapsed')] }, { op: 'or', filters: [inCohort('lapsed')] }],
    groups_op: 'or',
    exclusion_groups: [{ filters: [inCohort('vip')] }, { filters: [inCohort('empty')] }],
  };
  const { json } = await ws('POST', '/segments/evaluate?limit=0&counts=true', { definition });
  expect(json).toEqual({
    size: 1,
    members: [],
    next_cursor: null,
    counts: [
      { path: 'groups[0].filters[0]', size: 2 },
      { path: 'groups[0].filters[1]', size: 2 },
      { path: 'groups[1].filters[0]', size: 2 },
      { path: 'exclusion_groups[0].filters[0]', size: 2 },
      { path: 'exclusion_groups[1].filters[0]', size: 0 },
      { path: 'groups[0]', size: 1 },
      { path: 'groups[1]', size: 2 },
      { path: 'exclusion_groups[0]', size: 2, remaining: 1 },
      { path: 'exclusion_groups[1]', size: 0, remaining: 1 },
    ],
  });
  expect((await ws('POST', '/segments/evaluate', { definition })).json).not.toHaveProperty('counts');
});

test('PUT replaces a segment whole, and keeps its id, its creation and its archiving', async () => {
  const clock = new ManualClock();
  const ws = workspaceOf(await emulatorWithCohorts({ clock }));
  await ws('POST', '/segments', { id, ...loyal });
  await ws('POST', `/segments/${id}/archive`);
  clock.advance(hour);
  const replaced = await ws('PUT', `/segments/${id}`, { name: 'New', definition: allOf(inCohort('empty')) });
  expect(replaced.status).toBe(200);
  expect(replaced.json).toMatchObject({
    id,
    name: 'New',
    text_description: '',
    tags: [],
    definition: { groups: [{ op: 'and', filters: [inCohort('empty')] }], exclusion_groups: [] },
    archived: true,
    created_at: '2026-02-03T09:00:00.000Z',
    updated_at: '2026-02-03T10:00:00.000Z',
  });
  expect((await ws('GET', `/segments/${id}/size`)).json).toEqual({ size: 0 });
});

test.each([
  [{}, 'name', 'is required'],
  [{ name: 'S' }, 'definition', 'is required'],
  [{ name: '', definition: {} }, 'name', 'is not valid: expected string to have >=1 characters'],
  [{ name: 'S', definition: {}, tags: 'crm' }, 'tags', 'is not valid: expected array, received string'],
  [
    { name: 'S', definition: {}, tags: [''] },
    'tags[0]',
    'is not valid: expected string to have >=1 characters',
  ],
  [{ name: 'S', definition: {}, archived: true }, 'archived', 'is not a known field'],
  [{ name: 'S', definition: {}, id: id.toUpperCase() }, 'id', 'is not valid: expected a UUID in lower case'],
  [{ name: 'S', definition: {}, id: 'seg-1' }, 'id', 'is not valid: expected a UUID in lower case'],
  [
    { name: 'S', definition: allOf(inCohort('vip'), { ...inCohort('vip'), comparison: 'has' }) },
    'definition.groups[0].filters[1].comparison',
    'is not valid: expected one of "includes"|"does_not_include", received "has"',
  ],
  [
    { name: 'S', definition: allOf(inCohort('vip', 'gold')) },
    'definition.groups[0].filters[0].cohort_ids[1]',
    'is not valid: hightouch has no cohort "gold"; it has "empty", "lapsed", "vip"',
  ],
  [
    { name: 'S', definition: { exclusion_groups: allOf({ ...inCohort('vip'), partner: 'segment' }).groups } },
    'definition.exclusion_groups[0].filters[0].partner',
    'is not valid: the partner "segment" is not enabled for this workspace; enabled: hightouch',
  ],
  [
    { name: 'S', definition: allOf({ ...inCohort('vip'), partner: 'nobody' }) },
    'definition.groups[0].filters[0].partner',
    'is not valid: the partner "nobody" is not enabled for this workspace; enabled: hightouch',
  ],
  [
    { name: 'S', definition: allOf(inSegment(other)) },
    'definition.groups[0].filters[0].segment_ids[0]',
    `is not valid: this workspace has no segment with the id "${other}"`,
  ],
])('a segment %j is refused and nothing of it is saved', async (body, path, reason) => {
  const ws = workspaceOf(await emulatorWithCohorts());
  const error = { code: 'invalid_request', message: `${path} ${reason}`, path };
  const refused = await ws('POST', '/segments', body);
  expect(refused.status).toBe(400);
  expect(refused.json).toEqual({ error });
  expect((await ws('GET', '/segments')).json.segments).toEqual([]);

  const saved = await ws('POST', '/segments', { id, ...loyal });
  if ('id' in body) return;
  expect((await ws('PUT', `/segments/${id}`, body)).json).toEqual({ error });
  expect((await ws('GET', `/segments/${id}`)).json).toEqual(saved.json);
});

test('an id that a segment has is 409, and free again when that is gone', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  const body = { id, name: 'First', definition: {} };
  await ws('POST', '/segments', body);
  const refused = await ws('POST', '/segments', { ...body, name: 'Second' });
  expect(refused.status).toBe(409);
  expect(refused.json.error).toMatchObject({ code: 'segment_id_in_use', path: 'id' });
  expect((await ws('GET', `/segments/${id}`)).json.name).toBe('First');
  expect((await ws('DELETE', `/segments/${id}`)).status).toBe(204);
  expect((await ws('POST', '/segments', { ...body, name: 'Second' })).status).toBe(201);
  const elsewhere = t.emulator.createWorkspace({});
  expect(t.emulator.listSegments(elsewhere, { limit: 1 }).items).toEqual([]);
});

test('a partner that is switched off takes no new filters, and saved ones go on', async () => {
  const ws = workspaceOf(await emulatorWithCohorts());
  await ws('POST', '/segments', { id, ...loyal });
  await ws('PUT', '/partners/hightouch', { enabled: false });
  expect((await ws('GET', `/segments/${id}/size`)).json).toEqual({ size: 3 });
  const refused = await ws('PUT', `/segments/${id}`, loyal);
  expect(refused.json.error.message).toBe(
    'definition.groups[0].filters[0].partner is not valid: the partner "hightouch" is not enabled for this workspace; none is',
  );
});

test.each([
  ['GET', ''],
  ['PUT', '', { name: 'S', definition: {} }],
  ['DELETE', ''],
  ['POST', '/archive'],
  ['POST', '/unarchive'],
  ['GET', '/size'],
  ['GET', '/members'],
  ['GET', '/lookup?external_id=a'],
])('%s of an unknown segment%s is 404', async (verb, path, body?: object) => {
  const ws = workspaceOf(await emulatorWithCohorts());
  for (const unknown of [id, 'x', '%00', "'"]) {
    const answer = await ws(verb, `/segments/${unknown}${path}`, body);
    expect(answer.status).toBe(404);
    expect(answer.json.error.code).toBe('segment_not_found');
  }
});
