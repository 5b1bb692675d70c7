import { expect, test } from 'vitest';
import { isoTime } from '../../../src/domain/time/time.js';
import { parseAttributeTime, parseEventTime } from '../../../src/domain/time/written-time.js';

const written = (time: number | undefined) => time && isoTime(time);

test.each([
  ['2013-07-16T19:20:30+01:00', '2013-07-16T18:20:30.000Z'],
  ['2013-07-16T19:20:30:123+0100', '2013-07-16T18:20:30.123Z'],
  ['2013-07-16T19:20:30:123Z', '2013-07-16T19:20:30.123Z'],
  ['2013-07-16T19:20:30:123', '2013-07-16T19:20:30.123Z'],
  ['2013-07-16 19:20:30', '2013-07-16T19:20:30.000Z'],
  ['2013-07-16', '2013-07-16T00:00:00.000Z'],
])('%s is a time of an event and of an attribute', (text, time) => {
  expect(written(parseEventTime(text))).toBe(time);
  expect(written(parseAttributeTime(text))).toBe(time);
});

test.each([
  ['07/16/2013', '2013-07-16T00:00:00.000Z'],
  ['Tue 07 16 19:20:30.+01:00 2013', '2013-07-16T18:20:30.000Z'],
  ['Tue 07 16 19:20:30.Z 2013', '2013-07-16T19:20:30.000Z'],
  ['Tue 07 16 19:20:30 2013', '2013-07-16T19:20:30.000Z'],
])('%s is a time of an attribute only', (text, time) => {
  expect(parseEventTime(text)).toBeUndefined();
  expect(written(parseAttributeTime(text))).toBe(time);
});

test.each(['', 'yesterday', '16/07/2013', '02/30/2013', '2013-07-16T19:20:30:1234Z', '1374002430'])(
  '%j is no time',
  (text) => {
    expect(parseAttributeTime(text)).toBeUndefined();
  },
);
