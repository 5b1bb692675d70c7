import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentDefinition, SegmentFilter } from '../../src/domain/segments/definition.js';
import { mergeProfiles } from '../../src/operations/users/merge-profiles.js';
import { removeProfile } from '../../src/operations/users/remove-profile.js';
import { deleteWorkspace } from '../../src/operations/workspaces/delete-workspace.js';
import { contextOf } from '../support/context.js';
import { ManualClock } from '../support/manual-clock.js';
import { runs } from '../support/properties/property-runs.js';
import { aCondition } from '../support/segments/condition-arbitraries.js';
import { aHistory, aProfile, identifiersOf } from '../support/segments/profile-arbitraries.js';
import {
  aDefinition,
  aHistoryFilter,
  aPlainDefinition,
  aPlainFilter,
  savedSegmentIds,
} from '../support/segments/segment-arbitraries.js';
import { aGroup, SegmentWorld, type SomeProfile, segmentOf } from '../support/segments/segment-world.js';
import { aFlatValue, aNow } from '../support/segments/value-arbitraries.js';

interface DrawnWorld {
  profiles: SomeProfile[];
  /** Places of a profile that is deleted, and of two of which the second is merged into the first. */
  deleted: number;
  merged: [number, number];
  saved: SegmentDefinition[];
  now: number;
}

const worldOf = (profile: fc.Arbitrary<SomeProfile>): fc.Arbitrary<DrawnWorld> =>
  fc.record({
    profiles: fc.array(profile, { minLength: 1, maxLength: 9 }),
    deleted: fc.nat({ max: 20 }),
    merged: fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })),
    saved: fc.tuple(aPlainDefinition, aPlainDefinition),
    now: aNow,
  });

/** Many, of which one is left when it is the one that fails. */
const someOf = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(value, { minLength: 1, maxLength: 40, size: 'max' });

/** Runs a check on random worlds; another workspace has the same profile numbers with other content. */
function inWorlds<Asked>(
  drawnWorld: fc.Arbitrary<DrawnWorld>,
  asked: fc.Arbitrary<Asked>,
  count: number,
  check: (world: SegmentWorld, asked: Asked) => void,
): void {
  const clock = new ManualClock();
  const context = contextOf(clock);
  const otherWorld = new SegmentWorld(clock, context);
  for (const profile of fc.sample(aProfile, { seed: 1, numRuns: 10 })) otherWorld.add(profile);
  fc.assert(
    fc.property(drawnWorld, asked, (drawn, its) => {
      const world = new SegmentWorld(clock, context);
      fill(world, drawn);
      try {
        check(world, its);
      } finally {
        deleteWorkspace(context, world.workspace);
      }
    }),
    runs(count),
  );
}

function fill(world: SegmentWorld, { profiles, merged, deleted, saved, now }: DrawnWorld): void {
  const { context, workspace, clock } = world;
  clock.set(now);
  const numbers = profiles.map((profile, index) => world.add({ ...profile, ...identifiersOf(index) }));
  const [kept, gone] = merged.map((place) => numbers[place]);
  if (kept !== undefined && gone !== undefined && kept !== gone)
    mergeProfiles(context, workspace, kept, gone);
  const removed = numbers[deleted];
  if (removed !== undefined && removed !== gone) removeProfile(context, workspace, removed);
  for (const [index, definition] of saved.entries()) world.save(savedSegmentIds[index]!, definition);
}

function expectAgreement(world: SegmentWorld, filters: readonly SegmentFilter[]): void {
  for (const filter of filters) {
    const definition = segmentOf('and', filter);
    expect([filter, world.selected(definition)]).toEqual([filter, world.matching(definition)]);
  }
}

// The first property is the whole claim. The two after it look closer at the parts where few draws meet an edge.

test('the computed set of every filter is exactly the profiles that the reference evaluator matches', () => {
  inWorlds(worldOf(aProfile), someOf(aPlainFilter), 100, expectAgreement);
});

test('the computed set of every condition is exactly the values that the reference rule matches', () => {
  const aHolder = fc.record({ attributes: fc.record({ a: aFlatValue }, { requiredKeys: [] }) });
  const asked = aCondition.map(
    (condition): SegmentFilter => ({ type: 'custom_attribute', name: 'a', ...condition }),
  );
  inWorlds(worldOf(aHolder), someOf(asked), 100, expectAgreement);
});

test('the computed set of every filter on events and purchases is exactly the histories that the reference matches', () => {
  inWorlds(worldOf(aHistory), someOf(aHistoryFilter), 60, expectAgreement);
});

test('the computed set of every segment is exactly the profiles that the reference evaluator matches', () => {
  inWorlds(worldOf(aProfile), someOf(aDefinition), 60, (world, definitions) => {
    for (const definition of definitions) {
      expect(world.selected(definition)).toEqual(world.matching(definition));
    }
  });
});

test('a set computed in slices is the set computed at once', () => {
  const asked = fc.oneof(aPlainFilter, aHistoryFilter);
  let sliced = 0;
  inWorlds(worldOf(fc.oneof(aProfile, aHistory)), someOf(asked), 40, (world, filters) => {
    for (const filter of filters) {
      const definition = segmentOf('and', filter);
      expect([filter, world.selectedInSlices(definition)]).toEqual([filter, world.selected(definition)]);
      if (/match(es)?_regex/.test(JSON.stringify(filter))) sliced++;
    }
  });
  expect(sliced).toBeGreaterThan(0);
});

test('a filter and its exclusion split the live profiles', () => {
  inWorlds(worldOf(aProfile), someOf(aPlainFilter), 20, (world, filters) => {
    for (const filter of filters) {
      const groups = [aGroup('and', filter)];
      const selected = world.selected(segmentOf('and', filter));
      const excluded = world.selected({ ...everybody, exclusionGroups: groups });
      expect(sorted([...selected, ...excluded])).toEqual(world.everyone());
    }
  });
});

test('a negative comparator selects exactly the live profiles that its positive twin does not', () => {
  inWorlds(worldOf(aProfile), someOf(aPlainFilter), 40, (world, filters) => {
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
});

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
