import type { JsonValue } from '../json.js';
import { parseIsoTime } from '../time/time.js';
import { isBlank } from './condition.js';
import type { BirthCondition } from './definition.js';

/**
 * Whether a date of birth is as a condition says, by the calendar of UTC. 29 February counts as 1 March [doc]
 * segmentation_filters, in leap years too and for ages as well [inferred].
 */
export function birthMatches(condition: BirthCondition, dob: JsonValue | undefined, now: number): boolean {
  const born = dateOf(dob);
  switch (condition.comparison) {
    case 'exists':
      return !isBlank(dob);
    case 'does_not_exist':
      return isBlank(dob);
    case 'birthday_on':
      return born !== undefined && birthdayOf(born) === birthdayOf(`2000-${condition.value}`);
    case 'age_more_than':
      return born !== undefined && ageOf(born, now) > condition.value;
    case 'age_less_than':
      return born !== undefined && ageOf(born, now) < condition.value;
    case 'age_exactly':
      return born !== undefined && ageOf(born, now) === condition.value;
    default:
      return condition satisfies never;
  }
}

/** A profile keeps its date of birth as `YYYY-MM-DD`; anything else is none. */
function dateOf(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  return parseIsoTime(value) === undefined ? undefined : value;
}

/** `MM-DD` of a date. */
function birthdayOf(date: string): string {
  const day = date.slice(5);
  return day === '02-29' ? '03-01' : day;
}

/** Completed years. */
function ageOf(born: string, now: number): number {
  const today = new Date(now);
  const [month = 1, day = 1] = birthdayOf(born).split('-').map(Number);
  const year = today.getUTCFullYear();
  const isBirthdayAhead = now < Date.UTC(year, month - 1, day);
  return year - Number(born.slice(0, 4)) - (isBirthdayAhead ? 1 : 0);
}
