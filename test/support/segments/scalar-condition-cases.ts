import type { JsonValue } from '../../../src/domain/json.js';
import type { ValueCondition } from '../../../src/domain/segments/condition.js';

/** A condition with values on both sides of it; `undefined` is a value that is absent. */
export interface ConditionCase {
  rule: string;
  condition: ValueCondition;
  matching: (JsonValue | undefined)[];
  others: (JsonValue | undefined)[];
}

const string = { valueType: 'string' } as const;
const textCases: ConditionCase[] = [
  {
    rule: 'is_any_of matches one of the texts, in the same case and with the same spaces',
    condition: { ...string, comparison: 'is_any_of', value: ['gold', 'silver'] },
    matching: ['gold', 'silver'],
    others: ['Gold', 'gold ', 'goldfish', '', undefined, null, 5, true, ['gold'], { gold: 'gold' }],
  },
  {
    rule: 'is_any_of with an empty text matches the empty text alone',
    condition: { ...string, comparison: 'is_any_of', value: [''] },
    matching: [''],
    others: [undefined, null, [], ' '],
  },
  {
    rule: 'is_any_of compares a text that looks like another type as text',
    condition: { ...string, comparison: 'is_any_of', value: ['5', 'true', '[]', 'null'] },
    matching: ['5', 'true', '[]', 'null'],
    others: [5, true, [], null],
  },
  {
    rule: 'is_none_of is the complement of is_any_of',
    condition: { ...string, comparison: 'is_none_of', value: ['gold', 'silver'] },
    matching: ['Gold', 'gold ', '', undefined, null, 5, true, ['gold']],
    others: ['gold', 'silver'],
  },
  {
    rule: 'contains_any_of matches a text with one of the parts in it, in the same case',
    condition: { ...string, comparison: 'contains_any_of', value: ['old', '0'] },
    matching: ['gold', 'old', '10'],
    others: ['gOLD', 'ol', '', undefined, null, 10, ['old']],
  },
  {
    rule: 'contains_any_of takes wildcards for themselves',
    condition: { ...string, comparison: 'contains_any_of', value: ['%', '*'] },
    matching: ['5 %', '*'],
    others: ['gold', '_'],
  },
  {
    rule: 'does_not_contain_any_of is the complement of contains_any_of',
    condition: { ...string, comparison: 'does_not_contain_any_of', value: ['old', '0'] },
    matching: ['gOLD', '', undefined, null, 10, ['old']],
    others: ['gold', '10'],
  },
  {
    rule: 'matches_regex finds the pattern anywhere in the text, in any case',
    condition: { ...string, comparison: 'matches_regex', value: 'go+l[a-d]' },
    matching: ['gold', 'A GOOOLD medal'],
    others: ['gld', '', undefined, null, 5, ['gold']],
  },
  {
    rule: 'matches_regex matches an empty text that the pattern allows',
    condition: { ...string, comparison: 'matches_regex', value: '^$' },
    matching: [''],
    others: [undefined, null, 'a', []],
  },
  {
    rule: 'does_not_match_regex matches a value that is there, not blank, and without the pattern',
    condition: { ...string, comparison: 'does_not_match_regex', value: 'gold' },
    matching: ['silver', ' ', 5, false, ['gold'], { a: 1 }],
    others: ['gold', 'GOLD', undefined, null, '', []],
  },
  {
    rule: 'exists matches what is not blank, whatever its type',
    condition: { ...string, comparison: 'exists' },
    matching: ['gold', ' ', 0, false, ['gold'], [null], {}],
    others: [undefined, null, '', []],
  },
  {
    rule: 'does_not_exist is the complement of exists',
    condition: { ...string, comparison: 'does_not_exist' },
    matching: [undefined, null, '', []],
    others: ['gold', ' ', '[]', 0, false, ['gold'], {}],
  },
];

