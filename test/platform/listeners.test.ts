import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Listeners } from '../../src/platform/listeners.js';

/** Keeps the thread busy. */
function work(ms: number): void {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt);
}

test('listeners that take long let others in between, and each is told of what came last', async () => {
  const listeners = new Listeners();
  const told: number[] = [];
  let occasion = 0;
  for (let number = 0; number < 4; number++) {
    listeners.add(() => {
      told[number] = occasion;
      work(15);
    });
  }
  occasion = 1;
  listeners.tell();
  await nextTurn();
  expect(told.filter((its) => its === 1).length).toBeLessThan(4);
  occasion = 2;
  listeners.tell();
  while (told.filter((its) => its === 2).length < 4) await nextTurn();
  expect(told).toEqual([2, 2, 2, 2]);
});

test('one that was taken away while it waited for its turn is not called', async () => {
  const listeners = new Listeners();
  let isCalled = false;
  listeners.add(() => {
    takeAway();
    work(15);
  });
  const takeAway = listeners.add(() => (isCalled = true));
  listeners.tell();
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  expect(isCalled).toBe(false);
});
