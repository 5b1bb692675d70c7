import {
  limitedBy,
  type RateLimitBucket,
  type RateLimitStanding,
  standingOf,
  windowStart,
} from '../domain/rate-limit.js';
import type { Workspace } from '../domain/workspace.js';
import { type Context, nowOf } from './context.js';

/** Counts one request against a bucket of the workspace, which may limit it otherwise, and says where that leaves it. */
export function countRequest(
  context: Context,
  workspace: Workspace,
  bucket: RateLimitBucket,
): RateLimitStanding {
  const now = nowOf(context, workspace);
  const entry = entryOf(context, workspace, bucket, now);
  entry.used++;
  return standingOf(limitedBy(bucket, workspace.behaviour.rateLimits), entry.used, now);
}

/** Where the workspace stands in a bucket, without counting. */
export function peekRateLimit(
  context: Context,
  workspace: Workspace,
  bucket: RateLimitBucket,
): RateLimitStanding {
  const now = nowOf(context, workspace);
  const { used } = entryOf(context, workspace, bucket, now);
  return standingOf(limitedBy(bucket, workspace.behaviour.rateLimits), used, now);
}

function entryOf(
  context: Context,
  workspace: Workspace,
  bucket: RateLimitBucket,
  now: number,
): { windowStart: number; used: number } {
  let counts = context.requestCounts.get(workspace.number);
  if (counts === undefined) context.requestCounts.set(workspace.number, (counts = new Map()));
  const start = windowStart(bucket, now);
  let entry = counts.get(bucket.name);
  if (entry === undefined || entry.windowStart !== start) {
    counts.set(bucket.name, (entry = { windowStart: start, used: 0 }));
  }
  return entry;
}
