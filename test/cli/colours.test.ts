import { expect, test } from 'vitest';
import { paintFor } from '../../src/cli/colours.js';

test.each([
  ['a terminal', { isTTY: true }, {}, '\u001b[31mno\u001b[0m'],
  ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, 'no'],
  ['a terminal with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, '\u001b[31mno\u001b[0m'],
  ['a pipe', {}, {}, 'no'],
])('%s', (_, stream, environment, text) => {
  expect(paintFor(stream, environment)('red', 'no')).toBe(text);
});
