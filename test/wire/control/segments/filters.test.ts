import { expect, test } from 'vitest';
import { readAs } from '../../../../src/wire/control/read.js';
import { filterInput, filterJson } from '../../../../src/wire/control/segments/filters.js';
import { around, refusalOf } from '../../../support/segments/definition-refusal.js';

const types =
  '"cohort"|"segment"|"custom_attribute"|"attribute"|"custom_event"|"purchase"|"random_bucket"|' +
  '"last_used_app"|"first_used_app"|"email_available"|"identity"|"subscription"|"subscription_group"|' +
  '"session_count"|"received_campaign"';
const cohort = { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['c'] };
const plan = { type: 'custom_attribute', name: 'plan', value_type: 'string' };
const event = { type: 'custom_event', name: 'e', metric: 'count', comparison: 'exactly', value: 1 };
const purchase = { type: 'purchase', metric: 'count', comparison: 'exactly', value: 1 };
const bucket = { type: 'random_bucket', comparison: 'exactly', value: 1 };
const textChoice = '"is_any_of"|"is_none_of"|"exists"|"does_not_exist"';
const textSet =
  '"is_any_of"|"is_none_of"|"contains_any_of"|"does_not_contain_any_of"|"matches_regex"|"does_not_match_regex"|' +
  '"exists"|"does_not_exist"';
const timeSet =
  '"before"|"after"|"more_than_days_ago"|"less_than_days_ago"|"in_more_than_days"|"in_less_than_days"|' +
  '"exists"|"does_not_exist"';
const momentSet = '"before"|"after"|"more_than_days_ago"|"less_than_days_ago"';

