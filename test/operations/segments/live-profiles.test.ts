import { expect, test } from 'vitest';
import type { SegmentFilter } from '../../../src/domain/segments/definition.js';
import { mergeProfiles } from '../../../src/operations/users/merge-profiles.js';
import { removeProfile } from '../../../src/operations/users/remove-profile.js';
import { deleteWorkspace } from '../../../src/operations/workspaces/delete-workspace.js';
import { partner, SegmentWorld, segmentOf } from '../../support/segments/segment-world.js';

// Who can be in a segment at all: the live profiles of its own workspace.

const everyone = { ...segmentOf('and'), groups: [] };
const inCohort: SegmentFilter = { type: 'cohort', partner, comparison: 'includes', cohortIds: ['c1'] };
const isGold: SegmentFilter = {
  type: 'custom_attribute',
  name: 'plan',
  valueType: 'string',
  comparison: 'is_any_of',
  value: ['gold'],
};
const opened: SegmentFilter = {
  type: 'custom_event',
  name: 'opened',
  metric: 'count',
  comparison: 'more_than',
  value: 0,
};
const aPurchase = {
  productId: 'socks',
  currency: 'EUR',
  price: 10,
  quantity: 1,
  at: 0,
  appId: null,
  properties: {},
};
const aGoldMember = {
  cohortIds: ['c1'],
  attributes: { plan: 'gold' },
  events: [{ name: 'opened', at: 0, appId: null, properties: {} }],
};

test('a deleted profile is in no segment', () => {
  const world = new SegmentWorld();
  const deleted = world.add(aGoldMember);
  const left = world.add({});
  removeProfile(world.context, world.workspace, deleted);
  for (const filter of [inCohort, isGold, opened])
    expect(world.selected(segmentOf('and', filter))).toEqual([]);
  expect(world.selected({ ...everyone, exclusionGroups: segmentOf('and', isGold).groups })).toEqual([left]);
});

test('a merged profile passes on what made it a member', () => {
  const world = new SegmentWorld();
  const kept = world.add({});
  const merged = world.add(aGoldMember);
  mergeProfiles(world.context, world.workspace, kept, merged);
  for (const filter of [inCohort, isGold, opened])
    expect(world.selected(segmentOf('and', filter))).toEqual([kept]);
  expect(world.selected(everyone)).toEqual([kept]);
});

test('profiles of another workspace do not count, whatever their numbers', () => {
  const other = new SegmentWorld();
  other.add({ ...aGoldMember, purchases: [aPurchase], aliases: ['crm:a'] });
  const world = new SegmentWorld(other.clock, other.context);
  world.add({ externalId: null });
  const filters: SegmentFilter[] = [
    inCohort,
    isGold,
    opened,
    { type: 'identity', is: 'alias_only' },
    { type: 'purchase', metric: 'money_spent', comparison: 'more_than', value: 0 },
    { type: 'purchase', metric: 'has_purchased', productId: 'socks', comparison: 'is', value: true },
  ];
  for (const filter of filters) expect(world.selected(segmentOf('or', filter))).toEqual([]);
  deleteWorkspace(other.context, other.workspace);
  expect(world.selected(everyone)).toHaveLength(1);
});
