import { expect, test } from 'vitest';
import { type Control, workspaceOf } from '../../../support/control.js';
import { ManualClock } from '../../../support/manual-clock.js';
import {
  allOf,
  emulatorWithCohorts,
  externalIds,
  inCohort,
  inSegment,
} from '../../../support/segments/control-segments.js';

const inner = '11111111-1111-4111-8111-111111111111';
const outer = '22222222-2222-4222-8222-222222222222';
const third = '33333333-3333-4333-8333-333333333333';

/** `outer` is everyone but the members of `inner`, which are those of the cohort vip. */
async function nested(clock = new ManualClock()): Promise<{ ws: Control; clock: ManualClock }> {
  const ws = workspaceOf(await emulatorWithCohorts({ clock }));
  await ws('POST', '/segments', { id: inner, name: 'Inner', definition: allOf(inCohort('vip')) });
  await ws('POST', '/segments', {
    id: outer,
    name: 'Outer',
    definition: { exclusion_groups: allOf(inSegment(inner)).groups },
  });
  return { ws, clock };
}

test('a segment follows the one it uses', async () => {
  const { ws } = await nested();
  expect(externalIds(await ws('GET', `/segments/${outer}/members`))).toEqual(['c', 'd']);
  await ws('PUT', `/segments/${inner}`, { name: 'Inner', definition: allOf(inCohort('lapsed')) });
  expect(externalIds(await ws('GET', `/segments/${outer}/members`))).toEqual(['a', 'd']);
});

test('a segment tells which others use it', async () => {
  const { ws } = await nested();
  await ws('POST', '/segments', { id: third, name: 'Third', definition: allOf(inSegment(inner)) });
  expect((await ws('GET', `/segments/${inner}`)).json.used_by).toMatchObject({ segments: [outer, third] });
  expect((await ws('GET', `/segments/${outer}`)).json.used_by).toMatchObject({ segments: [] });
});

const nesting = 'they nest one level deep';

test.each([
  [
    'POST',
    '',
    { name: 'Deep', definition: allOf(inCohort('vip'), inSegment(inner, outer)) },
    'definition.groups[0].filters[1].segment_ids[1]',
    `the segment "Outer" uses segments itself, and ${nesting}`,
  ],
  [
    'POST',
    '',
    { id: third, name: 'Self', definition: allOf(inSegment(third)) },
    'definition.groups[0].filters[0].segment_ids[0]',
    'a segment cannot use itself',
  ],
  [
    'PUT',
    `/${outer}`,
    { name: 'Self', definition: allOf(inSegment(outer)) },
    'definition.groups[0].filters[0].segment_ids[0]',
    'a segment cannot use itself',
  ],
  [
    'PUT',
    `/${inner}`,
    { name: 'Inner', definition: { exclusion_groups: allOf(inSegment(third)).groups } },
    'definition.exclusion_groups[0].filters[0]',
    `the segment "Outer" uses this one, so this one cannot use segments; ${nesting}`,
  ],
])('%s /segments%s nesting deeper than one level is refused', async (verb, path, body, at, reason) => {
  const { ws } = await nested();
  await ws('POST', '/segments', { id: third, name: 'Third', definition: {} });
  if (body.name === 'Self' && verb === 'POST') await ws('DELETE', `/segments/${third}`);
  const before = (await ws('GET', '/segments')).json;
  const refused = await ws(verb, `/segments${path}`, body);
  expect(refused.status).toBe(400);
  expect(refused.json.error).toEqual({
    code: 'invalid_request',
    message: `${at} is not valid: ${reason}`,
    path: at,
  });
  expect((await ws('GET', '/segments')).json).toEqual(before);
});

test('a segment that others use is not deleted; the refusal names them', async () => {
  const { ws } = await nested();
  await ws('POST', `/segments/${outer}/archive`);
  const refused = await ws('DELETE', `/segments/${inner}`);
  expect(refused.status).toBe(409);
  expect(refused.json).toEqual({
    error: { code: 'segment_in_use', message: `Used by segment "Outer" (${outer})` },
  });
  expect((await ws('DELETE', `/segments/${outer}`)).status).toBe(204);
  expect((await ws('DELETE', `/segments/${inner}`)).status).toBe(204);
});

test('archiving a segment archives those that use it, and unarchiving brings back it alone', async () => {
  const { ws, clock } = await nested();
  await ws('POST', '/segments', { id: third, name: 'Third', definition: {} });
  const archivedOf = async () =>
    (await ws('GET', '/segments')).json.segments.map((its: { archived: boolean }) => its.archived);
  clock.advance(3_600_000);
  const archived = await ws('POST', `/segments/${inner}/archive`);
  expect(archived.status).toBe(200);
  expect(archived.json).toMatchObject({
    id: inner,
    archived: true,
    updated_at: '2026-02-03T10:00:00.000Z',
    used_by: { segments: [outer], campaigns: [], canvases: [] },
  });
  expect(await archivedOf()).toEqual([true, true, false]);
  clock.advance(3_600_000);
  expect((await ws('POST', `/segments/${inner}/archive`)).json).toEqual(archived.json);
  expect((await ws('POST', `/segments/${inner}/unarchive`)).json).toMatchObject({
    archived: false,
    updated_at: '2026-02-03T11:00:00.000Z',
  });
  expect(await archivedOf()).toEqual([false, true, false]);
  expect((await ws('POST', `/segments/${outer}/unarchive`)).json.archived).toBe(false);
});

test('archiving the outer segment leaves the inner one', async () => {
  const { ws } = await nested();
  await ws('POST', `/segments/${outer}/archive`);
  expect((await ws('GET', `/segments/${inner}`)).json.archived).toBe(false);
});
