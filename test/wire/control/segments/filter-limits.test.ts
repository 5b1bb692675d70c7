import { expect, test } from 'vitest';
import { around, refusalOf } from '../../../support/segments/definition-refusal.js';

const plan = { type: 'custom_attribute', name: 'plan', value_type: 'string' };
const event = { type: 'custom_event', name: 'e', metric: 'count', comparison: 'exactly', value: 1 };
const bucket = { type: 'random_bucket', comparison: 'exactly', value: 1 };

test.each([
  [{ ...event, value: 50, within_days: 30 }],
  [{ ...event, value: 0, within_days: 1 }],
  [{ ...event, value: 51 }],
  [{ ...bucket, value: 0 }],
  [{ ...bucket, comparison: 'between', value: [9_999, 9_999] }],
  [{ ...plan, comparison: 'is_any_of', value: Array(256).fill('x') }],
])('the filter %j is at a limit and taken', (filter) => {
  expect(refusalOf(around(filter))).toBeUndefined();
});

test('257 values are one too many', () => {
  const filter = { ...plan, comparison: 'is_any_of', value: Array(257).fill('x') };
  expect(refusalOf(around(filter))).toBe(
    'definition.groups[1].filters[1].value is not valid: expected 1 to 256 values, received 257',
  );
});

test('a filter has at most 10,000 bytes as JSON, whatever a regular expression may have', () => {
  const withRegex = (length: number) => ({ ...plan, comparison: 'matches_regex', value: 'x'.repeat(length) });
  const bytesBeside = JSON.stringify(withRegex(0)).length;
  expect(refusalOf(around(withRegex(10_000 - bytesBeside)))).toBeUndefined();
  expect(refusalOf(around(withRegex(10_001 - bytesBeside)))).toBe(
    'definition.groups[1].filters[1] is not valid: expected at most 10000 bytes as JSON, received 10001',
  );
  expect(refusalOf(around(withRegex(32_764)))).toContain('expected at most 10000 bytes as JSON');
  expect(refusalOf(around(withRegex(32_765)))).toBe(
    'definition.groups[1].filters[1].value is not valid: expected at most 32764 characters, received 32765',
  );
  const inBytes = { ...plan, comparison: 'is_any_of', value: ['é'.repeat(4_990)] };
  expect(refusalOf(around(inBytes))).toContain('received 100');
});