const number = { valueType: 'number' } as const;
const numberCases: ConditionCase[] = [
  {
    rule: 'exactly matches the number',
    condition: { ...number, comparison: 'exactly', value: 5 },
    matching: [5],
    others: [5.5, 4, -5, '5', undefined, null, true, [5]],
  },
  {
    rule: 'exactly 0 matches a value that is lacking',
    condition: { ...number, comparison: 'exactly', value: 0 },
    matching: [0, undefined, null],
    others: [1, '', '0', false, []],
  },
  {
    rule: 'exactly tells numbers apart that differ in their last bit',
    condition: { ...number, comparison: 'exactly', value: 0.1 + 0.2 },
    matching: [0.30000000000000004],
    others: [0.3],
  },
  {
    rule: 'exactly compares integers beyond 2^53 as JavaScript has them',
    condition: { ...number, comparison: 'exactly', value: 2 ** 60 },
    matching: [2 ** 60, 2 ** 60 + 1],
    others: [2 ** 60 + 256],
  },
  {
    rule: 'does_not_equal is the complement of exactly',
    condition: { ...number, comparison: 'does_not_equal', value: 5 },
    matching: [4, '5', undefined, null, true, [5]],
    others: [5],
  },
  {
    rule: 'does_not_equal 0 does not match a value that is lacking',
    condition: { ...number, comparison: 'does_not_equal', value: 0 },
    matching: [1, '', '0', false, []],
    others: [0, undefined, null],
  },
  {
    rule: 'more_than matches greater numbers, the bound not among them',
    condition: { ...number, comparison: 'more_than', value: 5 },
    matching: [5.000001, 6, 1e21],
    others: [5, 4, -6, '6', undefined, null, true, [6]],
  },
  {
    rule: 'less_than matches lesser numbers and a value that is lacking',
    condition: { ...number, comparison: 'less_than', value: 5 },
    matching: [4.999999, 0, -1e21, undefined, null],
    others: [5, 6, '4', '', true, false, []],
  },
  {
    rule: 'less_than a negative number matches a value that is lacking',
    condition: { ...number, comparison: 'less_than', value: -5 },
    matching: [-6, undefined, null],
    others: [-5, 0],
  },
  {
    rule: 'at_least matches the bound and greater numbers',
    condition: { ...number, comparison: 'at_least', value: 1e21 },
    matching: [1e21, 1e22],
    others: [999999999999999900000, undefined, null, '1e22'],
  },
  {
    rule: 'at_most matches the bound, lesser numbers, and a value that is lacking',
    condition: { ...number, comparison: 'at_most', value: 5 },
    matching: [5, 4, undefined, null],
    others: [5.000001, '5', true],
  },
  {
    rule: 'number exists matches what is not blank, whatever its type',
    condition: { ...number, comparison: 'exists' },
    matching: [0, 'text', false],
    others: [undefined, null, '', []],
  },
  {
    rule: 'number does_not_exist matches what is blank',
    condition: { ...number, comparison: 'does_not_exist' },
    matching: [undefined, null, '', []],
    others: [0, 'text', false],
  },
];

const boolean = { valueType: 'boolean' } as const;
const booleanCases: ConditionCase[] = [
  {
    rule: 'is true matches true alone',
    condition: { ...boolean, comparison: 'is', value: 'true' },
    matching: [true],
    others: [false, undefined, null, 'true', 1],
  },
  {
    rule: 'is false matches false alone',
    condition: { ...boolean, comparison: 'is', value: 'false' },
    matching: [false],
    others: [true, undefined, null, 'false', 0, ''],
  },
  {
    rule: 'is true_or_not_set matches true and a value that is lacking',
    condition: { ...boolean, comparison: 'is', value: 'true_or_not_set' },
    matching: [true, undefined, null],
    others: [false, 'true', 'null', 1, ''],
  },
  {
    rule: 'is false_or_not_set matches false and a value that is lacking',
    condition: { ...boolean, comparison: 'is', value: 'false_or_not_set' },
    matching: [false, undefined, null],
    others: [true, 'false', 'null', 0, ''],
  },
  {
    rule: 'boolean exists matches what is not blank, false too',
    condition: { ...boolean, comparison: 'exists' },
    matching: [true, false, 'text'],
    others: [undefined, null, '', []],
  },
  {
    rule: 'boolean does_not_exist matches what is blank',
    condition: { ...boolean, comparison: 'does_not_exist' },
    matching: [undefined, null, '', []],
    others: [true, false, 'text'],
  },
];

export const scalarConditionCases = [...textCases, ...numberCases, ...booleanCases];
