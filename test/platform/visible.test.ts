import { expect, test } from 'vitest';
import { visible, visibleLines } from '../../src/platform/visible.js';

test.each([
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['a\nb\r\tc\0', 'a\\u000ab\\u000d\\u0009c\\u0000'],
  ['\u007f\u0085\u009b', '\\u007f\\u0085\\u009b'],
  ['\u202egnp.exe\u202c\u2066x\u2069\u200e\u061c', '\\u202egnp.exe\\u202c\\u2066x\\u2069\\u200e\\u061c'],
  ['a\u200bb\u200d\u00ad\ufeff\u2060', 'a\\u200bb\\u200d\\u00ad\\ufeff\\u2060'],
  ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['\u{e0041}', '\\udb40\\udc41'],
  ['Käse 東京 مرحبا 😀 e\u0301', 'Käse 東京 مرحبا 😀 e\u0301'],
])('%j is shown as %s', (text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(visible(text))).toBe(shown);
});

test('a JSON text says the same as before', () => {
  const value = { name: 'a\n\u202e\u2028\u{e0041}\u007f"\\' };
  const shown = visible(JSON.stringify(value));
  expect(JSON.parse(shown)).toEqual(value);
  expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test('line breaks of a text of several lines stay', () => {
  expect(visibleLines('a\n\u202eb\r\n')).toBe('a\n\\u202eb\\u000d\n');
});