const badFilters: [filter: unknown, message: string][] = [
  [null, ' is not valid: expected object, received null'],
  ['cohort', ' is not valid: expected object, received string'],
  [[], ' is not valid: expected object, received array'],
  [{}, `.type is required: expected one of ${types}`],
  [{ type: 'cohorts' }, `.type is not valid: expected one of ${types}, received "cohorts"`],
  [{ type: ['cohort'] }, `.type is not valid: expected one of ${types}, received array`],

  [
    { ...cohort, comparison: 'has' },
    '.comparison is not valid: expected one of "includes"|"does_not_include", received "has"',
  ],
  [
    { ...cohort, comparison: undefined },
    '.comparison is required: expected one of "includes"|"does_not_include"',
  ],
  [{ ...cohort, partner: 5 }, '.partner is not valid: expected string, received number'],
  [{ ...cohort, cohort_ids: 'c' }, '.cohort_ids is not valid: expected array, received string'],
  [{ ...cohort, cohort_ids: [] }, '.cohort_ids is not valid: expected 1 to 256 values, received 0'],
  [{ ...cohort, cohort_ids: [1] }, '.cohort_ids[0] is not valid: expected string, received number'],
  [{ ...cohort, cohort_id: 'c' }, '.cohort_id is not a known field'],
  [{ type: 'segment', comparison: 'includes' }, '.segment_ids is required'],

  [
    { type: 'custom_attribute', name: 'plan' },
    '.value_type is required: expected one of "string"|"number"|"boolean"|"array"|"time"',
  ],
  [
    { ...plan, value_type: 'object' },
    '.value_type is not valid: expected one of "string"|"number"|"boolean"|"array"|"time", received "object"',
  ],
  [
    { ...plan, comparison: 'equals', value: 'x' },
    `.comparison is not valid: expected one of ${textSet}, received "equals"`,
  ],
  [
    { ...plan, path: '[].names[]', comparison: 'exists' },
    '.path is not valid: expected at most one []: Braze looks into one array, not into arrays in arrays',
  ],
  [
    { ...plan, comparison: 'is_any_of', value: 'gold' },
    '.value is not valid: expected array, received string',
  ],
  [
    { ...plan, comparison: 'is_any_of', value: ['gold', 3] },
    '.value[1] is not valid: expected string, received number',
  ],
  [
    { ...plan, comparison: 'is_any_of', value: [] },
    '.value is not valid: expected 1 to 256 values, received 0',
  ],
  [
    { ...plan, comparison: 'is_any_of', value: ['x'], name: '' },
    '.name is not valid: expected string to have >=1 characters',
  ],
  [{ ...plan, comparison: 'exists', value: ['x'] }, '.value is not a known field'],
  [
    { ...plan, comparison: 'matches_regex', value: '' },
    '.value is not valid: expected a text that is not empty',
  ],
  [
    { ...plan, value_type: 'array', comparison: 'does_not_match_regex', value: 'x' },
    '.comparison is not valid: expected one of "includes_any_of"|"includes_none_of"|"is_all_of"|"is_not_all_of"|"values_contain_any_of"|"values_do_not_contain_any_of"|"matches_regex"|"has_a_value"|"is_empty", received "does_not_match_regex"',
  ],
  [
    { ...plan, value_type: 'array', comparison: 'is_all_of', value: [null] },
    '.value[0] is not valid: expected string or number or boolean',
  ],
  [
    { ...plan, value_type: 'number', comparison: 'exactly', value: '3' },
    '.value is not valid: expected number, received string',
  ],
  [
    { ...plan, value_type: 'number', comparison: 'is_any_of', value: [3] },
    '.comparison is not valid: expected one of "exactly"|"does_not_equal"|"more_than"|"less_than"|"at_least"|"at_most"|"exists"|"does_not_exist", received "is_any_of"',
  ],
  [
    { ...plan, value_type: 'boolean', comparison: 'is', value: true },
    '.value is not valid: expected one of "true"|"false"|"true_or_not_set"|"false_or_not_set", received true',
  ],
  [
    { ...plan, value_type: 'boolean', comparison: 'is_not', value: 'true' },
    '.comparison is not valid: expected one of "is"|"exists"|"does_not_exist", received "is_not"',
  ],
  [
    { ...plan, value_type: 'time', comparison: 'before', value: 'yesterday' },
    '.value is not valid: expected an ISO 8601 date or time, such as 2026-02-03 or 2026-02-03T09:00:00Z',
  ],
  [
    { ...plan, value_type: 'time', comparison: 'before', value: '2026-02-30' },
    '.value is not valid: expected an ISO 8601 date or time, such as 2026-02-03 or 2026-02-03T09:00:00Z',
  ],
  [
    { ...plan, value_type: 'time', comparison: 'less_than_days_ago', value: -1 },
    '.value is not valid: expected a number of days that is not negative, received -1',
  ],
  [
    { ...plan, value_type: 'time', comparison: 'between', value: 1 },
    `.comparison is not valid: expected one of ${timeSet}, received "between"`,
  ],

  [
    { type: 'attribute', field: 'plan' },
    '.field is not valid: expected one of "country"|"language"|"gender"|"home_city"|"first_name"|"last_name"|"email"|"phone"|"external_id"|"time_zone"|"created_at"|"dob", received "plan"',
  ],
  [
    { type: 'attribute', field: 'country', comparison: 'contains_any_of', value: ['N'] },
    `.comparison is not valid: expected one of ${textChoice}, received "contains_any_of"`,
  ],
  [
    { type: 'attribute', field: 'email', comparison: 'is', value: 'x' },
    `.comparison is not valid: expected one of ${textSet}, received "is"`,
  ],
  [
    { type: 'attribute', field: 'email', value_type: 'string', comparison: 'exists' },
    '.value_type is not a known field',
  ],
  [
    { type: 'attribute', field: 'created_at', comparison: 'is_any_of', value: ['x'] },
    `.comparison is not valid: expected one of ${timeSet}, received "is_any_of"`,
  ],
  [
    { type: 'attribute', field: 'dob', comparison: 'age_exactly', value: 1.5 },
    '.value is not valid: expected a whole number of at least 0, received 1.5',
  ],
  [
    { type: 'attribute', field: 'dob', comparison: 'birthday_on', value: '2-3' },
    '.value is not valid: expected a day as MM-DD, such as 02-29',
  ],
  [
    { type: 'attribute', field: 'dob', comparison: 'birthday_on', value: '02-30' },
    '.value is not valid: expected a day as MM-DD, such as 02-29',
  ],
  [
    { type: 'attribute', field: 'dob', comparison: 'before', value: '2000-01-01' },
    '.comparison is not valid: expected one of "age_more_than"|"age_less_than"|"age_exactly"|"birthday_on"|"exists"|"does_not_exist", received "before"',
  ],

  [{ type: 'email_available', value: 'true' }, '.value is not valid: expected boolean, received string'],
  [
    { type: 'identity', is: 'known' },
    '.is is not valid: expected one of "identified"|"anonymous"|"alias_only", received "known"',
  ],
  [
    { type: 'subscription', channel: 'sms', comparison: 'is', value: 'opted_in' },
    '.channel is not valid: expected one of "email"|"push", received "sms"',
  ],
  [
    { type: 'subscription', channel: 'email', comparison: 'is', value: 'in' },
    '.value is not valid: expected one of "opted_in"|"subscribed"|"unsubscribed", received "in"',
  ],
  [
    { type: 'subscription_group', group_id: 'g', comparison: 'is', value: 'opted_in' },
    '.value is not valid: expected one of "subscribed"|"unsubscribed", received "opted_in"',
  ],

  [
    { ...event, metric: 'often' },
    '.metric is not valid: expected one of "count"|"first"|"last", received "often"',
  ],
  [
    { ...event, comparison: 'at_least' },
    '.comparison is not valid: expected one of "more_than"|"less_than"|"exactly", received "at_least"',
  ],
  [{ ...event, value: -1 }, '.value is not valid: expected a whole number of at least 0, received -1'],
  [
    { ...event, value: 51, within_days: 7 },
    '.value is not valid: expected a whole number from 0 to 50 beside within_days, received 51',
  ],
  [
    { ...event, within_days: 0 },
    '.within_days is not valid: expected a whole number from 1 to 30, received 0',
  ],
  [
    { ...event, within_days: 31 },
    '.within_days is not valid: expected a whole number from 1 to 30, received 31',
  ],
  [
    { ...event, within_days: 1.5 },
    '.within_days is not valid: expected a whole number from 1 to 30, received 1.5',
  ],
  [{ ...event, within_days: '7' }, '.within_days is not valid: expected a whole number from 1 to 30'],
  [
    { ...event, property: { name: 'p', value_type: 'number', comparison: 'exactly', value: 'x' } },
    '.property.value is not valid: expected number, received string',
  ],
  [
    { ...event, metric: 'last', comparison: 'exactly' },
    `.comparison is not valid: expected one of ${momentSet}, received "exactly"`,
  ],
  [
    { ...event, metric: 'last', comparison: 'more_than_days_ago', within_days: 7 },
    '.within_days is not a known field',
  ],
  [
    { ...event, metric: 'first', comparison: 'more_than_days_ago', value: 0.5 },
    '.value is not valid: expected a whole number of at least 0, received 0.5',
  ],

  [
    { ...purchase, metric: 'spent' },
    '.metric is not valid: expected one of "count"|"money_spent"|"has_purchased"|"first"|"last", received "spent"',
  ],
  [
    { ...purchase, value: 51, within_days: 30 },
    '.value is not valid: expected a whole number from 0 to 50 beside within_days, received 51',
  ],
  [{ ...purchase, product_id: '' }, '.product_id is not valid: expected string to have >=1 characters'],
  [
    { ...purchase, metric: 'money_spent', comparison: 'at_most' },
    '.comparison is not valid: expected one of "more_than"|"less_than"|"exactly", received "at_most"',
  ],
  [{ ...purchase, metric: 'has_purchased', comparison: 'is', value: true }, '.product_id is required'],
  [
    { ...purchase, metric: 'has_purchased', product_id: 'p', comparison: 'is', value: 'true' },
    '.value is not valid: expected boolean, received string',
  ],
  [{ ...purchase, property: { name: 'p' } }, '.property is not a known field'],

  [
    { ...bucket, value: 10_000 },
    '.value is not valid: expected a whole number from 0 to 9999, received 10000',
  ],
  [{ ...bucket, value: -1 }, '.value is not valid: expected a whole number from 0 to 9999, received -1'],
  [
    { ...bucket, comparison: 'between', value: [1, 10_000] },
    '.value[1] is not valid: expected a whole number from 0 to 9999, received 10000',
  ],
  [
    { ...bucket, comparison: 'between', value: [1] },
    '.value is not valid: expected the lowest and the highest bucket',
  ],
  [
    { ...bucket, comparison: 'between', value: [2, 1] },
    '.value is not valid: expected the lowest bucket before the highest',
  ],
  [
    { ...bucket, comparison: 'is' },
    '.comparison is not valid: expected one of "less_than"|"at_most"|"more_than"|"at_least"|"exactly"|"between", received "is"',
  ],
  [
    { type: 'session_count', comparison: 'exactly', value: 1.5 },
    '.value is not valid: expected a whole number of at least 0, received 1.5',
  ],
  [
    { type: 'last_used_app', comparison: 'exists' },
    `.comparison is not valid: expected one of ${momentSet}, received "exists"`,
  ],
  [
    { type: 'received_campaign', campaign_id: 'c', comparison: 'is' },
    '.comparison is not valid: expected one of "has"|"has_not", received "is"',
  ],
];

test.each(badFilters)('the filter %j is refused', (filter, message) => {
  expect(refusalOf(around(filter))).toBe(`definition.groups[1].filters[1]${message}`);
});

test('a name with a path through an array is the attribute and the path', () => {
  const filter = { ...plan, comparison: 'exists' };
  const shown = filterJson(readAs(filterInput, { ...filter, name: 'pets[].type' }));
  expect(shown).toEqual({ ...filter, name: 'pets', path: '[].type' });
  expect(filterJson(readAs(filterInput, { ...filter, name: 'pets[0]' }))).toEqual({
    ...filter,
    name: 'pets[0]',
  });
});
