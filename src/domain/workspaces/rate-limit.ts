import { cohortRequestsPerHourMax } from '../limits.js';
import { dayMs, hourMs, minuteMs, secondMs } from '../time/time.js';

/** A documented number of requests per window of the clock. Windows are aligned to it, not rolling. [doc] api/api_limits */
export interface RateLimitBucket {
  name: string;
  /** Where requests are counted apart that share one limit: what tells them apart. */
  countedBy?: string;
  requestsMax: number;
  windowMs: number;
}

/** [doc] api/api_limits and the endpoint pages, for accounts onboarded since 2024-08-22 where that matters. */
export const rateLimitBuckets = {
  track: { name: 'users_track', requestsMax: 3_000, windowMs: 3 * secondMs },
  usersShared: { name: 'users_shared', requestsMax: 20_000, windowMs: minuteMs },
  rename: { name: 'external_ids_rename', requestsMax: 1_000, windowMs: minuteMs },
  remove: { name: 'external_ids_remove', requestsMax: 1_000, windowMs: minuteMs },
  exportIds: { name: 'export_ids', requestsMax: 250, windowMs: minuteMs },
  /** With `fields_to_export` and neither `canvases_received` nor `campaigns_received`. */
  exportIdsFields: { name: 'export_ids_fields', requestsMax: 40, windowMs: secondMs },
  /** Of `/messages/send`, triggers and their schedules when they address no named users, over all audiences. */
  broadcast: { name: 'broadcast', requestsMax: 250, windowMs: minuteMs },
  /** The same to one unique audience, counted beside them. */
  broadcastAudience: { name: 'broadcast_audience', requestsMax: 10, windowMs: minuteMs },
  createSendId: { name: 'sends_id_create', requestsMax: 100, windowMs: dayMs },
  shared: { name: 'shared', requestsMax: 250_000, windowMs: hourMs },
} as const satisfies Record<string, RateLimitBucket>;

/** A bucket that can be given another limit by its name. */
export type RateLimitName = (typeof rateLimitBuckets)[keyof typeof rateLimitBuckets]['name'];
/** Requests per window that are allowed instead of the documented number. */
export type RateLimits = { [Name in RateLimitName]?: number };

/** A bucket with the limit that a workspace gives it. */
export function limitedBy(
  bucket: RateLimitBucket,
  limits: { readonly [name: string]: number | undefined },
): RateLimitBucket {
  return { ...bucket, requestsMax: limits[bucket.name] ?? bucket.requestsMax };
}

/** Both cohort endpoints together, per workspace and partner. [doc] cohort_import for the number, scope [inferred] */
export function cohortBucket(partner: string, requestsMax = cohortRequestsPerHourMax): RateLimitBucket {
  return { name: `cohorts:${partner}`, requestsMax, windowMs: hourMs };
}

/** Where a request stands in its bucket, after it was counted. */
export interface RateLimitStanding {
  limit: number;
  remaining: number;
  /** End of the window, in seconds since the epoch. [client: braze_ruby recording] */
  resetEpochS: number;
  isExceeded: boolean;
  /** Whole seconds until the window ends, at least 1. */
  retryAfterS: number;
}

export function standingOf(bucket: RateLimitBucket, used: number, now: number): RateLimitStanding {
  const windowEnd = windowStart(bucket, now) + bucket.windowMs;
  return {
    limit: bucket.requestsMax,
    remaining: Math.max(0, bucket.requestsMax - used),
    resetEpochS: Math.ceil(windowEnd / 1000),
    isExceeded: used > bucket.requestsMax,
    retryAfterS: Math.max(1, Math.ceil((windowEnd - now) / 1000)),
  };
}

/** A bucket with nothing left, until its window ends or for the seconds given. */
export function exceededStanding(
  bucket: RateLimitBucket,
  now: number,
  retryAfterS: number | null,
): RateLimitStanding {
  const standing = standingOf(bucket, bucket.requestsMax + 1, now);
  return retryAfterS === null
    ? standing
    : { ...standing, retryAfterS, resetEpochS: Math.ceil(now / 1000) + retryAfterS };
}

export function windowStart(bucket: RateLimitBucket, now: number): number {
  return Math.floor(now / bucket.windowMs) * bucket.windowMs;
}
