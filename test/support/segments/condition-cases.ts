import { type ConditionCase, scalarConditionCases } from './scalar-condition-cases.js';

export const now = Date.UTC(2026, 1, 3, 9, 0, 0);

const array = { valueType: 'array' } as const;
const arrayCases: ConditionCase[] = [
  {
    rule: 'includes_any_of matches an array with one of the values, compared by type and value',
    condition: { ...array, comparison: 'includes_any_of', value: ['a', 1, true] },
    matching: [['a'], ['b', 'a'], [1], [1.0, 'x'], [true]],
    others: [['A'], ['1'], ['true'], [0], [false], [['a']], [{ a: 'a' }], [], 'a', 1, true, undefined, null],
  },
  {
    rule: 'includes_none_of is the complement of includes_any_of',
    condition: { ...array, comparison: 'includes_none_of', value: ['a', 1] },
    matching: [['A'], ['1'], [true], [], 'a', 1, undefined, null],
    others: [['a'], [1, 'b']],
  },
  {
    rule: 'is_all_of matches an array with every value, and perhaps more',
    condition: { ...array, comparison: 'is_all_of', value: ['a', 1] },
    matching: [
      ['a', 1],
      [1, 'b', 'a'],
    ],
    others: [['a'], [1], ['a', '1'], [], 'a', undefined, null],
  },
  {
    rule: 'is_not_all_of is the complement of is_all_of',
    condition: { ...array, comparison: 'is_not_all_of', value: ['a', 1] },
    matching: [['a'], [1], ['a', '1'], [], 'a', undefined, null],
    others: [['a', 1]],
  },
  {
    rule: 'values_contain_any_of matches an array with a text that has one of the parts',
    condition: { ...array, comparison: 'values_contain_any_of', value: ['ol', '1'] },
    matching: [['x', 'gold'], ['1'], ['ol']],
    others: [['OL'], [1], [['ol']], [], 'gold', undefined, null],
  },
  {
    rule: 'values_do_not_contain_any_of is the complement of values_contain_any_of',
    condition: { ...array, comparison: 'values_do_not_contain_any_of', value: ['ol'] },
    matching: [['OL'], [1], [], 'gold', undefined, null],
    others: [['x', 'gold']],
  },
  {
    rule: 'matches_regex of an array matches when one of its texts does',
    condition: { ...array, comparison: 'matches_regex', value: '^g.*d$' },
    matching: [['x', 'GOLD'], ['gd']],
    others: [['marigold'], [1], [], 'gold', undefined, null],
  },
  {
    rule: 'has_a_value matches what is not blank',
    condition: { ...array, comparison: 'has_a_value' },
    matching: [['a'], [null], [0]],
    others: [[], undefined, null, ''],
  },
  {
    rule: 'is_empty is the complement of has_a_value',
    condition: { ...array, comparison: 'is_empty' },
    matching: [[], undefined, null, ''],
    others: [['a'], [null], [0]],
  },
];

const time = { valueType: 'time' } as const;
const notTimes = [undefined, null, '', 'soon', '2026-02-30', 0, now, true, ['2026-02-03']];
const timeCases: ConditionCase[] = [
  {
    rule: 'before a date means before it starts in UTC',
    condition: { ...time, comparison: 'before', value: '2026-02-03' },
    matching: ['2026-02-02T23:59:59.999Z', '2026-02-03T00:59:59+01:00', '2026-02-02', '02/02/2026'],
    others: ['2026-02-03T00:00:00Z', '2026-02-03', '2026-02-04', ...notTimes],
  },
  {
    rule: 'after a date means after it ends in UTC',
    condition: { ...time, comparison: 'after', value: '2026-02-03' },
    matching: ['2026-02-04T00:00:00Z', '2026-02-04', '2026-02-03T23:00:00-01:00', '02/04/2026'],
    others: ['2026-02-03T23:59:59.999Z', '2026-02-03', '2026-02-02', ...notTimes],
  },
  {
    rule: 'after a date written with slashes means after it ends',
    condition: { ...time, comparison: 'after', value: '02/03/2026' },
    matching: ['2026-02-04T00:00:00Z'],
    others: ['2026-02-03T23:59:59.999Z'],
  },
  {
    rule: 'before a moment means before that instant',
    condition: { ...time, comparison: 'before', value: '2026-02-03T09:00:00+01:00' },
    matching: ['2026-02-03T07:59:59.999Z'],
    others: ['2026-02-03T08:00:00Z', '2026-02-03T08:00:00.001Z', ...notTimes],
  },
  {
    rule: 'after a moment means after that instant, midnight too',
    condition: { ...time, comparison: 'after', value: '2026-02-03T00:00:00Z' },
    matching: ['2026-02-03T00:00:00.001Z'],
    others: ['2026-02-03T00:00:00Z', '2026-02-03', ...notTimes],
  },
  {
    rule: 'more_than_days_ago matches what is earlier than so many days of 24 hours ago',
    condition: { ...time, comparison: 'more_than_days_ago', value: 2 },
    matching: ['2026-02-01T08:59:59.999Z', '2026-02-01'],
    others: ['2026-02-01T09:00:00Z', '2026-02-04', ...notTimes],
  },
  {
    rule: 'less_than_days_ago matches from so many days ago to now, both edges included, and not the future',
    condition: { ...time, comparison: 'less_than_days_ago', value: 2 },
    matching: ['2026-02-01T09:00:00Z', '2026-02-03T09:00:00Z', '2026-02-02'],
    others: ['2026-02-01T08:59:59.999Z', '2026-02-03T09:00:00.001Z', ...notTimes],
  },
  {
    rule: 'less_than_days_ago takes half days',
    condition: { ...time, comparison: 'less_than_days_ago', value: 0.5 },
    matching: ['2026-02-02T21:00:00Z'],
    others: ['2026-02-02T20:59:59.999Z'],
  },
  {
    rule: 'in_more_than_days matches what is later than so many days from now',
    condition: { ...time, comparison: 'in_more_than_days', value: 2 },
    matching: ['2026-02-05T09:00:00.001Z'],
    others: ['2026-02-05T09:00:00Z', '2026-02-01', ...notTimes],
  },
  {
    rule: 'in_less_than_days matches from now to so many days from now, both edges included, and not the past',
    condition: { ...time, comparison: 'in_less_than_days', value: 2 },
    matching: ['2026-02-03T09:00:00Z', '2026-02-05T09:00:00Z'],
    others: ['2026-02-03T08:59:59.999Z', '2026-02-05T09:00:00.001Z', ...notTimes],
  },
  {
    rule: 'time exists matches what is not blank, whatever its type',
    condition: { ...time, comparison: 'exists' },
    matching: ['2026-02-03', 'soon', 0],
    others: [undefined, null, '', []],
  },
  {
    rule: 'time does_not_exist matches what is blank',
    condition: { ...time, comparison: 'does_not_exist' },
    matching: [undefined, null, '', []],
    others: ['2026-02-03', 'soon', 0],
  },
];

/** Every comparator of every type, at its edges. */
export const conditionCases: readonly ConditionCase[] = [
  ...scalarConditionCases,
  ...arrayCases,
  ...timeCases,
];
