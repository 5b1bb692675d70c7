import { describe, expect, test } from 'vitest';
import { freshEmulator, transports } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { anAlias, aUser, byExternalId, exported, wireAlias } from '../../../support/users/users.js';

describe.each(transports)('POST /users/export/ids %s', (transport) => {
  const fresh = (...users: ReturnType<typeof aUser>[]) =>
    freshEmulator({ transport, clock: new ManualClock(), workspace: { users } });

  test('shows a bare profile in the recorded form, without what is missing', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', randomBucket: 2118 }));
    const answer = await t.rest('/users/export/ids', byExternalId('cust-1'));
    const { braze_id } = answer.json.users[0];
    expect(answer.status).toBe(201);
    expect(braze_id).toMatch(/^[0-9a-f]{24}$/);
    expect(answer.text).toBe(
      JSON.stringify({
        users: [
          {
            created_at: '2026-02-03T09:00:00.000Z',
            external_id: 'cust-1',
            user_aliases: [],
            appboy_id: braze_id,
            braze_id,
            random_bucket: 2118,
            total_revenue: 0,
            push_subscribe: 'subscribed',
            email_subscribe: 'subscribed',
          },
        ],
        message: 'success',
      }),
    );
  });

  test('shows every field that is known, and never a cohort', async () => {
    const t = await fresh(
      aUser({
        aliases: [anAlias('crm:a1')],
        deviceIds: ['dev-1'],
        attributes: {
          first_name: 'Kim',
          last_name: 'Lee',
          email: 'k@example.test',
          dob: '1990-02-28',
          home_city: 'Utrecht',
          country: 'NL',
          phone: '+31301234567',
          language: 'nl',
          time_zone: 'Europe/Amsterdam',
          current_location: { longitude: 5.12, latitude: 52.09 },
          gender: 'O',
          email_subscribe: 'opted_in',
          push_subscribe: 'unsubscribed',
          twitter: { id: 1 },
          plan: 'gold',
        },
        apps: [
          { app_id: 'app-1', name: 'Shop', platform: 'ios', version: '2.1', sessions: 3 },
          { app_id: 'app-2' },
        ],
      }),
    );
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ device_ids: ['dev-1'] }] });
    const { braze_id, appboy_id, random_bucket, created_at, ...user } = await exported(t, {
      device_id: 'dev-1',
    });
    expect(user).toEqual({
      user_aliases: [wireAlias('crm:a1')],
      first_name: 'Kim',
      last_name: 'Lee',
      email: 'k@example.test',
      dob: '1990-02-28T00:00:00.000Z',
      home_city: 'Utrecht',
      country: 'NL',
      phone: '+31301234567',
      language: 'nl',
      time_zone: 'Europe/Amsterdam',
      last_coordinates: [5.12, 52.09],
      gender: 'O',
      total_revenue: 0,
      push_subscribe: 'unsubscribed',
      email_subscribe: 'opted_in',
      custom_attributes: { plan: 'gold' },
      apps: [{ name: 'Shop', platform: 'ios', version: '2.1', sessions: 3 }, { name: 'app-2' }],
      devices: [{ device_id: 'dev-1' }],
    });
  });

  test('sums up events, purchases and revenue, and shows push tokens', async () => {
    const t = await fresh();
    const who = { external_id: 'cust-1' };
    await t.rest('/users/track', {
      attributes: [{ ...who, push_tokens: [{ app_id: 'app-1', token: 'tok-1', device_id: 'device-1' }] }],
      events: [
        { ...who, name: 'login', time: '2024-03-01T00:00:00Z' },
        { ...who, name: 'login', time: '2024-01-01T00:00:00+01:00' },
        { ...who, name: 'add', time: '2024-02-01T00:00:00Z' },
      ],
      purchases: [
        {
          ...who,
          product_id: 'shoe',
          currency: 'EUR',
          price: 0.1,
          quantity: 3,
          time: '2024-01-05T00:00:00Z',
        },
        { ...who, product_id: 'sock', currency: 'EUR', price: 5, time: '2024-01-06T00:00:00Z' },
      ],
    });
    const at = (first: string, last = first) => ({ first, last });
    expect(await exported(t, byExternalId('cust-1'))).toMatchObject({
      total_revenue: 5.3,
      custom_events: [
        { name: 'add', ...at('2024-02-01T00:00:00.000Z'), count: 1 },
        { name: 'login', ...at('2023-12-31T23:00:00.000Z', '2024-03-01T00:00:00.000Z'), count: 2 },
      ],
      purchases: [
        { name: 'shoe', ...at('2024-01-05T00:00:00.000Z'), count: 3 },
        { name: 'sock', ...at('2024-01-06T00:00:00.000Z'), count: 1 },
      ],
      devices: [{ device_id: 'device-1' }],
      push_tokens: [{ app: 'app-1', token: 'tok-1', device_id: 'device-1' }],
    });
  });

  test('exports only the fields asked for, without appboy_id, ignoring names that are no field', async () => {
    const t = await fresh(aUser({ externalId: 'cust-1', attributes: { email: 'k@example.test' } }));
    const fields = ['email', 'user_aliases', 'appboy_id', 'first_name', 'cohorts'];
    const answer = await t.rest('/users/export/ids', { ...byExternalId('cust-1'), fields_to_export: fields });
    expect(answer.text).toBe('{"users":[{"user_aliases":[],"email":"k@example.test"}],"message":"success"}');
  });

  test('finds by alias, braze_id, device, e-mail and phone, and everybody who shares an address', async () => {
    const t = await fresh(
      aUser({ externalId: 'cust-1', attributes: { email: 'k@example.test', phone: '+31301234567' } }),
      aUser({ aliases: [anAlias('crm:a1')], deviceIds: ['dev-1'], attributes: { email: 'k@example.test' } }),
    );
    const [first, second] = [
      await exported(t, byExternalId('cust-1')),
      await exported(t, { device_id: 'dev-1' }),
    ];
    const find = async (criterion: object) =>
      (await t.rest('/users/export/ids', criterion)).json.users.map(
        (user: { braze_id: string }) => user.braze_id,
      );
    expect(await find({ user_aliases: [wireAlias('crm:a1')] })).toEqual([second.braze_id]);
    expect(await find({ braze_id: first.braze_id })).toEqual([first.braze_id]);
    expect(await find({ phone: '+31301234567' })).toEqual([first.braze_id]);
    expect((await find({ email_address: 'k@example.test' })).sort()).toEqual(
      [first.braze_id, second.braze_id].sort(),
    );
  });

  test('exports a profile once, however often it is named', async () => {
    const t = await fresh(aUser({ externalId: '1', aliases: [anAlias('crm:a1')] }));
    const answer = await t.rest('/users/export/ids', {
      external_ids: ['1', 1],
      user_aliases: [wireAlias('crm:a1')],
    });
    expect(answer.json.users).toHaveLength(1);
    expect(answer.json).not.toHaveProperty('invalid_user_ids');
  });

  test('lists ids and aliases that match nobody as they were sent, other identifiers not', async () => {
    const t = await fresh();
    const answer = await t.rest('/users/export/ids', {
      external_ids: ['x', 7],
      user_aliases: [wireAlias('crm:zz')],
      email_address: 'nobody@example.test',
      braze_id: 'ffffffffffffffffffffffff',
    });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      users: [],
      invalid_user_ids: ['x', 7, wireAlias('crm:zz')],
      message: 'success',
    });
    expect((await t.rest('/users/export/ids', { device_id: 'dev-x' })).text).toBe(
      '{"users":[],"message":"success"}',
    );
  });

  test('has a higher rate limit when light fields are chosen', async () => {
    const t = await fresh();
    const limitFor = async (fields: unknown) => {
      const answer = await t.rest('/users/export/ids', { braze_id: 'x', fields_to_export: fields });
      return answer.headers.get('x-ratelimit-limit');
    };
    expect(await limitFor(['email'])).toBe('40');
    expect(await limitFor(['email', 'campaigns_received'])).toBe('250');
    expect(await limitFor(['canvases_received'])).toBe('250');
    expect(await limitFor([])).toBe('250');
    expect(await limitFor(undefined)).toBe('250');
    expect((await t.rest('/users/export/ids', '{')).headers.get('x-ratelimit-limit')).toBe('250');
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `cust-${index}`);
  const required =
    "'external_ids', 'user_aliases', 'device_id', 'braze_id', 'email_address' or 'phone' is required";

  test.each([
    [{}, required],
    [{ fields_to_export: ['email'] }, required],
    [{ external_ids: 'x' }, "'external_ids' must be an array of strings"],
    [
      { user_aliases: [{}] },
      "'user_aliases' must be an array of objects with an 'alias_label' and an 'alias_name'",
    ],
    [{ device_id: 5 }, "'device_id' must be a string"],
    [
      { device_id: 'd', phone: '+31301234567' },
      "only one of 'device_id', 'email_address' and 'phone' may be used per request",
    ],
    [{ braze_id: 'x', fields_to_export: 'email' }, "'fields_to_export' must be an array of strings"],
    [
      { external_ids: many(50), user_aliases: [wireAlias('crm:a1')] },
      'The max number of external_ids and aliases per request was exceeded',
    ],
  ])('refuses %j', async (body, message) => {
    const t = await fresh();
    const answer = await t.rest('/users/export/ids', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message });
  });
});
