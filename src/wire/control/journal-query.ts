import { z } from 'zod';
import type { JournalFilter } from '../../domain/journal/journal-filter.js';
import { parseIsoTime } from '../../domain/time/time.js';
import { limit, numberCursor } from './read.js';

const text = z.string().min(1);

const route = text
  .refine(
    (its) => its.startsWith('/') && !its.includes('?'),
    'expected a path without query, such as /partners/*/cohorts',
  )
  .optional();

/** `404`, or a class such as `4xx`. */
const statuses = z
  .string()
  .regex(/^[1-5](?:\d\d|xx)$/i, 'expected a status such as 404, or a class such as 4xx')
  .transform((its) => {
    const isClass = /xx$/i.test(its);
    const from = Number(isClass ? `${its[0]}00` : its);
    return { from, to: isClass ? from + 99 : from };
  })
  .optional();

const time = z
  .string()
  .refine((its) => parseIsoTime(its) !== undefined, 'expected an ISO 8601 time')
  .transform((its) => parseIsoTime(its)!)
  .optional();

/** Pages of a journal, all of it or what a filter leaves. */
export const journalQuery = z
  .strictObject({
    limit,
    cursor: numberCursor,
    route,
    method: text.transform((its) => its.toUpperCase()).optional(),
    status: statuses,
    partner: text.transform((its) => its.toLowerCase()).optional(),
    cohort_id: text.optional(),
    decision: text.optional(),
    since: time,
    until: time,
  })
  .transform((its) => ({
    page: { limit: its.limit, after: its.cursor },
    filter: {
      route: its.route,
      method: its.method,
      statuses: its.status,
      partner: its.partner,
      cohortId: its.cohort_id,
      decision: its.decision,
      since: its.since,
      until: its.until,
    } satisfies JournalFilter,
  }));
