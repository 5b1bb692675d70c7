import { expect, test } from 'vitest';
import { profileNumbers } from '../../../src/domain/profile-set.js';
import { segmentExpression } from '../../../src/domain/segments/expression.js';
import { selectProfiles } from '../../../src/operations/segments/evaluate.js';
import type { Slices } from '../../../src/operations/segments/slices.js';
import { SegmentWorld, segmentOf } from '../../support/segments/segment-world.js';

test('a query with a regular expression that takes too long is begun anew with fewer profiles, and misses none', () => {
  const world = new SegmentWorld();
  const fitting = Array.from({ length: 100 }, (_, index) =>
    world.add({ attributes: { note: index % 3 === 0 ? 'match' : 'other' } }),
  ).filter((_, index) => index % 3 === 0);
  const definition = segmentOf('and', {
    type: 'custom_attribute',
    name: 'note',
    valueType: 'string',
    comparison: 'matches_regex',
    value: '^match$',
  });
  // Each look at the clock, which each text is, takes a millisecond.
  let now = 0;
  const steps: number[] = [];
  const slices: Slices = {
    elapsed: () => now++,
    isOver() {
      const [its] = slices.progress.values();
      if (its !== undefined && its.next > 0 && its.next < 100) steps.push(its.step);
      return false;
    },
    firstStep: () => 64,
    progress: new Map(),
    sizes: new Map(),
    hasAdvanced: false,
    changeCount: world.context.database.changeCount,
  };
  const expression = segmentExpression(definition, () => undefined);
  const found = selectProfiles({ ...world.context, slices }, world.workspace, expression);
  expect([...profileNumbers(found)]).toEqual(fitting);
  expect(Math.max(...steps)).toBeLessThanOrEqual(8);
});
