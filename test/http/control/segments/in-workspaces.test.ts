import { expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { allOf, inCohort, inSegment } from '../../../support/segments/control-segments.js';

const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

const body = {
  users: [{ external_id: 'cust-1' }, { external_id: 'cust-2' }],
  cohorts: [{ partner: 'hightouch', cohort_id: 'vip', name: 'VIP', members: [{ external_id: 'cust-1' }] }],
  segments: [
    { id, name: 'VIPs', tags: ['crm'], definition: allOf(inCohort('vip')) },
    { name: 'Others', definition: { exclusion_groups: allOf(inSegment(id)).groups } },
  ],
};

test('a workspace is created with segments over its cohorts and over earlier segments', async () => {
  const control = controlOf(await freshEmulator());
  const made = await control('POST', '/workspaces', body);
  expect(made.status).toBe(201);
  const base = `/workspaces/${made.json.id}/segments`;
  const { segments } = (await control('GET', base)).json;
  expect(segments).toMatchObject([{ id, name: 'VIPs', tags: ['crm'], archived: false }, { name: 'Others' }]);
  const others = await control('GET', `${base}/${segments[1].id}/members`);
  expect(others.json.members).toMatchObject([{ external_id: 'cust-2' }]);
});

test('a reset brings the same segments with the same ids, and takes all others away', async () => {
  const control = controlOf(await freshEmulator());
  const made = await control('POST', '/workspaces', body);
  const base = `/workspaces/${made.json.id}`;
  const before = (await control('GET', `${base}/segments`)).json.segments;
  await control('POST', `${base}/segments`, { name: 'Later', definition: {} });
  await control('DELETE', `${base}/segments/${before[1].id}`);
  await control('PUT', `${base}/segments/${id}`, { name: 'Changed', definition: {} });
  await control('POST', `${base}/segments/${id}/archive`);
  expect((await control('POST', `${base}/reset`)).status).toBe(200);
  const after = (await control('GET', `${base}/segments`)).json.segments;
  const withoutTimes = (its: Record<string, unknown>) => ({ ...its, created_at: 0, updated_at: 0 });
  expect(after.map(withoutTimes)).toEqual(before.map(withoutTimes));
});

const other = { name: 'S', definition: {} };

test.each([
  [{ segments: [{ name: 'S' }] }, 400, 'segments[0].definition', 'is required'],
  [
    { segments: [other, { ...other, definition: { groups: [{ filters: [{ type: 'x' }] }] } }] },
    400,
    'segments[1].definition.groups[0].filters[0].type',
    /^is not valid: expected one of "cohort"\|.*, received "x"$/,
  ],
  [
    { segments: [{ name: 'S', definition: allOf(inCohort('vip')) }] },
    400,
    'segments[0].definition.groups[0].filters[0].cohort_ids[0]',
    'is not valid: hightouch has no cohort "vip"; it has none yet',
  ],
  [
    { ...body, segments: [...body.segments].reverse() },
    400,
    'segments[0].definition.exclusion_groups[0].filters[0].segment_ids[0]',
    `is not valid: this workspace has no segment with the id "${id}"`,
  ],
])('a workspace with the segments of %j is refused as a whole', async (input, status, path, reason) => {
  const control = controlOf(await freshEmulator());
  const refused = await control('POST', '/workspaces', input);
  expect(refused.status).toBe(status);
  expect(refused.json.error).toMatchObject({ code: 'invalid_request', path });
  expect(refused.json.error.message.startsWith(`${path} `)).toBe(true);
  expect(refused.json.error.message.slice(path.length + 1)).toMatch(reason);
  expect((await control('GET', '/workspaces')).json.workspaces).toHaveLength(1);
});

test('two segments of one id are refused', async () => {
  const control = controlOf(await freshEmulator());
  const refused = await control('POST', '/workspaces', {
    segments: [
      { id, ...other },
      { id, ...other },
    ],
  });
  expect(refused.status).toBe(409);
  expect(refused.json.error).toMatchObject({ code: 'segment_id_in_use', path: 'segments[1].id' });
});

test('segments of a deleted workspace go with it', async () => {
  const t = await freshEmulator();
  const ws = workspaceOf(t);
  await ws('POST', '/segments', { id, ...other });
  await ws('DELETE', '');
  const next = t.emulator.createWorkspace({});
  expect(t.emulator.listSegments(next, { limit: 10 }).items).toEqual([]);
});
