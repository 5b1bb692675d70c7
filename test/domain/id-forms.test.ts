import { expect, test } from 'vitest';
import { formsOfId, isPlaceholder } from '../../src/domain/id-forms.js';

test.each(['null', 'undefined', 'NaN', 'None', 'nil', '[object Object]'])('%s is no id', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each(['Null', 'nullable', 'none', '0', '', 'u-1'])('%j may be one', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

test.each([
  ['cust-1', 'CUST-1'],
  ['CUST-1', 'cust-1'],
  ['anna maria', 'Anna Maria'],
  [' 7 ', '7'],
  ['7', '007'],
  ['007', '7'],
  ['"7"', '7'],
  ['\u201c7\u201d', '7'],
  ['e\u0301', '\u00e9'],
  ['\u00e9', 'e\u0301'],
])('%j may have been meant to be %j', (id, meant) => {
  expect(formsOfId(id)).toContain(meant);
});

test('an id is none of its forms, and the empty text has none, nor a text that is no id', () => {
  expect(formsOfId('Cust-7')).not.toContain('Cust-7');
  expect(formsOfId('   ')).not.toContain('');
  expect(formsOfId('')).toEqual([]);
  expect(formsOfId('x'.repeat(301))).toEqual([]);
});
