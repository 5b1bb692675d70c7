import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { EmulatorError } from '../../../domain/errors.js';
import type { JsonValue } from '../../../domain/json.js';
import {
  cohortBucket,
  type RateLimitBucket,
  type RateLimitStanding,
} from '../../../domain/workspaces/rate-limit.js';
import type { PartnerAccess } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import type { BrazeEnv } from '../env.js';
import { bodyOf } from './body.js';

/** Counts the request in its bucket and refuses it when that is full. For REST endpoints: before malformed JSON is. */
export const restRateLimit = (
  emulator: Emulator,
  bucketOf: (body: JsonValue | undefined) => RateLimitBucket,
) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    const standing = emulator.countRequest(c.get('access').workspace, bucketOf(bodyOf(c)));
    setRateLimitHeaders(c, standing);
    assertWithinRateLimit(c, standing);
    await next();
  });

/**
 * Counts the request of a partner in any case; the refusal comes after the body's fields were checked, which the routes
 * do with `assertWithinRateLimit`. [inferred]
 */
export const countCohortRequest = (emulator: Emulator) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    const partnerAccess = c.get('partnerAccess');
    const standing = emulator.countRequest(partnerAccess.workspace, cohortBucketOf(partnerAccess));
    c.set('standing', standing);
    setRateLimitHeaders(c, standing);
    await next();
  });

export function cohortBucketOf({ workspace, partner }: PartnerAccess): RateLimitBucket {
  return cohortBucket(partner, workspace.behaviour.cohortRequestsPerHour);
}

/** @throws EmulatorError `rate_limited`; the answer then says in how many seconds the window ends. */
export function assertWithinRateLimit(c: Context<BrazeEnv>, standing: RateLimitStanding): void {
  if (!standing.isExceeded) return;
  setRetryAfter(c, standing);
  throw new EmulatorError('rate_limited', `More than ${standing.limit} requests in this window`);
}

/** The reset is a moment [client: braze_ruby recording], or for MAU-priced accounts the seconds until then [doc] post_user_track. */
export function setRateLimitHeaders(c: Context<BrazeEnv>, standing: RateLimitStanding): void {
  const isLeft = c.get('record').workspace?.behaviour.ratelimitResetFormat === 'seconds_left';
  c.header('X-RateLimit-Limit', String(standing.limit));
  c.header('X-RateLimit-Remaining', String(standing.remaining));
  c.header('X-RateLimit-Reset', String(isLeft ? standing.retryAfterS : standing.resetEpochS));
}

/** How many seconds to wait, which is all that a 429 of a plan priced by MAU says. [doc] post_user_track */
export function setRetryAfter(c: Context<BrazeEnv>, standing: RateLimitStanding): void {
  c.header('X-Ratelimit-Retry-After', String(standing.retryAfterS));
}

export function setEmptyRateLimitHeaders(c: Context<BrazeEnv>): void {
  c.header('X-RateLimit-Limit', '');
  c.header('X-RateLimit-Remaining', '');
  c.header('X-RateLimit-Reset', '');
}

export function clearRateLimitHeaders(c: Context): void {
  for (const name of ['Limit', 'Remaining', 'Reset']) c.header(`X-RateLimit-${name}`, undefined);
  c.header('X-Ratelimit-Retry-After', undefined);
}
