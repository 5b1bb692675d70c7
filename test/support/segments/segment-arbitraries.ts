import fc from 'fast-check';
import {
  type BirthCondition,
  type EventFilter,
  type FilterGroup,
  type FilterGroups,
  type PurchaseFilter,
  type SegmentDefinition,
  type SegmentFilter,
  textFields,
} from '../../../src/domain/segments/definition.js';
import {
  aCondition,
  aMomentCondition,
  aTextCondition,
  aTimeCondition,
  presence,
  weighted,
} from './condition-arbitraries.js';
import { eventNames, productIds } from './profile-arbitraries.js';
import { partner } from './segment-world.js';
import { aName } from './value-arbitraries.js';

type FilterOf<Type extends SegmentFilter['type']> = Extract<SegmentFilter, { type: Type }>;

/** Parts of one object. */
function merged<One, Other>(one: fc.Arbitrary<One>, other: fc.Arbitrary<Other>): fc.Arbitrary<One & Other> {
  return fc.tuple(one, other).map(([its, more]) => ({ ...its, ...more }));
}
const orNothing = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const countComparison = fc.constantFrom('more_than', 'less_than', 'exactly');
const aCount = fc.record({ comparison: countComparison, value: fc.constantFrom(-1, 0, 1, 2, 3, 50) });
const someDays = orNothing(fc.constantFrom(1, 3, 7, 30));
const aProduct = fc.constantFrom(...productIds);
const firstOrLast = fc.record({ metric: fc.constantFrom('first', 'last') });
const isOrIsNot = fc.constantFrom('is', 'is_not');
const inclusion = fc.constantFrom('includes', 'does_not_include');

const aCustomAttributeFilter: fc.Arbitrary<FilterOf<'custom_attribute'>> = merged(
  fc.record({
    type: fc.constant('custom_attribute'),
    name: aName,
    path: orNothing(
      weighted(
        [3, aName],
        [1, fc.tuple(aName, aName).map((names) => names.join('.'))],
        [2, fc.constant('[]')],
        [3, aName.map((its) => `[].${its}`)],
        [2, aName.map((its) => `${its}[]`)],
        [1, fc.tuple(aName, aName).map(([outer, inner]) => `${outer}[].${inner}`)],
      ),
    ),
  }),
  aCondition,
);

const aBirthCondition: fc.Arbitrary<BirthCondition> = fc.oneof(
  fc.record({
    comparison: fc.constantFrom('age_more_than', 'age_less_than', 'age_exactly'),
    value: fc.constantFrom(19, 27, 28, 37, 38),
  }),
  fc.record({
    comparison: fc.constant('birthday_on'),
    value: fc.constantFrom('02-28', '02-29', '03-01', '03-15'),
  }),
  fc.record({ comparison: presence }),
);

const attribute = fc.constant('attribute');
const anAttributeFilter: fc.Arbitrary<FilterOf<'attribute'>> = fc.oneof(
  merged(fc.record({ type: attribute, field: fc.constantFrom(...textFields) }), aTextCondition),
  merged(fc.record({ type: attribute, field: fc.constant('created_at') }), aTimeCondition),
  merged(fc.record({ type: attribute, field: fc.constant('dob') }), aBirthCondition),
);

const anEventFilter: fc.Arbitrary<EventFilter> = merged(
  fc.record({ type: fc.constant('custom_event'), name: fc.constantFrom(...eventNames, 'never') }),
  fc.oneof(
    merged(
      fc.record({
        metric: fc.constant('count'),
        withinDays: someDays,
        property: orNothing(merged(fc.record({ name: aName }), aCondition)),
      }),
      aCount,
    ),
    merged(firstOrLast, aMomentCondition),
  ),
);

const anAmount = fc.record({
  comparison: countComparison,
  value: fc.constantFrom(0, 0.01, 0.1, 0.2, 0.3, 1.01, 19.99, 33.33, 100, 1_000, 3_000),
});
const aMetric = fc.constantFrom('count', 'money_spent', 'money_spent');
const aPurchaseFilter: fc.Arbitrary<PurchaseFilter> = merged(
  fc.record({ type: fc.constant('purchase') }),
  weighted<Omit<PurchaseFilter, 'type'>>(
    [
      4,
      merged(
        fc.record({ metric: aMetric, productId: orNothing(aProduct), withinDays: someDays }),
        fc.oneof(aCount, anAmount),
      ),
    ],
    [
      1,
      fc.record({
        metric: fc.constant('has_purchased'),
        productId: aProduct,
        comparison: fc.constant('is'),
        value: fc.boolean(),
      }),
    ],
    [1, merged(merged(firstOrLast, fc.record({ productId: orNothing(aProduct) })), aMomentCondition)],
  ),
) as fc.Arbitrary<PurchaseFilter>;

