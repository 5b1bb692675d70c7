import { expect, test } from 'vitest';
import { change } from '../support/answers.js';
import { day, hour, year } from '../support/clock.js';
import { workspaceOf } from '../support/control.js';
import { freshEmulator } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';
import { aUser } from '../support/users/users.js';

const start = Date.UTC(2026, 1, 3, 9);

test.each([
  ['an hour back', start - hour],
  ['a day back', start - day],
  ['fifty years back', start - 50 * year],
  ['to 1970', 0],
  ['a day ahead', start + day],
  ['fifty years ahead', start + 50 * year],
  ['to the last day of 9999', Date.UTC(9999, 11, 30)],
])(
  'the clock of the machine jumps %s: requests are answered, and nothing waits for ever',
  async (_what, to) => {
    const clock = new ManualClock(start);
    const t = await freshEmulator({
      clock,
      workspace: { users: [aUser({ externalId: 'a' })], behaviour: { rateLimits: { users_shared: 5 } } },
    });
    const ws = workspaceOf(t);
    const use = async (name: string) => {
      expect((await change(t, name, { user_ids: ['a'] })).status).toBe(201);
      expect((await t.rest('/users/track', { attributes: [{ external_id: 'a', name }] })).status).toBe(201);
      const [user] = (await t.rest('/users/export/ids', { external_ids: ['a'] })).json.users;
      expect(user.custom_attributes).toEqual({ name });
    };
    await use('before');
    for (let count = 0; count < 5; count++) await t.rest('/users/delete', { external_ids: ['nobody'] });
    expect((await t.rest('/users/delete', { external_ids: ['nobody'] })).status).toBe(429);

    clock.set(to);
    await use('after');
    // What a window before the jump counted does not refuse for ever.
    const limited = await t.rest('/users/delete', { external_ids: ['nobody'] });
    const resetAt = Number(limited.headers.get('x-ratelimit-reset')) * 1_000;
    expect(Math.abs(resetAt - to)).toBeLessThanOrEqual(hour);
    clock.advance(hour);
    expect((await t.rest('/users/delete', { external_ids: ['nobody'] })).status).toBe(201);

    expect((await ws('GET', '/requests')).json.requests.length).toBeGreaterThanOrEqual(13);
    expect((await ws('GET', '/cohorts')).json.cohorts).toHaveLength(2);
    expect((await ws('POST', '/reset')).status).toBe(200);
    await use('after the reset');
  },
);

test.each([
  ['ahead', 1],
  ['back', -1],
])(
  'what a processing delay holds back happens in the end, when the clock jumps %s',
  async (_what, direction) => {
    const clock = new ManualClock(start);
    const t = await freshEmulator({
      clock,
      workspace: { users: [aUser({ externalId: 'a' })], behaviour: { processingDelayMs: hour } },
    });
    await change(t, 'held', { user_ids: ['a'] });
    clock.advance(direction * 10 * day);
    t.emulator.settleAll();
    expect((await workspaceOf(t)('GET', '/cohorts')).json.cohorts).toHaveLength(direction > 0 ? 1 : 0);
    clock.set(start + hour);
    t.emulator.settleAll();
    expect(t.members('held')).toEqual(['a']);
  },
);
