import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.js';
import type {
  FilterGroup,
  SegmentDefinition,
  SegmentFilter,
} from '../../../src/domain/segments/definition.js';
import type { FilterNames } from '../../../src/domain/segments/describe-filter.js';
import { failingCriteria } from '../../../src/domain/segments/failing-criteria.js';
import { listFilters } from '../../../src/domain/segments/filter-places.js';
import type { UserProfile } from '../../../src/domain/users/user-profile.js';
import { definitionInput } from '../../../src/wire/control/segments/definition.js';
import { emptyProfileContent } from '../../support/users/users.js';

const names: FilterNames = {
  partnerFilter: (partner) => partner,
  cohort: () => undefined,
  segment: () => undefined,
};

const profile: UserProfile = {
  ...emptyProfileContent(),
  number: 0,
  brazeId: 'b',
  createdAt: Date.UTC(2026, 1, 3),
  revision: 1,
  randomBucket: 77,
  pushTokens: [],
  email: 'kim@example.test',
  attributes: { country: 'NL' },
  customAttributes: { plan: 'silver', seats: 4, colours: ['red'], long: 'x'.repeat(200) },
};

/** A filter that is met when its cohort is called so. */
const anyFilter = fc.constantFrom('met', 'unmet').map(
  (cohortId): SegmentFilter => ({
    type: 'cohort',
    partner: 'p',
    comparison: 'includes',
    cohortIds: [cohortId],
  }),
);
const isMet = (filter: { type: string }) =>
  'cohortIds' in filter && (filter.cohortIds as string[])[0] === 'met';
const anyJoiner = fc.constantFrom('and' as const, 'or' as const);
const anyGroups = fc.array(
  fc.record({ op: anyJoiner, filters: fc.array(anyFilter, { minLength: 1, maxLength: 3 }) }),
  { maxLength: 3 },
);
const anyDefinition: fc.Arbitrary<SegmentDefinition> = fc.record({
  appsUsed: fc.constantFrom({ scope: 'all' as const }, { scope: 'none' as const }),
  groupsOp: anyJoiner,
  groups: anyGroups,
  exclusionGroups: anyGroups,
});

const join = (op: 'and' | 'or', terms: boolean[]) =>
  op === 'and' ? terms.every((term) => term) : terms.some((term) => term);
const isGroupMet = ({ op, filters }: FilterGroup) => join(op, filters.map(isMet));

test('a criterion fails exactly when somebody is not in the segment, and only one that is not met', () => {
  fc.assert(
    fc.property(anyDefinition, fc.boolean(), (definition, isAppsMet) => {
      const { appsUsed, groupsOp, groups, exclusionGroups } = definition;
      const isMember =
        (appsUsed.scope === 'all' || isAppsMet) &&
        (groups.length === 0 || join(groupsOp, groups.map(isGroupMet))) &&
        !exclusionGroups.some(isGroupMet);
      const judgement = {
        profile,
        isMet: (filter: { type: string }) => (filter.type === 'apps_used' ? isAppsMet : isMet(filter)),
      };
      const failing = failingCriteria(definition, judgement, names).map((criterion) => criterion.path);
      expect(failing.length === 0).toBe(isMember);
      expect(new Set(failing).size).toBe(failing.length);
      const unmet = listFilters(definition)
        .filter(({ filter }) => !isMet(filter))
        .map(({ path }) => path);
      const excluding = exclusionGroups.map((group, index) =>
        isGroupMet(group) ? `exclusion_groups[${index}]` : '',
      );
      expect([...unmet, ...excluding, ...(isAppsMet ? [] : ['apps_used'])]).toEqual(
        expect.arrayContaining(failing),
      );
    }),
  );
});

/** How a filter that is not met is told. */
function toldOf(filter: JsonObject): string | undefined {
  const definition = definitionInput.parse({ groups: [{ filters: [filter] }] });
  return failingCriteria(definition, { profile, isMet: () => false }, names)[0]?.description;
}

const plan = { type: 'custom_attribute', value_type: 'string', comparison: 'is_any_of', value: ['gold'] };

test.each([
  [{ ...plan, name: 'plan' }, 'plan is any of "gold"; found "silver"'],
  [{ ...plan, name: 'Plan' }, 'Plan is any of "gold"; found no value'],
  [{ ...plan, name: '__proto__' }, '__proto__ is any of "gold"; found no value'],
  [{ ...plan, name: 'seats' }, 'seats is any of "gold"; found 4'],
  [{ ...plan, name: 'colours' }, 'colours is any of "gold"; found ["red"]'],
  [{ ...plan, name: 'long' }, `long is any of "gold"; found "${'x'.repeat(99)}…`],
  [{ ...plan, name: 'plan', path: 'x' }, 'plan.x is any of "gold"'],
  [
    { type: 'attribute', field: 'country', comparison: 'is_any_of', value: ['BE'] },
    'Country is any of "BE"; found "NL"',
  ],
  [
    { type: 'attribute', field: 'email', comparison: 'does_not_exist' },
    'Email Address is blank; found "kim@example.test"',
  ],
  [
    { type: 'attribute', field: 'external_id', comparison: 'exists' },
    'External User ID is not blank; found no value',
  ],
  [
    { type: 'attribute', field: 'created_at', comparison: 'before', value: '2026-01-01' },
    'Created At before 2026-01-01; found "2026-02-03T00:00:00.000Z"',
  ],
  [{ type: 'random_bucket', comparison: 'exactly', value: 5 }, 'Random Bucket # exactly 5; found 77'],
  [{ type: 'session_count', comparison: 'more_than', value: 0 }, 'Session Count more than 0; found 0'],
  [{ type: 'email_available', value: false }, 'Email Available is false'],
])('%j that is not met is told with what was found', (filter, told) => {
  expect(toldOf(filter)).toBe(told);
});

test.each([
  ['custom_attribute', { name: 'essay', value_type: 'string' }],
  ['custom_attribute', { name: 'essays', value_type: 'array' }],
  ['custom_attribute', { name: 'books', path: '[].essay', value_type: 'string' }],
  ['attribute', { field: 'home_city' }],
])('a text that is too long for a pattern is told of in %s %j', (type, filter) => {
  const essay = 'x'.repeat(10_000);
  const writer: UserProfile = {
    ...profile,
    attributes: { home_city: essay },
    customAttributes: { essay, essays: ['x', essay], books: [{ essay: 'x' }, { essay }] },
  };
  const toldWith = (pattern: string) => {
    const matching = { ...filter, type, comparison: 'matches_regex', value: pattern };
    const definition = definitionInput.parse({ groups: [{ filters: [matching] }] });
    return failingCriteria(definition, { profile: writer, isMet: () => false }, names)[0]?.description;
  };
  expect(toldWith('(a{30}){30}')).toMatch(/; this pattern is searched in texts of up to \d{3} characters$/);
  expect(toldWith('a')).not.toContain('this pattern');
});

test('the choice of apps is a criterion of its own', () => {
  const definition = definitionInput.parse({ apps_used: { scope: 'specific', app_ids: ['ios'] } });
  expect(failingCriteria(definition, { profile, isMet: () => false }, names)).toEqual([
    { path: 'apps_used', description: 'Apps Used is any of "ios"' },
  ]);
});
