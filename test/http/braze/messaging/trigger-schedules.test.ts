import { describe, expect, test } from 'vitest';
import { refusal, said, success, uuid } from '../../../support/answers.js';
import { hour } from '../../../support/clock.js';
import { controlOf } from '../../../support/control.js';
import { type MessagingWorld, messagingWorld, named, receiversOf } from '../../../support/messaging.js';
import { profileOf } from '../../../support/users/track.js';
import { aUser, userCount } from '../../../support/users/users.js';

// The clock of a fresh world stands at 2026-02-03T09:00:00Z.
const unknown = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const gone = refusal(400, 'Schedule does not exist');

const kinds = [
  ['campaign', '/campaigns', 'campaign_id'],
  ['canvas', '/canvas', 'canvas_id'],
] as const;

describe.each(kinds)('a scheduled %s', (kind, path, idField) => {
  const create = (
    world: MessagingWorld,
    id: string,
    schedule: unknown,
    fields: object = { broadcast: true },
  ) => world.rest(`${path}/trigger/schedule/create`, { [idField]: id, schedule, ...fields });
  const update = (world: MessagingWorld, id: string, scheduleId: string, schedule: unknown) =>
    world.rest(`${path}/trigger/schedule/update`, { [idField]: id, schedule_id: scheduleId, schedule });
  const remove = (world: MessagingWorld, id: string, scheduleId: string) =>
    world.rest(`${path}/trigger/schedule/delete`, { [idField]: id, schedule_id: scheduleId });

  test('is answered with its ids and happens at its time, not a millisecond before', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const answer = await create(world, id, { time: '2026-02-03T11:00:00+01:00' });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      dispatch_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      schedule_id: expect.stringMatching(uuid),
      message: 'success',
    });
    world.clock.advance(hour - 1);
    expect(await world.sends()).toEqual([]);
    world.clock.advance(1);
    const [send, ...others] = await world.sends();
    expect(others).toEqual([]);
    expect(send).toMatchObject({
      dispatch_id: answer.json.dispatch_id,
      [idField]: id,
      at: '2026-02-03T10:00:00.000Z',
      broadcast: true,
    });
    expect(receiversOf(send)).toEqual(['a', 'b', 'd']);
    world.clock.advance(48 * hour);
    expect(await world.sends()).toHaveLength(1);
  });

  test('happens at the moment it was due, however late somebody looks', async () => {
    const world = await messagingWorld();
    await create(world, await world[kind](), { time: '2026-02-03T10:00:00Z' });
    world.clock.advance(100 * hour);
    expect((await world.sends())[0].at).toBe('2026-02-03T10:00:00.000Z');
  });

  test('reaches who is in the target when it happens, not when it was made', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    await create(world, id, { time: '2026-02-03T10:00:00Z' });
    await create(world, id, { time: '2026-02-03T10:00:00Z' }, { recipients: named('a', 'b', 'c') });
    const changes = [{ user_ids: ['c'] }, { user_ids: ['a'], should_remove: true }];
    await world.cohortUsers({ cohort_id: 'vip', cohort_changes: changes });
    world.clock.advance(hour);
    // Too late for what was due: the cohort as it was at ten decides.
    await world.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['a'] }] });
    const sends = await world.sends();
    expect(sends.map(receiversOf)).toEqual([
      ['b', 'c', 'd'],
      ['b', 'c'],
    ]);
    expect(sends[1].dropped).toEqual([{ recipient: { external_user_id: 'a' }, reason: 'outside_target' }]);
  });

  test('writes the attributes of its recipients and makes users when it happens', async () => {
    const world = await messagingWorld();
    const recipients = [
      { external_user_id: 'a', attributes: { plan: 'gold' } },
      { external_user_id: 'new-1', attributes: { plan: 'free' }, send_to_existing_only: false },
    ];
    await create(world, await world[kind]({ target: {} }), { time: '2026-02-03T10:00:00Z' }, { recipients });
    expect(userCount(world)).toBe(4);
    expect(profileOf(world, 'a').customAttributes).toEqual({});
    world.clock.advance(hour);
    expect(receiversOf((await world.sends())[0])).toEqual(['a', 'new-1']);
    expect(profileOf(world, 'a').customAttributes).toEqual({ plan: 'gold' });
    expect(profileOf(world, 'new-1').customAttributes).toEqual({ plan: 'free' });
  });

  test('has no effect when it is paused by then', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    await create(world, id, { time: '2026-02-03T10:00:00Z' }, { recipients: named('a') });
    const plural = kind === 'campaign' ? 'campaigns' : 'canvases';
    await world.control('PUT', `/${plural}/${id}`, { name: 'Paused', enabled: false });
    world.clock.advance(hour);
    expect(await world.sends()).toMatchObject([
      { inactive: 'paused', receivers: [], dropped: [{ reason: 'paused' }] },
    ]);
  });

  test('goes with its campaign, and with its workspace', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    await create(world, id, { time: '2026-02-03T10:00:00Z' });
    const plural = kind === 'campaign' ? 'campaigns' : 'canvases';
    expect((await world.control('DELETE', `/${plural}/${id}`)).status).toBe(204);
    world.clock.advance(hour);
    expect(await world.sends()).toEqual([]);
    await create(world, await world[kind](), { time: '2026-02-04T10:00:00Z' });
    expect((await controlOf(world)('DELETE', `/workspaces/${world.workspace.id}`)).status).toBe(204);
    world.clock.advance(48 * hour);
    expect((await controlOf(world)('GET', '/workspaces')).json.workspaces).toEqual([]);
  });

  test.each([
    ['passed', '2026-02-03T08:59:59Z'],
    ['come', '2026-02-03T09:00:00Z'],
    ['passed years ago', '2016-02-03T09:00:00Z'],
  ])('happens at once when its time has %s', async (_when, time) => {
    const world = await messagingWorld();
    const answer = await create(world, await world[kind](), { time });
    const [send] = await world.sends();
    expect(send).toMatchObject({
      dispatch_id: answer.json.dispatch_id,
      at: '2026-02-03T09:00:00.000Z',
      receiver_count: 3,
    });
  });

  test('happens at its new time once that was updated, and only then', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const { json } = await create(world, id, { time: '2026-02-03T10:00:00Z' });
    expect(said(await update(world, id, json.schedule_id, { time: '2026-02-03T12:00:00Z' }))).toBe(success);
    world.clock.advance(3 * hour - 1);
    expect(await world.sends()).toEqual([]);
    world.clock.advance(1);
    expect(await world.sends()).toMatchObject([
      { dispatch_id: json.dispatch_id, at: '2026-02-03T12:00:00.000Z' },
    ]);
  });

  test('happens at once when its new time has passed', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const { json } = await create(world, id, { time: '2026-02-03T10:00:00Z' });
    await update(world, id, json.schedule_id, { time: '2026-02-03T08:00:00Z' });
    expect(await world.sends()).toHaveLength(1);
    expect(said(await remove(world, id, json.schedule_id))).toBe(gone);
  });

  test('does not happen once it was deleted', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const { json } = await create(world, id, { time: '2026-02-03T10:00:00Z' });
    expect(said(await remove(world, id, json.schedule_id))).toBe(success);
    world.clock.advance(hour);
    expect(await world.sends()).toEqual([]);
    expect(said(await remove(world, id, json.schedule_id))).toBe(gone);
  });

  test('cannot be updated or deleted when it is unknown, another one’s, or done', async () => {
    const world = await messagingWorld();
    const id = await world[kind]();
    const other = await world[kind]();
    const { json } = await create(world, id, { time: '2026-02-03T10:00:00Z' });
    const later = { time: '2026-02-04T10:00:00Z' };
    for (const [itsId, scheduleId] of [
      [id, unknown],
      [id, '__proto__'],
      [other, json.schedule_id],
    ]) {
      expect(said(await update(world, itsId!, scheduleId!, later))).toBe(gone);
      expect(said(await remove(world, itsId!, scheduleId!))).toBe(gone);
    }
    world.clock.advance(hour);
    expect(said(await update(world, id, json.schedule_id, later))).toBe(gone);
    expect(said(await remove(world, id, json.schedule_id))).toBe(gone);
    expect(await world.sends()).toHaveLength(1);
  });

  test.each<[unknown, string]>([
    [undefined, "'schedule' must be an object"],
    ['2026-02-03T10:00:00Z', "'schedule' must be an object"],
    [[1], "'schedule' must be an object"],
    [{}, "'schedule.time' must be an ISO 8601 time"],
    [{ time: 1_770_000_000 }, "'schedule.time' must be an ISO 8601 time"],
    [{ time: 'tomorrow' }, "'schedule.time' must be an ISO 8601 time"],
    [{ time: '2026-02-31T10:00:00Z' }, "'schedule.time' must be an ISO 8601 time"],
    [{ time: '2026-02-04', in_local_time: 1 }, "'schedule.in_local_time' must be a boolean"],
    [{ time: '2026-02-04', at_optimal_time: 'x' }, "'schedule.at_optimal_time' must be a boolean"],
    ...['2026-02-04T10:00:00Z', '2026-02-04T10:00:00+01:00', '20260204T100000-05'].flatMap((time) =>
      ['in_local_time', 'at_optimal_time'].map((field): [unknown, string] => [
        { time, [field]: true },
        "'schedule.time' must not name a zone with 'in_local_time' or 'at_optimal_time'",
      ]),
    ),
  ])('is refused with the schedule %j, and so is an update', async (schedule, text) => {
    const world = await messagingWorld();
    const id = await world[kind]();
    expect(said(await create(world, id, schedule))).toBe(refusal(400, text));
    const { json } = await create(world, id, { time: '2026-02-03T10:00:00Z' });
    expect(said(await update(world, id, json.schedule_id, schedule))).toBe(refusal(400, text));
    world.clock.advance(hour);
    expect(await world.sends()).toHaveLength(1);
  });

  test('needs the id of its schedule for an update and a deletion', async () => {
    const world = await messagingWorld();
    const body = { [idField]: await world[kind](), schedule: { time: '2026-02-04T10:00:00Z' } };
    for (const schedule_id of [undefined, null, 17, ''])
      for (const verb of ['update', 'delete']) {
        const answer = await world.rest(`${path}/trigger/schedule/${verb}`, { ...body, schedule_id });
        expect(said(answer)).toBe(refusal(400, "'schedule_id' must be a string"));
      }
  });

  test('at an optimal time goes at the time given, in UTC', async () => {
    const world = await messagingWorld();
    await create(world, await world[kind](), { time: '2026-02-03T10:00:00', at_optimal_time: true });
    world.clock.advance(hour);
    expect(await world.sends()).toMatchObject([{ at: '2026-02-03T10:00:00.000Z', receiver_count: 3 }]);
  });

  describe('at a local time', () => {
    const local = { time: '2026-02-03T20:00:00', in_local_time: true };
    const zoned = (externalId: string, time_zone?: string) =>
      aUser({ externalId, attributes: time_zone === undefined ? {} : { time_zone } });
    const everywhere = (options = {}) =>
      messagingWorld({
        workspace: {
          users: [
            zoned('utc'),
            zoned('tokyo', 'Asia/Tokyo'),
            zoned('new-york', 'Eastern Time (US & Canada)'),
            zoned('paris', 'Europe/Paris'),
          ],
          cohorts: [],
          ...options,
        },
      });

    test.each([
      ['a broadcast', { broadcast: true }],
      ['named recipients', { recipients: named('utc', 'tokyo', 'new-york', 'paris', 'nobody') }],
    ])(
      'reaches each zone when its clocks show it, with one entry in the outbox: %s',
      async (_how, fields) => {
        const world = await everywhere();
        const { json } = await create(world, await world[kind]({ target: {} }), local, fields);
        const seen: unknown[] = [];
        for (let hours = 0; hours < 36; hours++) {
          const [send] = await world.sends();
          seen.push(send?.receiver_count ?? 0);
          world.clock.advance(hour);
        }
        // Tokyo at 11:00 UTC, Paris at 19:00, UTC at 20:00, New York at 01:00 of the next day.
        const expected = (hours: number) => [2, 10, 11, 16].filter((arrival) => arrival <= hours).length;
        expect(seen).toEqual(seen.map((_, hours) => expected(hours)));
        const [send, ...others] = await world.sends();
        expect(others).toEqual([]);
        expect(send).toMatchObject({ dispatch_id: json.dispatch_id, at: '2026-02-03T11:00:00.000Z' });
        expect(receiversOf(send)).toEqual(['utc', 'tokyo', 'new-york', 'paris']);
        const dropped = 'recipients' in fields ? ['unknown_user'] : [];
        expect(send.dropped.map((its: { reason: string }) => its.reason)).toEqual(dropped);
      },
    );

    test('comes out the same when the clock is moved over all of it at once', async () => {
      const world = await everywhere();
      await create(world, await world[kind]({ target: {} }), local);
      world.clock.advance(48 * hour);
      expect(receiversOf((await world.sends())[0])).toEqual(['utc', 'tokyo', 'new-york', 'paris']);
      expect(world.emulator.nextDueTime()).toBeUndefined();
    });

    test('reaches who came after it began, in their own zone', async () => {
      const world = await everywhere();
      await create(world, await world[kind]({ target: {} }), local);
      world.clock.advance(6 * hour);
      await world.control('POST', '/users', [
        { external_id: 'honolulu', attributes: { time_zone: 'Pacific/Honolulu' } },
      ]);
      world.clock.advance(15 * hour - 1);
      expect(receiversOf((await world.sends())[0])).toEqual(['utc', 'tokyo', 'new-york', 'paris']);
      world.clock.advance(1);
      expect(receiversOf((await world.sends())[0])).toContain('honolulu');
    });

    test('is sent at once to those whose clocks have passed it', async () => {
      const world = await everywhere();
      await create(world, await world[kind]({ target: {} }), { ...local, time: '2026-02-03T12:00:00' });
      expect(receiversOf((await world.sends())[0])).toEqual(['tokyo']);
    });

    test('is refused when the time has passed in all zones, and not a millisecond before', async () => {
      const world = await everywhere();
      const id = await world[kind]({ target: {} });
      // 21:00 of the day before is 09:00 UTC in the last zone, twelve hours behind.
      const passed = refusal(400, "'schedule.time' has passed in all time zones");
      expect(said(await create(world, id, { ...local, time: '2026-02-02T21:00:00' }))).toBe(passed);
      expect((await create(world, id, { ...local, time: '2026-02-02T21:00:00.001' })).status).toBe(201);
      expect(await world.sends()).toMatchObject([{ receiver_count: 4 }]);
    });

    test('stays as it is when it is updated after it came in some zone', async () => {
      const world = await everywhere();
      const id = await world[kind]({ target: {} });
      const { json } = await create(world, id, { ...local, time: '2026-02-03T23:00:01' });
      // The first zone is fourteen hours ahead: there it is 23:00:00 now.
      const later = { time: '2026-02-05T10:00:00Z' };
      world.clock.advance(999);
      expect(said(await update(world, id, json.schedule_id, later))).toBe(success);
      world.clock.advance(36 * hour);
      expect(await world.sends()).toEqual([]);
      world.clock.set(Date.parse(later.time));
      expect(await world.sends()).toMatchObject([{ at: '2026-02-05T10:00:00.000Z', receiver_count: 4 }]);

      const another = await create(world, id, { ...local, time: '2026-02-05T23:00:00' });
      const last = { time: '2026-02-09T10:00:00Z' };
      const dispatch = `&dispatch_id=${another.json.dispatch_id}`;
      // There it is midnight now.
      expect(said(await update(world, id, another.json.schedule_id, last))).toBe(success);
      world.clock.advance(36 * hour);
      expect(await world.sends(dispatch)).toMatchObject([{ receiver_count: 4 }]);
    });

    test('stops half way when it is deleted', async () => {
      const world = await everywhere();
      const id = await world[kind]({ target: {} });
      const { json } = await create(world, id, local);
      world.clock.advance(10 * hour);
      expect(said(await remove(world, id, json.schedule_id))).toBe(success);
      world.clock.advance(48 * hour);
      expect(receiversOf((await world.sends())[0])).toEqual(['tokyo', 'paris']);
    });

    test('has an entry in the outbox also when nobody is there', async () => {
      const world = await everywhere({ users: [] });
      await create(world, await world[kind]({ target: {} }), local);
      world.clock.advance(48 * hour);
      expect(await world.sends()).toMatchObject([{ receiver_count: 0, dropped: [] }]);
    });
  });
});

