import type { BirthCondition } from '../../domain/segments/definition.js';
import { isoTime } from '../../domain/time/time.js';
import { holds, type Sql, sql } from '../sql.js';
import { comparisonSql, conditionSql, type ValueSource } from './condition-sql.js';

/** Whether a date of birth, kept as `YYYY-MM-DD`, is as a condition says: 0 or 1, never NULL. */
export function birthSql(condition: BirthCondition, dob: ValueSource, now: number): Sql {
  const day = birthday(sql`substr(${dob.value}, 6)`);
  const [year, today] = [new Date(now).getUTCFullYear(), isoTime(now).slice(-19, -14)];
  const isAhead = sql`${today} < ${day}`;
  const age = sql`(${year} - substr(${dob.value}, 1, 4) - (${isAhead}))`;
  const ofDate = (isAsked: Sql) => holds(sql`${isDate(dob)} AND ${isAsked}`);
  switch (condition.comparison) {
    case 'exists':
    case 'does_not_exist':
      return conditionSql({ valueType: 'string', comparison: condition.comparison }, dob, now);
    case 'birthday_on':
      return ofDate(sql`${day} = ${birthday(sql`${condition.value}`)}`);
    case 'age_more_than':
      return ofDate(comparisonSql(age, 'more_than', condition.value));
    case 'age_less_than':
      return ofDate(comparisonSql(age, 'less_than', condition.value));
    case 'age_exactly':
      return ofDate(comparisonSql(age, 'exactly', condition.value));
    default:
      return condition satisfies never;
  }
}

function isDate({ type, value }: ValueSource): Sql {
  return sql`${type} = 'text' AND ${value} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
    AND attribute_time(${value}) IS NOT NULL`;
}

/** `MM-DD` with 29 February as 1 March. */
function birthday(day: Sql): Sql {
  return sql`replace(${day}, '02-29', '03-01')`;
}
