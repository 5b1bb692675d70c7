import type { JsonValue } from '../json.js';
import { attributeTimeOf } from '../users/attribute-value.js';
import { isAsTimed, type TimeCondition } from './moment.js';
import { compileRegex } from './regex.js';

/**
 * What a filter asks of one value: of a custom attribute, an event property or a profile field. The value compared is
 * JSON; one of another type than `valueType` matches no positive comparison, and every negative one. [doc] data_types
 */
export type ValueCondition =
  | { valueType: 'string'; comparison: TextListComparison; value: string[] }
  | { valueType: 'string'; comparison: 'matches_regex' | 'does_not_match_regex'; value: string }
  | { valueType: 'number'; comparison: NumberComparison; value: number }
  | {
      valueType: 'boolean';
      comparison: 'is';
      value: 'true' | 'false' | 'true_or_not_set' | 'false_or_not_set';
    }
  | { valueType: 'array'; comparison: ArrayListComparison; value: (string | number | boolean)[] }
  | {
      valueType: 'array';
      comparison: 'values_contain_any_of' | 'values_do_not_contain_any_of';
      value: string[];
    }
  | { valueType: 'array'; comparison: 'matches_regex'; value: string }
  | { valueType: 'array'; comparison: 'has_a_value' | 'is_empty' }
  | ({ valueType: 'time' } & TimeCondition)
  | { valueType: 'string'; comparison: Existence }
  | { valueType: 'number'; comparison: Existence }
  | { valueType: 'boolean'; comparison: Existence }
  | { valueType: 'time'; comparison: Existence };

type Existence = 'exists' | 'does_not_exist';
export type TextListComparison = 'is_any_of' | 'is_none_of' | 'contains_any_of' | 'does_not_contain_any_of';
export type NumberComparison =
  | 'exactly'
  | 'does_not_equal'
  | 'more_than'
  | 'less_than'
  | 'at_least'
  | 'at_most';
export type ArrayListComparison = 'includes_any_of' | 'includes_none_of' | 'is_all_of' | 'is_not_all_of';

/** The conditions on a type that ask more than whether there is a value. */
export type Asking<Type extends ValueCondition['valueType']> = Exclude<
  Extract<ValueCondition, { valueType: Type }>,
  { comparison: Existence | 'has_a_value' | 'is_empty' }
>;

/**
 * Whether a value is as a condition says: the reference that the computed sets are held to. Absent and `null` are a value
 * that is lacking, for which each comparison has its own answer; a negative comparison is the complement of its positive
 * twin, except `does_not_match_regex`. [doc] data_types, as the contract's missing-value table has it
 */
export function satisfies(condition: ValueCondition, value: JsonValue | undefined, now: number): boolean {
  switch (condition.comparison) {
    case 'exists':
    case 'has_a_value':
      return !isBlank(value);
    case 'does_not_exist':
    case 'is_empty':
      return isBlank(value);
  }
  switch (condition.valueType) {
    case 'string':
      return textSatisfies(condition, value);
    case 'number':
      return numberSatisfies(condition, value);
    case 'boolean':
      return booleanSatisfies(condition, value);
    case 'array':
      return arraySatisfies(condition, value);
    case 'time': {
      const at = typeof value === 'string' ? attributeTimeOf(value) : undefined;
      return at !== undefined && isAsTimed(at, condition, now);
    }
    default:
      return condition satisfies never;
  }
}

/** Absent, `null`, an empty text and an empty array; whatever type a condition is about. [inferred] */
export function isBlank(value: JsonValue | undefined): boolean {
  return isLacking(value) || value === '' || (Array.isArray(value) && value.length === 0);
}

/** How two numbers stand to each other, of whatever they are the number. */
export function compareNumbers(left: number, comparison: NumberComparison, right: number): boolean {
  switch (comparison) {
    case 'exactly':
      return left === right;
    case 'does_not_equal':
      return left !== right;
    case 'more_than':
      return left > right;
    case 'less_than':
      return left < right;
    case 'at_least':
      return left >= right;
    case 'at_most':
      return left <= right;
    default:
      return comparison satisfies never;
  }
}

function isLacking(value: JsonValue | undefined): boolean {
  return value === undefined || value === null;
}

/** Case-sensitive, and spaces count. [doc] data_types */
function textSatisfies(condition: Asking<'string'>, value: JsonValue | undefined): boolean {
  const text = typeof value === 'string' ? value : undefined;
  switch (condition.comparison) {
    case 'is_any_of':
      return text !== undefined && condition.value.includes(text);
    case 'is_none_of':
      return text === undefined || !condition.value.includes(text);
    case 'contains_any_of':
      return text !== undefined && containsAny(text, condition.value);
    case 'does_not_contain_any_of':
      return text === undefined || !containsAny(text, condition.value);
    case 'matches_regex':
      return text !== undefined && matchesRegex(text, condition.value);
    case 'does_not_match_regex':
      // Not the complement: a blank value never matches. [doc] segments/regex
      return !isBlank(value) && (text === undefined || !matchesRegex(text, condition.value));
    default:
      return condition satisfies never;
  }
}

/** A number that is lacking is `exactly` 0 and less than any bound, negative ones too. [doc] data_types; `at_most` [inferred] */
function numberSatisfies(condition: Asking<'number'>, value: JsonValue | undefined): boolean {
  const { comparison, value: bound } = condition;
  if (typeof value === 'number') return compareNumbers(value, comparison, bound);
  switch (comparison) {
    case 'exactly':
      return isLacking(value) && bound === 0;
    case 'does_not_equal':
      return !(isLacking(value) && bound === 0);
    case 'less_than':
    case 'at_most':
      return isLacking(value);
    case 'more_than':
    case 'at_least':
      return false;
    default:
      return comparison satisfies never;
  }
}

function booleanSatisfies(condition: Asking<'boolean'>, value: JsonValue | undefined): boolean {
  switch (condition.value) {
    case 'true':
      return value === true;
    case 'false':
      return value === false;
    case 'true_or_not_set':
      return value === true || isLacking(value);
    case 'false_or_not_set':
      return value === false || isLacking(value);
    default:
      return condition.value satisfies never;
  }
}

/** Elements are compared by JSON type and value: `1` is not `"1"`. */
function arraySatisfies(condition: Asking<'array'>, value: JsonValue | undefined): boolean {
  const elements = Array.isArray(value) ? value : [];
  const texts = elements.filter((element) => typeof element === 'string');
  switch (condition.comparison) {
    case 'includes_any_of':
      return condition.value.some((wanted) => elements.includes(wanted));
    case 'includes_none_of':
      return !condition.value.some((wanted) => elements.includes(wanted));
    case 'is_all_of':
      return Array.isArray(value) && condition.value.every((wanted) => elements.includes(wanted));
    case 'is_not_all_of':
      return !Array.isArray(value) || !condition.value.every((wanted) => elements.includes(wanted));
    case 'values_contain_any_of':
      return texts.some((text) => containsAny(text, condition.value));
    case 'values_do_not_contain_any_of':
      return !texts.some((text) => containsAny(text, condition.value));
    case 'matches_regex':
      return texts.some((text) => matchesRegex(text, condition.value));
    default:
      return condition satisfies never;
  }
}

function containsAny(text: string, parts: readonly string[]): boolean {
  return parts.some((part) => text.includes(part));
}

function matchesRegex(text: string, pattern: string): boolean {
  return compileRegex(pattern)?.test(text) ?? false;
}
