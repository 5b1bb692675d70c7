import {
  limitedBy,
  type RateLimitBucket,
  type RateLimitStanding,
  standingOf,
  windowStart,
} from '../../domain/workspaces/rate-limit.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { type Context, nowOf, type RequestCount } from '../context.js';

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

function entryOf(context: Context, workspace: Workspace, bucket: RateLimitBucket, now: number): RequestCount {
  let counts = context.requestCounts.get(workspace.number);
  if (counts === undefined) context.requestCounts.set(workspace.number, (counts = new Map()));
  const start = windowStart(bucket, now);
  const name = bucket.countedBy === undefined ? bucket.name : `${bucket.name}:${bucket.countedBy}`;
  let entry = counts.get(name);
  if (entry === undefined || entry.windowStart !== start) {
    forgetEnded(counts, now);
    counts.set(name, (entry = { windowStart: start, windowEnd: start + bucket.windowMs, used: 0 }));
  }
  return entry;
}

/** Every audience of a broadcast has a bucket of its own, so windows that are over must not pile up. */
function forgetEnded(counts: Map<string, RequestCount>, now: number): void {
  for (const [name, count] of counts) if (count.windowEnd <= now) counts.delete(name);
}
