const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{1,2}(?::?\d{2})?)?)?$/;

/**
 * Reads an ISO 8601 date or date-time.
 *
 * A missing zone means UTC and a missing clock time means midnight. `[doc]` user_attributes_object for the zone;
 * the accepted forms are `[inferred]`: `2026-02-03`, `2026-02-03T09:00`, `…T09:00:00.123Z`, `…+05:00`, `…+0500`, and the
 * one-digit offset `-5:00` that Braze's own samples print.
 *
 * @returns Milliseconds since the epoch, or `undefined` when the text names no moment (31 February, hour 25).
 */
export function parseIsoTime(text: string): number | undefined {
  const match = isoForm.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(date).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offsetMs = zoneOffsetMs(zone);
  if (offsetMs === undefined) return undefined;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const clockMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
  return date + clockMs - offsetMs;
}

function zoneOffsetMs(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const match = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone)!;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? '0');
  if (hours > 23 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The ISO 8601 form in UTC with milliseconds, as Braze writes `created_at`. [client: braze_ruby recording] */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
