import type { TimeCondition } from '../../domain/segments/moment.js';
import { dayMs } from '../../domain/time/time.js';
import { isCalendarDate, parseAttributeTime } from '../../domain/time/written-time.js';
import { type Sql, sql } from '../sql.js';

/** A condition on a moment in milliseconds, NULL where there is none; unknown then. */
export function momentSql(at: Sql, condition: TimeCondition, now: number): Sql {
  switch (condition.comparison) {
    case 'before':
      return sql`${at} < ${parseAttributeTime(condition.value) ?? null}`;
    case 'after':
      return sql`${at} > ${endOf(condition.value)}`;
    case 'more_than_days_ago':
      return sql`${at} < ${now} - ${condition.value} * ${dayMs}`;
    case 'less_than_days_ago':
      return sql`${at} BETWEEN ${now} - ${condition.value} * ${dayMs} AND ${now}`;
    case 'in_more_than_days':
      return sql`${at} > ${now} + ${condition.value} * ${dayMs}`;
    case 'in_less_than_days':
      return sql`${at} BETWEEN ${now} AND ${now} + ${condition.value} * ${dayMs}`;
    default:
      return condition satisfies never;
  }
}

/** The last millisecond of what a text names: of a whole day, or of an instant. */
function endOf(text: string): number | null {
  const start = parseAttributeTime(text);
  if (start === undefined) return null;
  return isCalendarDate(text) ? start + dayMs - 1 : start;
}
