import { dayMs } from '../time/time.js';
import { isCalendarDate, parseAttributeTime } from '../time/written-time.js';

/** Days are 24 hours; the edges of a window are inclusive. [inferred] edges */
export type DaysComparison =
  | 'more_than_days_ago'
  | 'less_than_days_ago'
  | 'in_more_than_days'
  | 'in_less_than_days';

/**
 * What a filter asks of a moment. Against a calendar date in UTC, `before` means before its start and `after` after its
 * end; against a text with a clock time both mean that instant. [inferred] Days are 24 hours back or forth from now, and
 * a day window ends at now. [doc] data_types
 */
export type TimeCondition =
  | { comparison: 'before' | 'after'; value: string }
  | { comparison: DaysComparison; value: number };

/** Whether a moment, in milliseconds since the epoch, is as the condition says. */
export function isAsTimed(at: number, condition: TimeCondition, now: number): boolean {
  switch (condition.comparison) {
    case 'before': {
      const start = parseAttributeTime(condition.value);
      return start !== undefined && at < start;
    }
    case 'after': {
      const start = parseAttributeTime(condition.value);
      if (start === undefined) return false;
      return isCalendarDate(condition.value) ? at >= start + dayMs : at > start;
    }
    case 'more_than_days_ago':
      return at < now - condition.value * dayMs;
    case 'less_than_days_ago':
      return at >= now - condition.value * dayMs && at <= now;
    case 'in_more_than_days':
      return at > now + condition.value * dayMs;
    case 'in_less_than_days':
      return at >= now && at <= now + condition.value * dayMs;
    default:
      return condition satisfies never;
  }
}
