import { expect, test } from 'vitest';
import { piecesOf, whenFound } from '../../../src/dashboard/parts/when-found.js';

const noFailure = () => expect.fail('nothing fails');

test('a page is sent as far as a part that takes a moment, before that is even looked for', async () => {
  const finding: (() => Promise<string>)[] = [];
  let asked = 0;
  const part = whenFound({ finding }, async () => `found ${++asked}`);
  const pieces = piecesOf(`<h1>Title</h1>${part}<p>below</p>`, finding, noFailure);
  expect([(await pieces.next()).value, asked]).toEqual(['<h1>Title</h1>', 0]);
  expect([(await pieces.next()).value, (await pieces.next()).value]).toEqual(['found 1', '<p>below</p>']);
  expect((await pieces.next()).done).toBe(true);
});

test('each of several parts stands where it belongs, whichever was named first', async () => {
  const finding: (() => Promise<string>)[] = [];
  const second = whenFound({ finding }, async () => 'second');
  const first = whenFound({ finding }, async () => 'first');
  let text = '';
  for await (const piece of piecesOf(`a ${first} b ${second} c`, finding, noFailure)) text += piece;
  expect(text).toBe('a first b second c');
});

test('what was found is sent before the parts that it has itself are looked for', async () => {
  const finding: (() => Promise<string>)[] = [];
  let asked = 0;
  const whole = whenFound({ finding }, async () => {
    return `b ${whenFound({ finding }, async () => `found ${++asked}`)} c`;
  });
  const pieces = piecesOf(`a ${whole} d`, finding, noFailure);
  expect([(await pieces.next()).value, (await pieces.next()).value, asked]).toEqual(['a ', 'b ', 0]);
  let rest = '';
  for await (const piece of pieces) rest += piece;
  expect(rest).toBe('found 1 c d');
});

test('in place of a part that cannot be found out stands why, and the page goes on', async () => {
  const finding: (() => Promise<string>)[] = [];
  const part = whenFound({ finding }, () => Promise.reject(new Error('the journal is gone')));
  let text = '';
  const pieces = piecesOf(`a ${part} b`, finding, (error) => (error as Error).message);
  for await (const piece of pieces) text += piece;
  expect(text).toBe('a the journal is gone b');
});