const randomBucket = fc.constant('random_bucket');
const aBucketFilter: fc.Arbitrary<FilterOf<'random_bucket'>> = fc.oneof(
  fc.record({
    type: randomBucket,
    comparison: fc.constantFrom('less_than', 'at_most', 'more_than', 'at_least', 'exactly'),
    value: fc.constantFrom(0, 2_500, 9_999),
  }),
  fc.record({
    type: randomBucket,
    comparison: fc.constant('between'),
    value: fc.tuple(fc.constantFrom(0, 1, 2_500), fc.constantFrom(2_499, 2_500, 9_999)),
  }),
);

export const aHistoryFilter: fc.Arbitrary<SegmentFilter> = fc.oneof(anEventFilter, aPurchaseFilter);

/** Of every kind but `segment`. */
export const aPlainFilter: fc.Arbitrary<SegmentFilter> = weighted<SegmentFilter>(
  [6, aCustomAttributeFilter],
  [3, anAttributeFilter],
  [3, anEventFilter],
  [3, aPurchaseFilter],
  [1, aBucketFilter],
  [
    1,
    fc.record({
      type: fc.constant('cohort'),
      partner: fc.constantFrom(partner, partner, 'census'),
      comparison: inclusion,
      cohortIds: fc.array(fc.constantFrom('c1', 'c2', 'gone'), { minLength: 1, maxLength: 2 }),
    }),
  ],
  [1, fc.record({ type: fc.constant('email_available'), value: fc.boolean() })],
  [
    1,
    fc.record({
      type: fc.constant('identity'),
      is: fc.constantFrom('identified', 'anonymous', 'alias_only'),
    }),
  ],
  [
    1,
    fc.record({
      type: fc.constant('subscription'),
      channel: fc.constantFrom('email', 'push'),
      comparison: isOrIsNot,
      value: fc.constantFrom('opted_in', 'subscribed', 'unsubscribed'),
    }),
  ],
  [
    1,
    fc.record({
      type: fc.constant('subscription_group'),
      groupId: fc.constantFrom('g1', 'g2', 'g3'),
      comparison: isOrIsNot,
      value: fc.constantFrom('subscribed', 'unsubscribed'),
    }),
  ],
  [1, merged(fc.record({ type: fc.constant('session_count') }), aCount)],
  [1, merged(fc.record({ type: fc.constantFrom('first_used_app', 'last_used_app') }), aMomentCondition)],
  [
    1,
    fc.record({
      type: fc.constant('received_campaign'),
      campaignId: fc.constant('campaign'),
      comparison: fc.constantFrom('has', 'has_not'),
    }),
  ],
);

/** The ids of segments that the world has, and one that it has not. */
export const savedSegmentIds = ['s0', 's1'];
const aFilter: fc.Arbitrary<SegmentFilter> = weighted<SegmentFilter>(
  [8, aPlainFilter],
  [
    1,
    fc.record({
      type: fc.constant('segment'),
      comparison: inclusion,
      segmentIds: fc.array(fc.constantFrom(...savedSegmentIds, 'gone'), { minLength: 1, maxLength: 2 }),
    }),
  ],
);

const joiner = fc.constantFrom('and', 'or');
function definitionOf(filter: fc.Arbitrary<SegmentFilter>): fc.Arbitrary<SegmentDefinition> {
  const group: fc.Arbitrary<FilterGroup> = fc.record({
    op: joiner,
    filters: fc.array(filter, { minLength: 1, maxLength: 3 }),
  });
  const groups: fc.Arbitrary<FilterGroups> = fc.record({
    groupsOp: joiner,
    groups: fc.array(group, { maxLength: 3 }),
    exclusionGroups: fc.array(group, { maxLength: 1 }),
  });
  const appsUsed: fc.Arbitrary<SegmentDefinition['appsUsed']> = weighted<SegmentDefinition['appsUsed']>(
    [6, fc.constant({ scope: 'all' })],
    [1, fc.constant({ scope: 'none' })],
    [
      1,
      fc.record({ scope: fc.constant('specific'), appIds: fc.subarray(['app1', 'app2'], { minLength: 1 }) }),
    ],
  );
  return merged(groups, fc.record({ appsUsed }));
}

/** A segment that others may nest. */
export const aPlainDefinition = definitionOf(aPlainFilter);
export const aDefinition = definitionOf(aFilter);
