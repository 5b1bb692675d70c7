import { expect, test } from 'vitest';
import type { RandomSource } from '../../../src/domain/time/clock.js';
import { createEmulator } from '../../../src/emulator.js';
import { SeededRandom } from '../../../src/platform/random.js';
import { temporaryFolder } from '../../support/command.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { aFault } from '../../support/faults.js';
import { ManualClock } from '../../support/manual-clock.js';

const request = { method: 'POST', path: '/users/track' };

/** Whether each of so many requests is struck. */
function strikes(t: TestEmulator, count: number): boolean[] {
  return Array.from({ length: count }, () => t.emulator.takeFault(t.workspace, request) !== undefined);
}

test.each([
  [0, 0, 0],
  [0.25, 200, 300],
  [1, 1_000, 1_000],
])('of 1,000 requests a fault of probability %d strikes %d to %d', async (probability, min, max) => {
  const t = await freshEmulator({ random: new SeededRandom('7') });
  t.emulator.createFault(t.workspace, aFault({ probability }));
  const count = strikes(t, 1_000).filter(Boolean).length;
  expect(count).toBeGreaterThanOrEqual(min);
  expect(count).toBeLessThanOrEqual(max);
});

test('the same seed strikes the same requests and draws the same jitter, another seed others', async () => {
  const run = async (seed: number) => {
    const t = await freshEmulator({ random: new SeededRandom(String(seed)), clock: new ManualClock() });
    const delay = { kind: 'delay', delayMs: 100, jitterMs: 1_000 } as const;
    t.emulator.createFault(t.workspace, aFault({ probability: 0.5, steps: [delay] }));
    return Array.from({ length: 50 }, () => t.emulator.takeFault(t.workspace, request)?.delayedUntil);
  };
  const first = await run(1);
  expect(new Set(first).size).toBeGreaterThan(15);
  expect(await run(1)).toEqual(first);
  expect(await run(2)).not.toEqual(first);
});

test.each([
  [0x00, 1_500],
  [0x80, 1_750],
  [0xff, 2_000],
])('jitter is 0 to jitter_ms more: chance %d makes it %d', async (byte, expected) => {
  const clock = new ManualClock();
  const seeded = new SeededRandom('1');
  let constant: number | undefined;
  const random: RandomSource = {
    bytes: (count) => (constant === undefined ? seeded.bytes(count) : new Uint8Array(count).fill(constant)),
  };
  const t = await freshEmulator({ clock, random });
  t.emulator.createFault(t.workspace, aFault({ steps: [{ kind: 'delay', delayMs: 1_500, jitterMs: 500 }] }));
  constant = byte;
  const { delayedUntil } = t.emulator.takeFault(t.workspace, request)!;
  expect(delayedUntil - clock.now()).toBeGreaterThanOrEqual(expected - 1);
  expect(delayedUntil - clock.now()).toBeLessThanOrEqual(expected + 1);
});

test('faults and their counters are there again after a restart', async () => {
  const file = `${temporaryFolder()}/emulator.db`;
  const before = createEmulator({ file });
  const workspace = before.createWorkspace({});
  const steps = [{ kind: 'close', how: 'reset' }, null, { kind: 'lose_answer' }] as const;
  const match = { route: '/users/*', method: 'POST', cohortId: 'vip', partner: 'hightouch' };
  const { id } = before.createFault(
    workspace,
    aFault({ steps, isSequence: true, times: 3, skip: 1, probability: 1 }),
  );
  const matching = before.createFault(workspace, aFault({ match }));
  before.takeFault(workspace, request);
  const struck = before.takeFault(workspace, request);
  before.close();

  const after = createEmulator({ file });
  expect(struck).toMatchObject({ faultId: id, effect: steps[0] });
  expect(after.getFault(workspace, id)).toMatchObject({ matched: 2, struck: 1, steps, times: 3, skip: 1 });
  expect(after.getFault(workspace, matching.id)).toMatchObject({ match });
  expect(after.takeFault(workspace, request)).toBeUndefined();
  expect(after.takeFault(workspace, request)).toMatchObject({ effect: steps[2] });
  // Used up, so it does not begin anew, and the other one fits no track request.
  expect(after.takeFault(workspace, request)).toBeUndefined();
  after.close();
});
