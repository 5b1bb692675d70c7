import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentDefinition, SegmentFilter } from '../../src/domain/segment/definition.js';
import { deleteWorkspace } from '../../src/operations/delete-workspace.js';
import { mergeProfiles } from '../../src/operations/merge-profiles.js';
import { removeProfile } from '../../src/operations/remove-profile.js';
import { contextOf } from '../support/context.js';
import { ManualClock } from '../support/manual-clock.js';
import { aProfile, identifiersOf } from '../support/profile-arbitraries.js';
import {
  aDefinition,
  aPlainDefinition,
  aPlainFilter,
  savedSegmentIds,
} from '../support/segment-arbitraries.js';
import { aGroup, SegmentWorld, type SomeProfile, segmentOf } from '../support/segment-world.js';
import { aNow } from '../support/value-arbitraries.js';

interface DrawnWorld {
  profiles: SomeProfile[];
  /** Places of a profile that is deleted, and of two of which the second is merged into the first. */
  deleted: number;
  merged: [number, number];
  saved: SegmentDefinition[];
  now: number;
}

const aDrawnWorld: fc.Arbitrary<DrawnWorld> = fc.record({
  profiles: fc.array(aProfile, { minLength: 1, maxLength: 9 }),
  deleted: fc.nat({ max: 20 }),
  merged: fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })),
  saved: fc.tuple(aPlainDefinition, aPlainDefinition),
  now: aNow,
});

/** Runs a check on a random world many times; another workspace has the same numbers with other content. */
function inWorlds<Drawn>(
  numRuns: number,
  arbitrary: fc.Arbitrary<Drawn>,
  check: (world: SegmentWorld, drawn: Drawn) => void,
): void {
  const clock = new ManualClock();
  const context = contextOf(clock);
  const [others] = fc.sample(fc.array(aProfile, { minLength: 10, maxLength: 10 }), { seed: 1, numRuns: 1 });
  const otherWorld = new SegmentWorld(clock, context);
  for (const profile of others!) otherWorld.add(profile);
  fc.assert(
    fc.property(aDrawnWorld, arbitrary, (drawnWorld, drawn) => {
      const world = worldOf(drawnWorld, clock, context);
      try {
        check(world, drawn);
      } finally {
        deleteWorkspace(context, world.workspace);
      }
    }),
    { numRuns },
  );
}

function worldOf(drawn: DrawnWorld, clock: ManualClock, context: SegmentWorld['context']): SegmentWorld {
  const world = new SegmentWorld(clock, context);
  clock.set(drawn.now);
  const numbers = drawn.profiles.map((profile, index) => world.add({ ...profile, ...identifiersOf(index) }));
  const [kept, merged] = drawn.merged.map((place) => numbers[place]);
  if (kept !== undefined && merged !== undefined && kept !== merged) {
    mergeProfiles(context, world.workspace, kept, merged);
  }
  const deleted = numbers[drawn.deleted];
  if (deleted !== undefined && deleted !== merged) removeProfile(context, world.workspace, deleted);
  for (const [index, definition] of drawn.saved.entries()) world.save(savedSegmentIds[index]!, definition);
  return world;
}

/** Many, of which one is left when it is the one that fails. */
const someOf = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(value, { minLength: 1, maxLength: 40, size: 'max' });

test('the computed set of every filter is exactly the profiles that the reference evaluator matches', () => {
  inWorlds(250, someOf(aPlainFilter), (world, filters) => {
    for (const filter of filters) {
      const definition = segmentOf('and', filter);
      expect([filter, world.selected(definition)]).toEqual([filter, world.matching(definition)]);
    }
  });
}, 120_000);

test('the computed set of every segment is exactly the profiles that the reference evaluator matches', () => {
  inWorlds(120, someOf(aDefinition), (world, definitions) => {
    for (const definition of definitions) {
      expect(world.selected(definition)).toEqual(world.matching(definition));
    }
  });
}, 120_000);

test('a filter and its exclusion split the live profiles', () => {
  inWorlds(60, someOf(aPlainFilter), (world, filters) => {
    for (const filter of filters) {
      const groups = [aGroup('and', filter)];
      const selected = world.selected(segmentOf('and', filter));
      const excluded = world.selected({ ...everybody, exclusionGroups: groups });
      expect(sorted([...selected, ...excluded])).toEqual(world.everyone());
    }
  });
}, 120_000);

test('a negative comparator selects exactly the live profiles that its positive twin does not', () => {
  inWorlds(120, someOf(aPlainFilter), (world, filters) => {
    for (const filter of filters) {
      const twin = negativeTwin(filter);
      if (twin === undefined) continue;
      const [positive, negative] = [
        world.selected(segmentOf('and', filter)),
        world.selected(segmentOf('and', twin)),
      ];
      expect([filter, sorted([...positive, ...negative])]).toEqual([filter, world.everyone()]);
    }
  });
}, 120_000);

const everybody: SegmentDefinition = {
  appsUsed: { scope: 'all' },
  groupsOp: 'and',
  groups: [],
  exclusionGroups: [],
};
const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);

const twins: Record<string, string> = {
  includes: 'does_not_include',
  is: 'is_not',
  has: 'has_not',
  is_any_of: 'is_none_of',
  contains_any_of: 'does_not_contain_any_of',
  exactly: 'does_not_equal',
  includes_any_of: 'includes_none_of',
  is_all_of: 'is_not_all_of',
  values_contain_any_of: 'values_do_not_contain_any_of',
  exists: 'does_not_exist',
  has_a_value: 'is_empty',
};
const typesWithTwins = [
  'custom_attribute',
  'attribute',
  'cohort',
  'subscription',
  'subscription_group',
  'received_campaign',
];

/** The filter with the negative comparator; `undefined` when it has none. */
function negativeTwin(filter: SegmentFilter): SegmentFilter | undefined {
  if (!typesWithTwins.includes(filter.type) || !('comparison' in filter)) return undefined;
  const comparison = twins[filter.comparison];
  const isBoolean = 'valueType' in filter && filter.valueType === 'boolean' && filter.comparison === 'is';
  return comparison === undefined || isBoolean ? undefined : ({ ...filter, comparison } as SegmentFilter);
}
