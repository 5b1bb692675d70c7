import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { ManualClock } from '../support/manual-clock.js';
import { runs } from '../support/properties/property-runs.js';
import { aStep, firstUsers } from '../support/users/identity-model.js';
import { World } from '../support/users/identity-world.js';

const delayMsMax = 1_000;

/** A request of a Braze endpoint, under a delay that was changed before it, and how long the next one comes after it. */
const aDelayedStep = fc.record({
  step: aStep.filter((step) => step.kind !== 'changeUser'),
  delayMs: fc.constantFrom(0, 1, 500, delayMsMax),
  pauseMs: fc.constantFrom(0, 1, 499, 500, delayMsMax),
});

test('whatever the delays, requests end where they end at once, because none overtakes another', async () => {
  const t = await freshEmulator({ clock: new ManualClock() });
  await fc.assert(
    fc.asyncProperty(fc.array(aDelayedStep, { minLength: 1, maxLength: 24, size: 'max' }), async (steps) => {
      const atOnce = new World(t, t.emulator.createWorkspace({ users: firstUsers }));
      const delayed = new World(t, t.emulator.createWorkspace({ users: firstUsers }));
      t.emulator.setClock(delayed.workspace, { isFrozen: true });
      for (const { step, delayMs, pauseMs } of steps) {
        await atOnce.apply(step, () => undefined);
        t.emulator.updateWorkspace(delayed.workspace, { behaviour: { processingDelayMs: delayMs } });
        await delayed.apply(step, () => undefined);
        t.emulator.advanceClock(delayed.workspace, pauseMs);
      }
      t.emulator.advanceClock(delayed.workspace, delayMsMax);
      expect(delayed.state()).toEqual(atOnce.state());
      for (const { workspace } of [atOnce, delayed]) t.emulator.deleteWorkspace(workspace);
    }),
    runs(100),
  );
});
