// Every filter that can be built by clicking, in the words and the order of Braze's picker. What a filter asks for follows from its
// kind and from what is chosen in it so far.

/** What kind of filter it is: the part of it that the picker decides. */
export interface FilterKind {
  /** In the form. */
  id: string;
  label: string;
  category: string;
  /** Members of the filter that are the same for all of this kind. */
  fixed: Readonly<Record<string, string>>;
  fields: readonly Field[];
}

export type Field =
  | { is: 'condition'; of: ConditionType | 'chosen'; prefix?: string }
  | { is: 'property' }
  | ({ is: 'value'; name: string; label: string; isOptional?: boolean; hint?: string } & Input);

/** How one value is given. */
export type Input =
  | { input: 'text' | 'number' | 'moment' | 'range' | 'birthday' }
  /** Several, one a line. */
  | { input: 'texts' | 'values' }
  | { input: 'choice'; options: readonly Option[]; isBoolean?: boolean }
  /** One or several that the workspace has. */
  | { input: 'cohorts' | 'segments' | 'campaign' };

export interface Option {
  value: string;
  label: string;
}

export type ConditionType =
  | 'string'
  | 'choice'
  | 'number'
  | 'boolean'
  | 'array'
  | 'time'
  | 'birth'
  | 'count'
  | 'moment'
  | 'bucket';

const texts = { input: 'texts' } as const;
const text = { input: 'text' } as const;
const number = { input: 'number' } as const;
const moment = { input: 'moment' } as const;
const existence = { exists: undefined, does_not_exist: undefined };
const days = { more_than_days_ago: number, less_than_days_ago: number };
const daysAway = { ...days, in_more_than_days: number, in_less_than_days: number };
const choice = { is_any_of: texts, is_none_of: texts };

/** What each comparison of a type asks for. */
export const comparisons: Record<ConditionType, Record<string, Input | undefined>> = {
  string: {
    ...choice,
    contains_any_of: texts,
    does_not_contain_any_of: texts,
    matches_regex: text,
    does_not_match_regex: text,
    ...existence,
  },
  choice: { ...choice, ...existence },
  number: {
    exactly: number,
    does_not_equal: number,
    more_than: number,
    less_than: number,
    at_least: number,
    at_most: number,
    ...existence,
  },
  boolean: {
    is: {
      input: 'choice',
      options: optionsOf(['true', 'false', 'true_or_not_set', 'false_or_not_set']),
    },
    ...existence,
  },
  array: {
    includes_any_of: { input: 'values' },
    includes_none_of: { input: 'values' },
    is_all_of: { input: 'values' },
    is_not_all_of: { input: 'values' },
    values_contain_any_of: texts,
    values_do_not_contain_any_of: texts,
    matches_regex: text,
    has_a_value: undefined,
    is_empty: undefined,
  },
  time: { before: moment, after: moment, ...daysAway, ...existence },
  birth: {
    age_more_than: number,
    age_less_than: number,
    age_exactly: number,
    birthday_on: { input: 'birthday' },
    ...existence,
  },
  count: { more_than: number, less_than: number, exactly: number },
  moment: { before: moment, after: moment, ...days },
  bucket: {
    less_than: number,
    at_most: number,
    more_than: number,
    at_least: number,
    exactly: number,
    between: { input: 'range' },
  },
};

/** Types of a value that a condition can be about, where one chooses it. */
export const valueTypes = ['string', 'number', 'boolean', 'array', 'time'] as const;

/** `is_any_of` as `is any of`. */
export function optionsOf(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
