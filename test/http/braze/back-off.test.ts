import { expect, test } from 'vitest';
import { clockOf, hour, second } from '../../support/clock.js';
import { workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { FakeConnector } from '../../support/fake-connector.js';
import { aUser } from '../../support/users/users.js';

const ids = ['a', 'b', 'c', 'd', 'e'];

/** A workspace that takes two cohort requests an hour, with its clock at 09:30:00 of an ordinary day. */
async function fresh(frozen: boolean): Promise<TestEmulator> {
  const users = ids.map((externalId) => aUser({ externalId }));
  const t = await freshEmulator({ transport: 'over a socket', workspace: { users } });
  await workspaceOf(t)('PATCH', '', { behaviour: { cohort_requests_per_hour: 2 } });
  await clockOf(t).set({ now: '2026-02-03T09:30:00Z', frozen });
  return t;
}

const connectorOf = (t: TestEmulator, sleep: (ms: number) => Promise<unknown>) =>
  new FakeConnector({
    restEndpoint: t.url,
    partnerApiKey: t.partnerApiKey,
    dataImportKey: t.dataImportKey,
    sleep,
  });

test.each([
  ['stands still', true],
  ['runs', false],
])(
  'a connector that waits an hour and a half is done at once when its sleep moves the clock on, which %s',
  async (_, frozen) => {
    const t = await fresh(frozen);
    const clock = clockOf(t);
    const connector = connectorOf(t, (ms) => clock.advance(ms));
    const started = performance.now();

    await connector.addMembers(
      'vip',
      ids.map((id) => [id]),
    );

    expect(performance.now() - started).toBeLessThan(10 * second);
    expect(t.members('vip')).toEqual(ids);
    expect(connector.waitsMs).toHaveLength(2);
    expect(connector.waitsMs[0]! + connector.waitsMs[1]!).toBeGreaterThan(1.4 * hour);
    const now = Date.parse((await clock.read()).json.now);
    expect(now).toBeGreaterThanOrEqual(Date.UTC(2026, 1, 3, 11));
    expect(now).toBeLessThan(Date.UTC(2026, 1, 3, 11, 1));
  },
);

test('a connector that wakes a second early is refused again', async () => {
  const t = await fresh(true);
  const clock = clockOf(t);
  const connector = connectorOf(t, (ms) => clock.advance(Math.max(ms - second, second)));
  await connector.addMembers('vip', [['a'], ['b'], ['c']]);
  expect(connector.waitsMs).toEqual([hour / 2, second]);
  expect(t.members('vip')).toEqual(['a', 'b', 'c']);
});

test('a test that moves the clock itself sees the connector asleep and awake', async () => {
  const t = await fresh(true);
  const clock = clockOf(t);
  let fallAsleep: (wake: () => void) => void = () => {};
  const asleep = new Promise<() => void>((resolve) => (fallAsleep = resolve));
  const connector = connectorOf(t, () => new Promise<void>((wake) => fallAsleep(wake)));
  const done = connector.addMembers('vip', [['a'], ['b'], ['c']]);
  const wake = await asleep;
  expect(t.members('vip')).toEqual(['a', 'b']);
  await clock.advance(connector.waitsMs[0]!);
  wake();
  await done;
  expect(t.members('vip')).toEqual(['a', 'b', 'c']);
});
