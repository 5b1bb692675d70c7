import { expect, test } from 'vitest';
import { momentIn } from '../../../src/domain/time/local-time.js';
import { isoTime } from '../../../src/domain/time/time.js';

test.each([
  [null, '2026-02-03T20:00:00', '2026-02-03T20:00:00'],
  ['UTC', '2026-02-03T20:00:00', '2026-02-03T20:00:00'],
  ['Asia/Tokyo', '2026-02-03T20:00:00', '2026-02-03T11:00:00'],
  ['America/New_York', '2026-02-03T20:00:00', '2026-02-04T01:00:00'],
  ['Eastern Time (US & Canada)', '2026-07-03T20:00:00', '2026-07-04T00:00:00'],
  ['Pacific Time (US & Canada)', '2026-02-03T20:00:00', '2026-02-04T04:00:00'],
  ['Asia/Kathmandu', '2026-02-03T20:00:00', '2026-02-03T14:15:00'],
  ['Pacific/Kiritimati', '2026-02-03T20:00:00', '2026-02-03T06:00:00'],
  ['Etc/GMT+12', '2026-02-03T20:00:00', '2026-02-04T08:00:00'],
  // The clocks of Paris change at 01:00 UTC on 29 March: before, after, and a night later.
  ['Europe/Paris', '2026-03-29T01:59:00', '2026-03-29T00:59:00'],
  ['Europe/Paris', '2026-03-29T03:00:00', '2026-03-29T01:00:00'],
  ['Europe/Paris', '2026-03-30T03:00:00', '2026-03-30T01:00:00'],
])('a clock in %s shows %s at %s UTC', (zone, wall, moment) => {
  expect(isoTime(momentIn(zone, Date.parse(`${wall}Z`)))).toBe(`${moment}.000Z`);
});
