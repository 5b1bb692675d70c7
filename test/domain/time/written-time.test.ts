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

// As languages print a date-time with its offset. The first was recorded, taken.
test.each([
  ['Ruby', '2026-02-03 09:00:00 -0500', '2026-02-03T14:00:00.000Z'],
  ['Ruby, UTC', '2026-02-03 09:00:00 UTC', '2026-02-03T09:00:00.000Z'],
  ['Ruby, inspected', '2026-02-03 09:00:00.123456 +0100', '2026-02-03T08:00:00.123Z'],
  ['Python', '2026-02-03 09:00:00.123456-05:00', '2026-02-03T14:00:00.123Z'],
  ['Python, UTC', '2026-02-03 09:00:00+00:00', '2026-02-03T09:00:00.000Z'],
  ['Go', '2026-02-03 09:00:00.123456789 -0500 EST', '2026-02-03T14:00:00.123Z'],
  ['Go, UTC', '2026-02-03 09:00:00 +0000 UTC', '2026-02-03T09:00:00.000Z'],
  ['Go, a zone without letters', '2026-02-03 09:00:00 -0300 -03', '2026-02-03T12:00:00.000Z'],
  ['Go, of now', '2026-02-03 09:00:00.5 -0500 EST m=+0.000123', '2026-02-03T14:00:00.500Z'],
  ['Java', '2026-02-03T09:00-05:00[America/New_York]', '2026-02-03T14:00:00.000Z'],
  ['Java, UTC', '2026-02-03T09:00:00.5Z[Etc/UTC]', '2026-02-03T09:00:00.500Z'],
])('what %s prints is a time of an event and of an attribute', (_, text, time) => {
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

test.each([
  '',
  'yesterday',
  '16/07/2013',
  '02/30/2013',
  '2013-07-16T19:20:30:1234Z',
  '1374002430',
  '2026-02-03 09:00:00 EST',
  '2026-02-30 09:00:00 -0500',
  '2026-02-03 09:00:00  -0500',
])('%j is no time', (text) => {
  expect(parseAttributeTime(text)).toBeUndefined();
});