test('a schedule of a broadcast keeps the send id that was given, or has one made up', async () => {
  const world = await messagingWorld();
  const campaign_id = await world.campaign();
  await world.rest('/sends/id/create', { campaign_id, send_id: 'blast-1' });
  const body = { campaign_id, broadcast: true, schedule: { time: '2026-02-03T10:00:00Z' } };
  const answer = await world.rest('/campaigns/trigger/schedule/create', { ...body, send_id: 'blast-1' });
  expect(Object.keys(answer.json)).toEqual(['dispatch_id', 'schedule_id', 'message']);
  await world.rest('/campaigns/trigger/schedule/create', body);
  world.clock.advance(hour);
  expect((await world.sends()).map((send) => send.send_id)).toEqual([
    'blast-1',
    expect.stringMatching(/^[0-9a-f]{24}$/),
  ]);
});

test('attachments are not scheduled', async () => {
  const world = await messagingWorld();
  const answer = await world.rest('/campaigns/trigger/schedule/create', {
    campaign_id: await world.campaign(),
    recipients: named('a'),
    attachments: [{ file_name: 'a', url: 'b' }],
    schedule: { time: '2026-02-03T09:00:00Z' },
  });
  expect(answer.status).toBe(201);
  expect((await world.sends())[0]).not.toHaveProperty('attachments');
});
