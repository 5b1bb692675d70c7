import type { JsonValue } from '../json.js';
import { isBlank, satisfies, type ValueCondition } from './condition.js';

/** Comparisons that are the complement of another. */
export const negativeComparisons: ReadonlySet<ValueCondition['comparison']> = new Set<
  ValueCondition['comparison']
>([
  'is_none_of',
  'does_not_contain_any_of',
  'does_not_equal',
  'does_not_exist',
  'includes_none_of',
  'is_not_all_of',
  'values_do_not_contain_any_of',
  'is_empty',
]);

/**
 * Whether the values of an array are as a condition says: one of them is. [doc] array_of_objects. A negative comparison
 * stays the complement of its twin, so it wants it of all of them; `does_not_match_regex` of all that are not blank, and of
 * one at least. [inferred] by the contract's rule of complements
 */
export function someSatisfies(
  condition: ValueCondition,
  values: readonly (JsonValue | undefined)[],
  now: number,
): boolean {
  const isMet = (value: JsonValue | undefined) => satisfies(condition, value, now);
  if (condition.comparison === 'does_not_match_regex') {
    const present = values.filter((value) => !isBlank(value));
    return present.length > 0 && present.every(isMet);
  }
  return negativeComparisons.has(condition.comparison) ? values.every(isMet) : values.some(isMet);
}
