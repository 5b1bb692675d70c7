import { expect, test } from 'vitest';
import type { ValueCondition } from '../../../src/domain/segments/condition.js';
import type { SegmentFilter } from '../../../src/domain/segments/definition.js';
import { partner, passes } from '../../support/segments/segment-world.js';

// The contract's summary of missing values (segments-and-messaging 6.4), row by row, for a profile that has nothing.

const custom = (condition: ValueCondition): SegmentFilter => ({
  type: 'custom_attribute',
  name: 'a',
  ...condition,
});
const cohort = { type: 'cohort' as const, partner, cohortIds: ['c1'] };
const segment = { type: 'segment' as const, segmentIds: ['gone'] };
const string = { valueType: 'string' } as const;
const number = { valueType: 'number' } as const;
const boolean = { valueType: 'boolean', comparison: 'is' } as const;
const array = { valueType: 'array' } as const;
const time = { valueType: 'time' } as const;
const event = { type: 'custom_event', name: 'x' } as const;
const purchase = { type: 'purchase' } as const;
const dayAgo = { comparison: 'less_than_days_ago', value: 1 } as const;
const longAgo = { comparison: 'more_than_days_ago', value: 0 } as const;

const rows: [filter: SegmentFilter, doesMatch: boolean][] = [
  [{ ...cohort, comparison: 'includes' }, false],
  [{ ...cohort, comparison: 'does_not_include' }, true],
  [{ ...segment, comparison: 'includes' }, false],
  [{ ...segment, comparison: 'does_not_include' }, true],
  [custom({ ...string, comparison: 'is_any_of', value: ['x'] }), false],
  [custom({ ...string, comparison: 'contains_any_of', value: [''] }), false],
  [custom({ ...string, comparison: 'matches_regex', value: '' }), false],
  [custom({ ...string, comparison: 'is_none_of', value: ['x'] }), true],
  [custom({ ...string, comparison: 'does_not_contain_any_of', value: [''] }), true],
  [custom({ ...string, comparison: 'does_not_match_regex', value: 'x' }), false],
  [custom({ ...number, comparison: 'exactly', value: 0 }), true],
  [custom({ ...number, comparison: 'exactly', value: 1 }), false],
  [custom({ ...number, comparison: 'more_than', value: -1 }), false],
  [custom({ ...number, comparison: 'at_least', value: 0 }), false],
  [custom({ ...number, comparison: 'less_than', value: 3 }), true],
  [custom({ ...number, comparison: 'less_than', value: -3 }), true],
  [custom({ ...number, comparison: 'at_most', value: 3 }), true],
  [custom({ ...number, comparison: 'at_most', value: -3 }), true],
  [custom({ ...number, comparison: 'does_not_equal', value: 5 }), true],
  [custom({ ...number, comparison: 'does_not_equal', value: 0 }), false],
  [custom({ ...boolean, value: 'true' }), false],
  [custom({ ...boolean, value: 'false' }), false],
  [custom({ ...boolean, value: 'true_or_not_set' }), true],
  [custom({ ...boolean, value: 'false_or_not_set' }), true],
  [custom({ ...array, comparison: 'includes_any_of', value: ['x'] }), false],
  [custom({ ...array, comparison: 'is_all_of', value: ['x'] }), false],
  [custom({ ...array, comparison: 'values_contain_any_of', value: [''] }), false],
  [custom({ ...array, comparison: 'matches_regex', value: '' }), false],
  [custom({ ...array, comparison: 'has_a_value' }), false],
  [custom({ ...array, comparison: 'includes_none_of', value: ['x'] }), true],
  [custom({ ...array, comparison: 'is_not_all_of', value: ['x'] }), true],
  [custom({ ...array, comparison: 'values_do_not_contain_any_of', value: [''] }), true],
  [custom({ ...array, comparison: 'is_empty' }), true],
  [custom({ ...time, comparison: 'before', value: '9999-01-01' }), false],
  [custom({ ...time, comparison: 'after', value: '1900-01-01' }), false],
  [custom({ ...time, comparison: 'more_than_days_ago', value: 0 }), false],
  [custom({ ...time, comparison: 'less_than_days_ago', value: 9_999 }), false],
  [custom({ ...time, comparison: 'in_more_than_days', value: 0 }), false],
  [custom({ ...time, comparison: 'in_less_than_days', value: 9_999 }), false],
  ...[string, number, { valueType: 'boolean' } as const, time].flatMap((type): [SegmentFilter, boolean][] => [
    [custom({ ...type, comparison: 'exists' }), false],
    [custom({ ...type, comparison: 'does_not_exist' }), true],
  ]),
  [{ ...event, metric: 'count', comparison: 'exactly', value: 0 }, true],
  [{ ...event, metric: 'count', comparison: 'less_than', value: 1, withinDays: 7 }, true],
  [{ ...event, metric: 'count', comparison: 'exactly', value: 1 }, false],
  [{ ...event, metric: 'count', comparison: 'more_than', value: 0 }, false],
  [{ ...purchase, metric: 'count', comparison: 'exactly', value: 0, withinDays: 30 }, true],
  [{ ...purchase, metric: 'count', comparison: 'less_than', value: 0 }, false],
  [{ ...purchase, metric: 'money_spent', comparison: 'exactly', value: 0 }, true],
  [{ ...purchase, metric: 'money_spent', comparison: 'less_than', value: 0.01, withinDays: 1 }, true],
  [{ ...purchase, metric: 'money_spent', comparison: 'more_than', value: 0 }, false],
  [{ ...purchase, metric: 'has_purchased', productId: 'p', comparison: 'is', value: true }, false],
  [{ ...purchase, metric: 'has_purchased', productId: 'p', comparison: 'is', value: false }, true],
  [{ ...event, metric: 'first', ...dayAgo }, false],
  [{ ...event, metric: 'last', ...longAgo }, false],
  [{ ...purchase, metric: 'first', ...longAgo }, false],
  [{ ...purchase, metric: 'last', ...dayAgo }, false],
  [{ type: 'subscription', channel: 'email', comparison: 'is', value: 'subscribed' }, true],
  [{ type: 'subscription', channel: 'push', comparison: 'is', value: 'subscribed' }, true],
  [{ type: 'subscription', channel: 'email', comparison: 'is', value: 'opted_in' }, false],
  [{ type: 'subscription', channel: 'push', comparison: 'is_not', value: 'unsubscribed' }, true],
  [{ type: 'subscription_group', groupId: 'g', comparison: 'is', value: 'subscribed' }, false],
  [{ type: 'subscription_group', groupId: 'g', comparison: 'is', value: 'unsubscribed' }, false],
  [{ type: 'subscription_group', groupId: 'g', comparison: 'is_not', value: 'subscribed' }, true],
  [{ type: 'last_used_app', ...longAgo }, false],
  [{ type: 'first_used_app', comparison: 'before', value: '9999-01-01' }, false],
  [{ type: 'random_bucket', comparison: 'at_least', value: 0 }, true],
  [{ type: 'received_campaign', campaignId: 'c', comparison: 'has' }, false],
  [{ type: 'received_campaign', campaignId: 'c', comparison: 'has_not' }, true],
];

const named = rows.map(([filter, doesMatch]) => {
  const { type, ...rest } = filter;
  const words = JSON.stringify(rest).replaceAll(/["{}]/g, '').replaceAll(',', ', ');
  return { rule: `${type} ${words}: ${doesMatch ? 'match' : 'no match'}`, filter, doesMatch };
});

test.each(named)('without the value, $rule', ({ filter, doesMatch }) => {
  expect(passes({}, filter)).toBe(doesMatch);
});
