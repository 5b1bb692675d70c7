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
  | { valueType: 'time'; comparison: 'before' | 'after'; value: string }
  | { valueType: 'time'; comparison: DaysComparison; value: number }
  | { valueType: 'string' | 'number' | 'boolean' | 'time'; comparison: 'exists' | 'does_not_exist' };

export type TextListComparison = 'is_any_of' | 'is_none_of' | 'contains_any_of' | 'does_not_contain_any_of';
export type NumberComparison =
  | 'exactly'
  | 'does_not_equal'
  | 'more_than'
  | 'less_than'
  | 'at_least'
  | 'at_most';
export type ArrayListComparison = 'includes_any_of' | 'includes_none_of' | 'is_all_of' | 'is_not_all_of';
/** Days are 24 hours; edges are inclusive. */
export type DaysComparison =
  | 'more_than_days_ago'
  | 'less_than_days_ago'
  | 'in_more_than_days'
  | 'in_less_than_days';
