import { describe, expect, test } from 'vitest';
import { readAllPages, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import {
  allOf,
  emulatorWithCohorts,
  externalIds,
  inCohort,
  inSegment,
  notInCohort,
} from '../../../support/segments/control-segments.js';
import { aUser } from '../../../support/users/users.js';

const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';

const definitions: [string, object, string[]][] = [
  ['nothing: everyone', {}, ['a', 'b', 'c', 'd']],
  ['a cohort', allOf(inCohort('vip')), ['a', 'b']],
  ['two cohorts', allOf(inCohort('vip', 'lapsed')), ['a', 'b', 'c']],
  ['not in a cohort', allOf(notInCohort('vip')), ['c', 'd']],
  ['in none of two', allOf(notInCohort('vip', 'lapsed')), ['d']],
  ['filters joined by AND', allOf(inCohort('vip'), inCohort('lapsed')), ['b']],
  [
    'filters joined by OR',
    { groups: [{ op: 'or', filters: [inCohort('vip'), inCohort('lapsed')] }] },
    ['a', 'b', 'c'],
  ],
  [
    'groups joined by OR',
    { groups_op: 'or', groups: [...allOf(inCohort('vip')).groups, ...allOf(notInCohort('lapsed')).groups] },
    ['a', 'b', 'd'],
  ],
  [
    'exclusion groups',
    {
      exclusion_groups: [
        ...allOf(inCohort('vip'), inCohort('lapsed')).groups,
        ...allOf(notInCohort('vip', 'lapsed')).groups,
      ],
    },
    ['a', 'c'],
  ],
];

test.each(definitions)('%s, saved or not, has the same members', async (_, definition, members) => {
  const ws = workspaceOf(await emulatorWithCohorts());
  const evaluated = await ws('POST', '/segments/evaluate', { definition });
  expect(evaluated.status).toBe(200);
  expect(evaluated.json).toMatchObject({ size: members.length, next_cursor: null });
  expect(externalIds(evaluated)).toEqual(members);
  expect((await ws('GET', '/segments')).json.segments).toEqual([]);
  await ws('POST', '/segments', { id, name: 'S', definition });
  expect((await ws('GET', `/segments/${id}/size`)).json).toEqual({ size: members.length });
  expect(externalIds(await ws('GET', `/segments/${id}/members`))).toEqual(members);
});

test('membership is live: who leaves the cohort leaves the segment', async () => {
  const t = await emulatorWithCohorts();
  const ws = workspaceOf(t);
  await ws('POST', '/segments', { id, name: 'S', definition: allOf(inCohort('vip')) });
  await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a'], should_remove: true }] });
  expect(externalIds(await ws('GET', `/segments/${id}/members`))).toEqual(['b']);
  await ws('DELETE', '/cohorts/hightouch/vip');
  expect((await ws('GET', `/segments/${id}/size`)).json).toEqual({ size: 0 });
});

test('members are listed page by page as profiles in a list', async () => {
  const users = Array.from({ length: 25 }, (_, number) => aUser({ externalId: `u${number}` }));
  const t = await freshEmulator({ workspace: { users } });
  const ws = workspaceOf(t);
  await ws('POST', '/segments', { id, name: 'S', definition: {} });
  const members = await readAllPages(ws, `/segments/${id}/members`, 'members', 4);
  expect(members).toEqual((await ws('GET', '/users')).json.users);
});

test('an evaluation is paged too, always with the size of the whole', async () => {
  const ws = workspaceOf(await emulatorWithCohorts());
  const body = { definition: allOf(inCohort('vip', 'lapsed')) };
  const first = await ws('POST', '/segments/evaluate?limit=2', body);
  expect([first.json.size, externalIds(first)]).toEqual([3, ['a', 'b']]);
  const second = await ws('POST', `/segments/evaluate?limit=2&cursor=${first.json.next_cursor}`, body);
  expect([second.json.size, externalIds(second), second.json.next_cursor]).toEqual([3, ['c'], null]);
  const sizeAlone = await ws('POST', '/segments/evaluate?limit=0', body);
  expect(sizeAlone.json).toEqual({ size: 3, members: [], next_cursor: null });
});

test.each([
  [{}, 'definition'],
  [{ definition: {}, name: 'S' }, 'name'],
  [{ definition: allOf(inCohort('gold')) }, 'definition.groups[0].filters[0].cohort_ids[0]'],
  [{ definition: allOf(inSegment(id)) }, 'definition.groups[0].filters[0].segment_ids[0]'],
  [{ definition: { groups: [{ filters: [] }] } }, 'definition.groups[0].filters'],
])('evaluating %j is refused as on saving', async (body, path) => {
  const refused = await workspaceOf(await emulatorWithCohorts())('POST', '/segments/evaluate', body);
  expect(refused.status).toBe(400);
  expect(refused.json.error).toMatchObject({ code: 'invalid_request', path });
});

test('an evaluation that nests two levels deep is refused', async () => {
  const ws = workspaceOf(await emulatorWithCohorts());
  const { json: inner } = await ws('POST', '/segments', { name: 'Inner', definition: {} });
  await ws('POST', '/segments', { id, name: 'Outer', definition: allOf(inSegment(inner.id)) });
  expect((await ws('POST', '/segments/evaluate', { definition: allOf(inSegment(inner.id)) })).status).toBe(
    200,
  );
  expect((await ws('POST', '/segments/evaluate', { definition: allOf(inSegment(id)) })).status).toBe(400);
});

describe('lookup', () => {
  const vip = 'Hightouch Cohorts includes "VIP"';
  const lapsed = 'Hightouch Cohorts includes "Lapsed"';
  const nobody = 'Hightouch Cohorts includes "Nobody yet"';

  test.each([
    ['a met filter', allOf(inCohort('vip')), 'a', []],
    ['an unmet filter', allOf(inCohort('vip'), inCohort('lapsed')), 'a', [['groups[0].filters[1]', lapsed]]],
    [
      'all unmet filters of a group of which one is enough',
      { groups: [{ op: 'or', filters: [inCohort('vip'), inCohort('empty')] }] },
      'c',
      [
        ['groups[0].filters[0]', vip],
        ['groups[0].filters[1]', nobody],
      ],
    ],
    [
      'unmet filters of unmet groups only',
      {
        groups: [
          { op: 'or', filters: [inCohort('vip'), inCohort('empty')] },
          { filters: [inCohort('lapsed')] },
        ],
      },
      'a',
      [['groups[1].filters[0]', lapsed]],
    ],
    [
      'nothing when one of several groups is enough',
      { groups_op: 'or', groups: [...allOf(inCohort('empty')).groups, ...allOf(inCohort('vip')).groups] },
      'a',
      [],
    ],
    [
      'exclusion groups that are met',
      {
        groups: allOf(inCohort('vip')).groups,
        exclusion_groups: [
          ...allOf(inCohort('empty')).groups,
          ...allOf(inCohort('vip'), inCohort('lapsed')).groups,
        ],
      },
      'b',
      [['exclusion_groups[1]', `NOT (${vip} AND ${lapsed})`]],
    ],
  ])('tells %s', async (_, definition, who, failing) => {
    const ws = workspaceOf(await emulatorWithCohorts());
    await ws('POST', '/segments', { id, name: 'S', definition });
    const answer = await ws('GET', `/segments/${id}/lookup?external_id=${who}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      matches: failing.length === 0,
      failing: failing.map(([path, description]) => ({ path, description })),
    });
  });

  test('finds somebody by braze_id, and an id that a rename replaced', async () => {
    const t = await emulatorWithCohorts();
    const ws = workspaceOf(t);
    await ws('POST', '/segments', { id, name: 'S', definition: allOf(inCohort('vip')) });
    const [{ braze_id }] = (await ws('GET', '/users?external_id=a')).json.users;
    const lookup = async (query: string) => (await ws('GET', `/segments/${id}/lookup?${query}`)).json;
    expect(await lookup(`braze_id=${braze_id}`)).toMatchObject({ matches: true, failing: [] });
    const external_id_renames = [{ current_external_id: 'a', new_external_id: 'new' }];
    await t.rest('/users/external_ids/rename', { external_id_renames });
    expect(await lookup('external_id=a')).toEqual(await lookup('external_id=new'));
  });

  test('names each criterion as met or not, those of a group of which one is enough too', async () => {
    const ws = workspaceOf(await emulatorWithCohorts());
    const definition = {
      groups: [{ op: 'or', filters: [inCohort('vip'), inCohort('lapsed')] }],
      exclusion_groups: [{ filters: [inCohort('empty')] }],
    };
    await ws('POST', '/segments', { id, name: 'S', definition });
    const { json } = await ws('GET', `/segments/${id}/lookup?external_id=a`);
    expect(json).toMatchObject({ matches: true, failing: [] });
    expect(json.criteria).toEqual([
      { path: 'groups[0].filters[0]', description: vip, met: true },
      { path: 'groups[0].filters[1]', description: lapsed, met: false },
      { path: 'exclusion_groups[0]', description: `NOT (${nobody})`, met: true },
    ]);
  });

  test('names the segment that somebody is not in', async () => {
    const ws = workspaceOf(await emulatorWithCohorts());
    const { json: inner } = await ws('POST', '/segments', {
      name: 'VIPs',
      definition: allOf(inCohort('vip')),
    });
    await ws('POST', '/segments', { id, name: 'S', definition: allOf(inSegment(inner.id)) });
    expect((await ws('GET', `/segments/${id}/lookup?external_id=c`)).json.failing).toEqual([
      { path: 'groups[0].filters[0]', description: 'Segment Membership includes "VIPs"' },
    ]);
  });

  test.each([
    ['', 'external_id'],
    ['?external_id=a&braze_id=b', 'braze_id'],
    ['?external_id=', 'external_id'],
    ['?email=a@b.test', 'email'],
    ['?external_id=a&external_id=b', 'external_id'],
  ])('with the query %j is 400', async (query, path) => {
    const ws = workspaceOf(await emulatorWithCohorts());
    await ws('POST', '/segments', { id, name: 'S', definition: {} });
    const refused = await ws('GET', `/segments/${id}/lookup${query}`);
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ code: 'invalid_request', path });
  });

  test('without an identifier it is told that either will do', async () => {
    const ws = workspaceOf(await emulatorWithCohorts());
    await ws('POST', '/segments', { id, name: 'S', definition: {} });
    expect((await ws('GET', `/segments/${id}/lookup`)).json.error.message).toBe(
      'external_id is not valid: expected external_id or braze_id, exactly one of them',
    );
  });

  test.each(['external_id=nobody', 'braze_id=nobody', 'external_id=%00'])('of %s is 404', async (query) => {
    const ws = workspaceOf(await emulatorWithCohorts());
    await ws('POST', '/segments', { id, name: 'S', definition: {} });
    const refused = await ws('GET', `/segments/${id}/lookup?${query}`);
    expect(refused.status).toBe(404);
    expect(refused.json.error.code).toBe('user_not_found');
  });
});
