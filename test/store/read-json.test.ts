import { expect, test } from 'vitest';
import { readJson, rememberingLast } from '../../src/store/read-json.js';

test('a text that is read again is not read anew, and another text never gets what the last one was made into', () => {
  let reads = 0;
  const read = rememberingLast((text) => {
    reads++;
    return readJson<number>(text);
  });
  expect([read('1'), read('1'), read('2'), read('1')]).toEqual([1, 1, 2, 1]);
  expect(reads).toBe(3);
});
