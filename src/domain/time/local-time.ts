import { hourMs, minuteMs } from './time.js';

/** The zones that are first and last to see a wall-clock time, in milliseconds of offset from UTC. */
export const earliestZoneOffsetMs = 14 * hourMs;
export const latestZoneOffsetMs = -12 * hourMs;

/** Zones by the long names that Braze takes beside those of the IANA database. [doc] user_attributes_object */
const longNames: Record<string, string> = {
  'Eastern Time (US & Canada)': 'America/New_York',
  'Central Time (US & Canada)': 'America/Chicago',
  'Mountain Time (US & Canada)': 'America/Denver',
  'Pacific Time (US & Canada)': 'America/Los_Angeles',
};

/** Whether a text names a zone: of the IANA database, or by a long name. An offset, which newer Nodes take, is none. */
export function isTimeZone(text: string): boolean {
  if (Object.hasOwn(longNames, text)) return true;
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false; // How Intl says that it knows no such zone.
    throw error;
  }
}

/**
 * When a wall clock in a zone shows a time. One that is skipped or shown twice as the clocks change is taken for one of
 * its two readings.
 *
 * @param wallTime  The time as it would be in UTC, in milliseconds since the epoch.
 * @param zone  As a profile has it; UTC when it has none.
 */
export function momentIn(zone: string | null, wallTime: number): number {
  if (zone === null) return wallTime;
  const name = longNames[zone] ?? zone;
  const guess = wallTime - offsetMs(name, wallTime);
  return wallTime - offsetMs(name, guess);
}

function offsetMs(zone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const text = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d{2}):(\d{2})$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}
