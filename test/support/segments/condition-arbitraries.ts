import fc from 'fast-check';
import type { ValueCondition } from '../../../src/domain/segments/condition.js';
import type { MomentCondition } from '../../../src/domain/segments/definition.js';
import { aNumber, anElement, aText, aWrittenTime } from './value-arbitraries.js';

type ConditionOn<Type extends ValueCondition['valueType']> = fc.Arbitrary<
  Extract<ValueCondition, { valueType: Type }>
>;

/** Either of several, each as often as its weight says. */
export function weighted<Value>(...choices: [weight: number, arbitrary: fc.Arbitrary<Value>][]) {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

export const presence = fc.constantFrom('exists', 'does_not_exist');
const someTexts = fc.array(aText, { minLength: 1, maxLength: 3 });
const patterns = ['gold', '^GOLD$', '\\d', '^.$', 'é|%', '', '[^a]b', '\\-', '(', '^$', '\\x00', '\\s'];
const aPattern = fc.constantFrom(...patterns);
const someDays = fc.constantFrom(0, 0.5, 1, 2, 7, 10, 30);
const beforeOrAfter = fc.constantFrom('before', 'after');
const daysAgo = fc.constantFrom('more_than_days_ago', 'less_than_days_ago');
const inDays = fc.constantFrom('in_more_than_days', 'in_less_than_days');

export const aMomentCondition: fc.Arbitrary<MomentCondition> = fc.oneof(
  fc.record({ comparison: beforeOrAfter, value: aWrittenTime }),
  fc.record({ comparison: daysAgo, value: someDays }),
);

const string = fc.constant('string');
export const aTextCondition: ConditionOn<'string'> = weighted<
  Extract<ValueCondition, { valueType: 'string' }>
>(
  [
    4,
    fc.record({
      valueType: string,
      comparison: fc.constantFrom('is_any_of', 'is_none_of', 'contains_any_of', 'does_not_contain_any_of'),
      value: someTexts,
    }),
  ],
  [
    2,
    fc.record({
      valueType: string,
      comparison: fc.constantFrom('matches_regex', 'does_not_match_regex'),
      value: aPattern,
    }),
  ],
  [1, fc.record({ valueType: string, comparison: presence })],
);

const number = fc.constant('number');
const aNumberCondition: ConditionOn<'number'> = weighted<Extract<ValueCondition, { valueType: 'number' }>>(
  [
    6,
    fc.record({
      valueType: number,
      comparison: fc.constantFrom(
        'exactly',
        'does_not_equal',
        'more_than',
        'less_than',
        'at_least',
        'at_most',
      ),
      value: aNumber,
    }),
  ],
  [1, fc.record({ valueType: number, comparison: presence })],
);

const boolean = fc.constant('boolean');
const aBooleanCondition: ConditionOn<'boolean'> = weighted<Extract<ValueCondition, { valueType: 'boolean' }>>(
  [
    4,
    fc.record({
      valueType: boolean,
      comparison: fc.constant('is'),
      value: fc.constantFrom('true', 'false', 'true_or_not_set', 'false_or_not_set'),
    }),
  ],
  [1, fc.record({ valueType: boolean, comparison: presence })],
);

const array = fc.constant('array');
const anArrayCondition: ConditionOn<'array'> = weighted<Extract<ValueCondition, { valueType: 'array' }>>(
  [
    5,
    fc.record({
      valueType: array,
      comparison: fc.constantFrom('includes_any_of', 'includes_none_of', 'is_all_of', 'is_not_all_of'),
      value: fc.array(anElement, { minLength: 1, maxLength: 3 }),
    }),
  ],
  [
    2,
    fc.record({
      valueType: array,
      comparison: fc.constantFrom('values_contain_any_of', 'values_do_not_contain_any_of'),
      value: someTexts,
    }),
  ],
  [1, fc.record({ valueType: array, comparison: fc.constant('matches_regex'), value: aPattern })],
  [1, fc.record({ valueType: array, comparison: fc.constantFrom('has_a_value', 'is_empty') })],
);

const time = fc.constant('time');
export const aTimeCondition: ConditionOn<'time'> = weighted<Extract<ValueCondition, { valueType: 'time' }>>(
  [4, fc.record({ valueType: time, comparison: beforeOrAfter, value: aWrittenTime })],
  [4, fc.record({ valueType: time, comparison: fc.oneof(daysAgo, inDays), value: someDays })],
  [1, fc.record({ valueType: time, comparison: presence })],
);

export const aCondition: fc.Arbitrary<ValueCondition> = fc.oneof(
  aTextCondition,
  aNumberCondition,
  aBooleanCondition,
  anArrayCondition,
  aTimeCondition,
);
