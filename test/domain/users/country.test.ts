import { expect, test } from 'vitest';
import { countryCode } from '../../../src/domain/users/country.js';

test.each([
  ['NL', 'NL'],
  ['nl', 'NL'],
  [' DE ', 'DE'],
  ['UK', 'GB'],
  ['Australia', 'AU'],
  ['united kingdom', 'GB'],
  ['Germany', 'DE'],
])('%j is the country %s', (text, code) => {
  expect(countryCode(text)).toBe(code);
});

test.each(['', 'XX', 'ZZ', 'EU', 'Atlantis', 'constructor', '12'])('%j is no country', (text) => {
  expect(countryCode(text)).toBeUndefined();
});
