import { expect, test } from 'vitest';
import {
  definitionInput,
  definitionJson,
  targetInput,
  targetJson,
} from '../../../../src/wire/control/segments/definition.js';
import { refusalOf } from '../../../support/segments/definition-refusal.js';
import { filtersInWords } from '../../../support/segments/segment-filters.js';

test.each(filtersInWords)('%j is shown as it was saved', (filter) => {
  const definition = {
    version: 1,
    apps_used: { scope: 'specific', app_ids: ['app-1'] },
    groups_op: 'or',
    groups: [{ name: 'Filter group 1', op: 'or', filters: [filter] }],
    exclusion_groups: [{ op: 'and', filters: [filter, filter] }],
  };
  const read = definitionInput.parse(definition);
  expect(definitionJson(read)).toEqual(definition);
  expect(definitionInput.parse(definitionJson(read))).toEqual(read);
});

test('what may be left out of a definition is shown with its default', () => {
  const read = definitionInput.parse({ groups: [{ filters: [{ type: 'identity', is: 'identified' }] }] });
  expect(definitionJson(read)).toEqual({
    version: 1,
    apps_used: { scope: 'all' },
    groups_op: 'and',
    groups: [{ op: 'and', filters: [{ type: 'identity', is: 'identified' }] }],
    exclusion_groups: [],
  });
  expect(definitionJson(definitionInput.parse({}))).toMatchObject({ groups: [], exclusion_groups: [] });
});

test('a product of null is any product, a partner in capitals is the partner', () => {
  const filters = [
    { type: 'purchase', product_id: null, metric: 'count', comparison: 'exactly', value: 0 },
    { type: 'cohort', partner: 'Hightouch', comparison: 'includes', cohort_ids: ['c'] },
  ];
  expect(definitionJson(definitionInput.parse({ groups: [{ filters }] })).groups).toEqual([
    {
      op: 'and',
      filters: [
        { type: 'purchase', metric: 'count', comparison: 'exactly', value: 0 },
        { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['c'] },
      ],
    },
  ]);
});

test('a target may have segments, filters, both or none', () => {
  const groups = {
    groups_op: 'and',
    groups: [{ op: 'or', filters: [{ type: 'identity', is: 'anonymous' }] }],
  };
  const target = { segment_ids: ['s'], additional_filters: { ...groups, exclusion_groups: [] } };
  expect(targetJson(targetInput.parse(target))).toEqual(target);
  expect(targetJson(targetInput.parse({}))).toEqual({
    segment_ids: [],
    additional_filters: { groups_op: 'and', groups: [], exclusion_groups: [] },
  });
  expect(targetInput.safeParse({ additional_filters: { apps_used: { scope: 'all' } } }).success).toBe(false);
});

test.each([
  [undefined, 'definition is required'],
  [null, 'definition is not valid: expected object, received null'],
  [[], 'definition is not valid: expected object, received array'],
  [{ version: 2 }, 'definition.version is not valid: expected 1, received 2'],
  [{ group: [] }, 'definition.group is not a known field; did you mean "groups"?'],
  [JSON.parse('{"__proto__":{"groups":[]}}'), 'definition.__proto__ is not a known field'],
  [{ groups: {} }, 'definition.groups is not valid: expected array, received object'],
  [{ groups_op: 'xor' }, 'definition.groups_op is not valid: expected one of "and"|"or", received "xor"'],
  [
    { apps_used: { scope: 'some' } },
    'definition.apps_used.scope is not valid: expected one of "all"|"none"|"specific", received "some"',
  ],
  [{ apps_used: { scope: 'specific' } }, 'definition.apps_used.app_ids is required'],
  [
    { apps_used: { scope: 'specific', app_ids: [] } },
    'definition.apps_used.app_ids is not valid: expected 1 to 256 values, received 0',
  ],
  [{ apps_used: { scope: 'none', app_ids: ['a'] } }, 'definition.apps_used.app_ids is not a known field'],
  [{ groups: [{}] }, 'definition.groups[0].filters is required'],
  [{ groups: [{ filters: [] }] }, 'definition.groups[0].filters is not valid: expected at least one filter'],
  [
    { exclusion_groups: [{ op: 'and', filters: [] }] },
    'definition.exclusion_groups[0].filters is not valid: expected at least one filter',
  ],
  [
    { groups: [{ op: 'not', filters: [{ type: 'identity', is: 'identified' }] }] },
    'definition.groups[0].op is not valid: expected one of "and"|"or", received "not"',
  ],
])('the definition %j is refused', (definition, message) => {
  expect(refusalOf(definition)).toBe(message);
});
