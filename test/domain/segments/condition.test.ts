import { expect, test } from 'vitest';
import { satisfies } from '../../../src/domain/segments/condition.js';
import { conditionCases, now } from '../../support/segments/condition-cases.js';

test.each(conditionCases)('$rule', ({ condition, matching, others }) => {
  const found = (value: (typeof others)[number]) => satisfies(condition, value, now);
  expect(matching.filter((value) => !found(value))).toEqual([]);
  expect(others.filter(found)).toEqual([]);
});

test('every comparator of every value type stands in the table', () => {
  const seen = new Set(
    conditionCases.map(({ condition }) => `${condition.valueType} ${condition.comparison}`),
  );
  expect(seen.size).toBe(8 + 8 + 3 + 9 + 8);
});
