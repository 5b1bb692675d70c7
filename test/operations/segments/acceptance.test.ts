import { expect, test } from 'vitest';
import type { SegmentDefinition, SegmentFilter } from '../../../src/domain/segments/definition.js';
import { aGroup, partner, SegmentWorld, segmentOf } from '../../support/segments/segment-world.js';

// The acceptance examples of the contract, by both evaluators: the computed set, and the reference profile by profile.

const cohort = (comparison: 'includes' | 'does_not_include', ...cohortIds: string[]): SegmentFilter => ({
  type: 'cohort',
  partner,
  comparison,
  cohortIds,
});
const plan = { type: 'custom_attribute', name: 'plan', valueType: 'string' } as const;
const seats = { type: 'custom_attribute', name: 'seats', valueType: 'number' } as const;
const neverDidX: SegmentFilter = {
  type: 'custom_event',
  name: 'x',
  metric: 'count',
  comparison: 'exactly',
  value: 0,
  withinDays: 7,
};
const isSubscribed: SegmentFilter = {
  type: 'subscription',
  channel: 'email',
  comparison: 'is',
  value: 'subscribed',
};
const isAnonymous: SegmentFilter = { type: 'identity', is: 'anonymous' };

const examples: [words: string, definition: SegmentDefinition, members: string][] = [
  ['cohort includes c1', segmentOf('and', cohort('includes', 'c1')), 'A'],
  ['cohort does_not_include c1', segmentOf('and', cohort('does_not_include', 'c1')), 'BCD'],
  [
    'cohort does_not_include c1 OR cohort does_not_include c2',
    segmentOf('or', cohort('does_not_include', 'c1'), cohort('does_not_include', 'c2')),
    'ABCD',
  ],
  ['cohort does_not_include [c1, c2]', segmentOf('and', cohort('does_not_include', 'c1', 'c2')), 'BD'],
  ['plan is_none_of [gold]', segmentOf('and', { ...plan, comparison: 'is_none_of', value: ['gold'] }), 'ACD'],
  [
    'plan does_not_match_regex gold',
    segmentOf('and', { ...plan, comparison: 'does_not_match_regex', value: 'gold' }),
    '',
  ],
  ['seats less_than 3', segmentOf('and', { ...seats, comparison: 'less_than', value: 3 }), 'ABD'],
  ['seats exactly 0', segmentOf('and', { ...seats, comparison: 'exactly', value: 0 }), 'ABD'],
  ['seats does_not_equal 5', segmentOf('and', { ...seats, comparison: 'does_not_equal', value: 5 }), 'ABD'],
  ['identity anonymous', segmentOf('and', isAnonymous), 'CD'],
  ['event x count exactly 0 within 7 days', segmentOf('and', neverDidX), 'ABCD'],
  [
    'no filters, exclusion group: cohort includes c2',
    {
      ...segmentOf('and'),
      groups: [],
      exclusionGroups: [aGroup('and', cohort('includes', 'c2'))],
    },
    'ABD',
  ],
  ['subscription email is subscribed', segmentOf('and', isSubscribed), 'ABCD'],
];

/** The contract's four users. */
function theUsers() {
  const world = new SegmentWorld();
  const letters = new Map([
    [world.add({ externalId: 'A', cohortIds: ['c1'] }), 'A'],
    [world.add({ externalId: 'B', attributes: { plan: 'gold' } }), 'B'],
    [world.add({ aliases: ['crm:C'], attributes: { seats: 5 }, cohortIds: ['c2'] }), 'C'],
    [world.add({ deviceIds: ['D'] }), 'D'],
  ]);
  const lettersOf = (numbers: number[]) => numbers.map((number) => letters.get(number)).join('');
  return { world, lettersOf };
}

test.each(examples)('%s: %3$s', (_words, definition, members) => {
  const { world, lettersOf } = theUsers();
  expect(lettersOf(world.selected(definition))).toBe(members);
  expect(lettersOf(world.matching(definition))).toBe(members);
});

const everybody = { ...segmentOf('and'), groups: [] };
const hasExternalId = (id: string): SegmentFilter => ({
  type: 'attribute',
  field: 'external_id',
  valueType: 'string',
  comparison: 'is_any_of',
  value: [id],
});
const [isA, isB, isC] = [hasExternalId('A'), hasExternalId('B'), cohort('includes', 'c2')];

const joined: [words: string, definition: SegmentDefinition, members: string][] = [
  ['no groups and no exclusions are everyone', everybody, 'ABCD'],
  ['filters of a group are joined by its own joiner', segmentOf('or', isA, isB), 'AB'],
  ['AND in a group wants every filter', segmentOf('and', isA, isB), ''],
  [
    'groups are joined by AND',
    { ...everybody, groupsOp: 'and', groups: [aGroup('or', isA, isB), aGroup('or', isB, isC)] },
    'B',
  ],
  [
    'groups are joined by OR',
    { ...everybody, groupsOp: 'or', groups: [aGroup('and', isA), aGroup('and', isC)] },
    'AC',
  ],
  [
    'an exclusion group beats a filter group',
    { ...segmentOf('or', isA, isB), exclusionGroups: [aGroup('and', isA)] },
    'B',
  ],
  [
    'each of several exclusion groups excludes',
    { ...everybody, exclusionGroups: [aGroup('and', isA), aGroup('and', isB)] },
    'CD',
  ],
  [
    'filters of an exclusion group are joined by its own joiner',
    { ...everybody, exclusionGroups: [aGroup('and', isA, isB), aGroup('or', isB, isC)] },
    'AD',
  ],
];

test.each(joined)('%s', (_words, definition, members) => {
  const { world, lettersOf } = theUsers();
  expect(lettersOf(world.selected(definition))).toBe(members);
  expect(lettersOf(world.matching(definition))).toBe(members);
});

const nested: [words: string, filter: SegmentFilter, members: string][] = [
  ['includes a segment', { type: 'segment', comparison: 'includes', segmentIds: ['isA'] }, 'A'],
  [
    'includes one of several',
    { type: 'segment', comparison: 'includes', segmentIds: ['isA', 'notB'] },
    'ACD',
  ],
  [
    'does_not_include is in none of several',
    { type: 'segment', comparison: 'does_not_include', segmentIds: ['isA', 'notB'] },
    'B',
  ],
  [
    'a segment that is gone has no members',
    { type: 'segment', comparison: 'includes', segmentIds: ['gone'] },
    '',
  ],
  [
    'everybody is outside a segment that is gone',
    { type: 'segment', comparison: 'does_not_include', segmentIds: ['gone'] },
    'ABCD',
  ],
];

test.each(nested)('nested segment: %s', (_words, filter, members) => {
  const { world, lettersOf } = theUsers();
  world.save('isA', segmentOf('and', isA));
  world.save('notB', { ...everybody, exclusionGroups: [aGroup('and', isB)] });
  const definition = segmentOf('and', filter);
  expect(lettersOf(world.selected(definition))).toBe(members);
  expect(lettersOf(world.matching(definition))).toBe(members);
});
