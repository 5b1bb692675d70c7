import { describe, expect, test } from 'vitest';
import { sleepUntil } from '../../src/background/sleep-until.js';
import { clockOf, hour, minute } from '../support/clock.js';
import { controlOf, workspaceOf } from '../support/control.js';
import { freshEmulator, type TestEmulator, transports } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';

const start = Date.UTC(2026, 1, 3, 9);

/** Somebody who waits for a moment of the workspace's clock. */
function sleeper(t: TestEmulator, dueAt: number, signal?: AbortSignal) {
  const state = { isAwake: false, woken: Promise.resolve() };
  state.woken = sleepUntil(t.emulator, t.workspace, dueAt, signal).then(() => {
    state.isAwake = true;
  });
  return state;
}

describe.each(transports)('%s', (transport) => {
  const frozen = async () => {
    const t = await freshEmulator({ transport, clock: new ManualClock(start) });
    const clock = clockOf(t);
    await clock.set({ frozen: true });
    return { t, clock };
  };

  test('who waits an hour is awake when the answer comes that moves the clock an hour on', async () => {
    const { t, clock } = await frozen();
    const waiting = sleeper(t, start + hour);
    await clock.advance(hour - 1);
    expect(waiting.isAwake).toBe(false);
    await clock.advance(1);
    expect(waiting.isAwake).toBe(true);
  });

  test('setting the clock past the moment wakes, setting it back does not', async () => {
    const { t, clock } = await frozen();
    const waiting = sleeper(t, start + hour);
    await clock.set({ now: '2020-01-01' });
    await clock.advance(hour);
    expect(waiting.isAwake).toBe(false);
    await clock.set({ now: '2026-02-03T10:00:00Z' });
    expect(waiting.isAwake).toBe(true);
  });

  test('the end of its own workspace ends a wait, and that of another does not', async () => {
    const { t } = await frozen();
    const other = t.emulator.createWorkspace({});
    const waiting = sleeper(t, start + hour);
    await controlOf(t)('POST', `/workspaces/${other.id}/clock/advance`, { ms: 2 * hour });
    await controlOf(t)('DELETE', `/workspaces/${other.id}`);
    expect(waiting.isAwake).toBe(false);
    await workspaceOf(t)('DELETE', '');
    expect(waiting.isAwake).toBe(true);
  });
});

test('a moment that has come is not waited for', async () => {
  const t = await freshEmulator({ clock: new ManualClock(start) });
  await sleeper(t, start).woken;
  await sleeper(t, start - hour).woken;
});

test('who waits is woken by a clock that runs, also when it was frozen at first', async () => {
  const t = await freshEmulator();
  const clock = clockOf(t);
  await clock.set({ now: '2040-01-01T00:00:00Z', frozen: true });
  const dueAt = Date.UTC(2040, 0, 1) + 20;
  const waiting = sleeper(t, dueAt);
  expect(waiting.isAwake).toBe(false);
  await clock.set({ frozen: false });
  await waiting.woken;
  expect(t.emulator.readClock(t.workspace).now).toBeGreaterThanOrEqual(dueAt);
});

test("a reset to the server's time wakes who waits for a moment before it", async () => {
  const t = await freshEmulator({ clock: new ManualClock(start) });
  await clockOf(t).set({ now: '2020-01-01', frozen: true });
  const early = sleeper(t, Date.UTC(2020, 0, 2));
  const controller = new AbortController();
  const late = sleeper(t, start + hour, controller.signal);
  await workspaceOf(t)('POST', '/reset');
  expect([early.isAwake, late.isAwake]).toEqual([true, false]);
  controller.abort();
  await late.woken;
});

test('a signal ends the wait early, and one that has been given already at once', async () => {
  const t = await freshEmulator({ clock: new ManualClock(start) });
  await clockOf(t).set({ frozen: true });
  const controller = new AbortController();
  const waiting = sleeper(t, start + minute, controller.signal);
  expect(waiting.isAwake).toBe(false);
  controller.abort();
  await waiting.woken;
  await sleeper(t, start + minute, controller.signal).woken;
});
