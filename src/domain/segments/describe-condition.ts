import type { ValueCondition } from './condition.js';
import type { MomentCondition } from './definition.js';
import type { DaysComparison } from './moment.js';

/** What the dashboard calls each comparison. [doc] data_types; at least, at most [doc] random_bucket_numbers */
const words = {
  is_any_of: 'is any of',
  is_none_of: 'is none of',
  contains_any_of: 'contains any of',
  does_not_contain_any_of: "doesn't contain any of",
  matches_regex: 'matches regex',
  does_not_match_regex: 'does not match regex',
  exists: 'is not blank',
  does_not_exist: 'is blank',
  exactly: 'exactly',
  does_not_equal: 'does not equal',
  more_than: 'more than',
  less_than: 'less than',
  at_least: 'at least',
  at_most: 'no more than',
  is: 'is',
  includes_any_of: 'includes any of',
  includes_none_of: 'includes none of',
  is_all_of: 'is all of',
  is_not_all_of: "isn't all of",
  values_contain_any_of: 'values contain any of',
  values_do_not_contain_any_of: "values don't contain any of",
  has_a_value: 'has a value',
  is_empty: 'is empty',
  before: 'before',
  after: 'after',
} as const;

/** A comparison by its word in the dashboard. */
export function wordOf(comparison: keyof typeof words): string {
  return words[comparison];
}

const dayPhrases: Record<DaysComparison, (days: string) => string> = {
  more_than_days_ago: (days) => `more than ${days} ago`,
  less_than_days_ago: (days) => `less than ${days} ago`,
  in_more_than_days: (days) => `in more than ${days}`,
  in_less_than_days: (days) => `in less than ${days}`,
};

/** E.g. `is any of "gold", "platinum"`. */
export function describeCondition(condition: ValueCondition): string {
  if (!('value' in condition)) return words[condition.comparison];
  if (condition.valueType === 'time') return describeMoment(condition);
  if (condition.valueType === 'boolean') return `is ${condition.value.replaceAll('_', ' ')}`;
  return `${words[condition.comparison]} ${listOf([condition.value].flat())}`;
}

/** E.g. `more than 3 days ago`, `after 2026-02-03`. */
export function describeMoment(
  condition: MomentCondition | Extract<ValueCondition, { valueType: 'time'; value: unknown }>,
): string {
  const { comparison, value } = condition;
  if (comparison === 'before' || comparison === 'after') return `${words[comparison]} ${value}`;
  return dayPhrases[comparison](countOf(Number(value), 'day'));
}

/** `"gold", "platinum"`; numbers and booleans bare. */
export function listOf(values: readonly (string | number | boolean)[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

/** `1 day`, `2 days`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
