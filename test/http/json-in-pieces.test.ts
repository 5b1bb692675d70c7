import { expect, test } from 'vitest';
import { atOnce } from '../../src/domain/pieces.js';
import { jsonInPieces } from '../../src/http/json-in-pieces.js';

const written = (its: object) => Buffer.concat(atOnce(jsonInPieces(its))).toString();

const long = Array.from({ length: 3_000 }, (_, index) => ({ id: index, text: 'ä'.repeat(100) }));

test.each<[string, object]>([
  ['nothing', {}],
  ['an empty list', { users: [], next_cursor: null }],
  ['what is left out', { size: undefined, users: [{ a: undefined, b: 1 }], next_cursor: 'x' }],
  ['odd names and texts', { '"': ['\u2028', '😀'], b: 'c' }],
  ['a long list, and others', { before: 1, users: long, after: [[], [1, [2]]], next_cursor: null }],
])('JSON that is written in pieces is what it is at once: %s', (_what, its) => {
  expect(written(its)).toBe(JSON.stringify(its));
});

test('a long list is written with pauses, a short one without', () => {
  expect([...jsonInPieces({ users: long })].length).toBeGreaterThan(3);
  expect([...jsonInPieces({ users: long.slice(0, 10) })]).toEqual([]);
});
