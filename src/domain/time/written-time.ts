import { parseIsoTime } from './time.js';

const colonMilliseconds = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}):(\d{3})(Z|[+-]\d{2}:?\d{2})?$/;
const slashedDate = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const yearLast = /^[A-Z][a-z]{2} (\d{2}) (\d{2}) (\d{2}:\d{2}:\d{2})\.?(Z|[+-]\d{2}:?\d{2})? (\d{4})$/;

/**
 * A date-time with its offset as Ruby, Python, Go and Java print it: `2026-02-03 09:00:00 -0500`, `… UTC`,
 * `….123456789 -0500 EST m=+0.1`, `2026-02-03T09:00-05:00[America/New_York]`.
 */
const printed = new RegExp(
  [
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)/, // date, clock time
    / ?(Z|UTC|[+-]\d{2}:?\d{2})/, // offset
    /(?: (?:[A-Z]{2,5}|[+-]\d{2,4}))?(?: m=[+-]\d+\.\d+)?/, // Go: name of the zone, reading of the monotonic clock
    /(?:\[[\w/+-]+\])?$/, // Java: name of the zone
  ]
    .map(({ source }) => source)
    .join(''),
);

/**
 * Reads the time of an event or purchase: ISO 8601, or `yyyy-MM-ddTHH:mm:ss:SSSZ`. [doc] objects_filters/event_object Also
 * what languages print by default: of Ruby `2026-02-03 09:00:00 -0500` was taken [client: braze_ruby recording 2020], the
 * others [inferred].
 *
 * @returns Milliseconds since the epoch, or `undefined` when the text names no moment.
 */
export function parseEventTime(text: string): number | undefined {
  return (
    parseIsoTime(text) ??
    parseIsoTime(text.replace(colonMilliseconds, '$1.$2$3')) ??
    parseIsoTime(
      text.replace(printed, (_, date, clock, zone) => `${date}T${clock}${zone === 'UTC' ? 'Z' : zone}`),
    )
  );
}

/**
 * Reads a date or time that is an attribute: as of an event, `MM/dd/yyyy`, or `ddd MM dd HH:mm:ss.TZD YYYY`. No zone
 * means UTC. [doc] objects_filters/user_attributes_object
 *
 * @returns Milliseconds since the epoch, or `undefined` when the text names no moment.
 */
export function parseAttributeTime(text: string): number | undefined {
  return (
    parseEventTime(text) ??
    parseIsoTime(text.replace(slashedDate, '$3-$1-$2').replace(yearLast, '$5-$1-$2T$3$4'))
  );
}

const calendarDate = /^(\d{4}-\d{2}-\d{2}|\d{8}|\d{2}\/\d{2}\/\d{4})$/;

/** Whether a text that `parseAttributeTime` reads names a whole day: it has no clock time. */
export function isCalendarDate(text: string): boolean {
  return calendarDate.test(text);
}
