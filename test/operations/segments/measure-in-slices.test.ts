import { expect, test } from 'vitest';
import { dayMs, isoDay } from '../../../src/domain/time/time.js';
import { measureSegments } from '../../../src/operations/segments/measure-segments.js';
import { type Slices, WorkPaused } from '../../../src/operations/segments/slices.js';
import { listSegmentSizes } from '../../../src/store/segments/segment-sizes.js';
import { listSegments } from '../../../src/store/segments/segments.js';
import { SegmentWorld, segmentOf } from '../../support/segments/segment-world.js';

const plans = ['free', 'pro', 'gold', 'pro'];

/** A workspace with a segment for each of the plans, of 1, 2, 1 and 2 users. */
function aShop(): SegmentWorld {
  const world = new SegmentWorld();
  for (const plan of plans) world.add({ attributes: { plan } });
  for (const [index, plan] of plans.entries()) {
    world.save(
      `s${index}`,
      segmentOf('and', {
        type: 'custom_attribute',
        name: 'plan',
        valueType: 'string',
        comparison: 'is_any_of',
        value: [plan],
      }),
    );
  }
  return world;
}

test('many segments are measured over many slices, each looked at once, and no more is kept of them than their sizes', () => {
  const world = aShop();
  const { database } = world.context;
  const midnight = (Math.floor(world.clock.now() / dayMs) + 1) * dayMs;
  const kept: number[] = [];
  let looks = 0;
  const slices: Slices = {
    elapsed: () => 0,
    isOver: () => true,
    // Is asked once for each filter that nothing is known of.
    firstStep: () => ++looks,
    progress: new Map(),
    sizes: new Map(),
    hasAdvanced: false,
    changeCount: 0,
  };
  const context = { ...world.context, slices, dueAt: midnight };
  let isDone = false;
  for (let call = 0; call < 100 && !isDone; call++) {
    slices.hasAdvanced = false;
    slices.changeCount = database.changeCount;
    try {
      database.transaction(() => measureSegments(context, world.workspace, midnight));
      isDone = true;
    } catch (error) {
      if (!(error instanceof WorkPaused)) throw error;
    }
    kept.push(slices.progress.size);
  }
  expect(isDone).toBe(true);
  const day = isoDay(midnight - 1);
  const sizes = listSegments(database, world.workspace.number).map((segment) =>
    listSegmentSizes(database, segment, day, day).get(day),
  );
  expect(sizes).toEqual([1, 2, 1, 2]);
  expect(looks).toBe(plans.length);
  expect(kept.length).toBeGreaterThan(plans.length);
  expect([Math.max(...kept), kept.at(-1)]).toEqual([1, 0]);
});
