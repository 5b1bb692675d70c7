export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
/** Of 24 hours, as all days of UTC are. */
export const dayMs = 24 * hourMs;

const zoneForm = '(?:Z|[+-]\\d{1,2}(?::?\\d{2})?)';
const extendedForm = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(${zoneForm})?)?$`,
  'i',
);
const basicForm = new RegExp(
  `^(\\d{4})(\\d{2})(\\d{2})(?:T(\\d{2})(\\d{2})(?:(\\d{2})(?:[.,](\\d{1,9}))?)?(${zoneForm})?)?$`,
  'i',
);

/**
 * Reads an ISO 8601 date or date-time.
 *
 * A missing zone means UTC and a missing clock time means midnight. `[doc]` user_attributes_object for the zone;
 * the accepted forms are `[inferred]`: `2026-02-03`, `2026-02-03T09:00`, `…T09:00:00.123Z`, `…+05:00`, `…+0500`, the
 * same without separators (`20260203T090000Z`), 24:00 and a leap second, a space for the `T`, and the one-digit offset
 * `-5:00` that Braze's own samples print. Dates by week or by day of the year are not read.
 *
 * @returns Milliseconds since the epoch, or `undefined` when the text names no moment (31 February, hour 25).
 */
export function parseIsoTime(text: string): number | undefined {
  const match = extendedForm.exec(text) ?? basicForm.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const moment = new Date(0);
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999. Go's zero time is in the year 1.
  const date = moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isInCalendar = moment.getUTCFullYear() === Number(year) && moment.getUTCMonth() === Number(month) - 1;
  if (!isInCalendar || moment.getUTCDate() !== Number(day)) return undefined;
  if (!isClockTime(Number(hour), Number(minute), Number(second), fraction)) return undefined;
  const offsetMs = zoneOffsetMs(zone);
  if (offsetMs === undefined) return undefined;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const clockMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
  return date + clockMs - offsetMs;
}

/** 24:00 is the end of the day, and a leap second follows the last of an hour; both name the moment after. */
function isClockTime(hour: number, minute: number, second: number, fraction: string): boolean {
  if (hour === 24) return minute === 0 && second === 0 && Number(fraction) === 0;
  return hour <= 23 && minute <= 59 && (second <= 59 || (second === 60 && minute === 59));
}

function zoneOffsetMs(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const match = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  if (match === null) return undefined;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? '0');
  if (hours > 23 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * minuteMs;
}

/** The ISO 8601 form in UTC with milliseconds, as Braze writes `created_at`. [client: braze_ruby recording] */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The same in whole seconds, as segments and campaigns show their times. [doc] get_segment_details */
export function isoSeconds(milliseconds: number): string {
  return isoTime(milliseconds).replace(/\.\d{3}Z$/, 'Z');
}

/** The same with the zone as an offset, as lists show when something was edited. [client: recorded lists] */
export function offsetSeconds(milliseconds: number): string {
  return isoSeconds(milliseconds).replace(/Z$/, '+00:00');
}

/** The day in UTC a moment lies in, as `2026-02-03`. */
export function isoDay(milliseconds: number): string {
  return isoTime(milliseconds).replace(/T.*$/, '');
}
