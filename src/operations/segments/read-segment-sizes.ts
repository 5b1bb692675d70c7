import { EmulatorError } from '../../domain/errors.js';
import { profileSetSize } from '../../domain/profile-set.js';
import type { Segment } from '../../domain/segments/definition.js';
import { dayMs, isoDay } from '../../domain/time/time.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listSegmentSizes as listStoredSizes } from '../../store/segments/segment-sizes.js';
import { type Context, nowOf } from '../context.js';
import { findMembers } from './read-segments.js';

/** The size of a segment on one day. */
export interface DaySize {
  /** `2026-02-03`, in UTC. */
  day: string;
  size: number;
}

/**
 * The size of a segment at the end of each of some days, oldest first: 0 before it existed, as kept for days that are
 * over, live from today on. A day that nothing was kept for has the size of the day before. [inferred]
 *
 * @param range  So many days. The last is the last that has ended by `endingAt`, or that it lies in: of midnight it is the day
 * before [client: Airbyte's recorded run], else that day [inferred]. Left out, today.
 * @throws EmulatorError `segment_not_tracked`: without analytics tracking no history is kept. [client: PostHog 2026]
 */
export function listSegmentSizes(
  context: Context,
  workspace: Workspace,
  segment: Segment,
  range: { days: number; endingAt?: number },
): DaySize[] {
  if (!segment.isAnalyticsTracked) {
    throw new EmulatorError('segment_not_tracked', 'The segment has no analytics tracking', {
      path: 'segment_id',
    });
  }
  const now = nowOf(context, workspace);
  const today = dayOf(now);
  const last = range.endingAt === undefined ? today : dayOf(range.endingAt - 1);
  const live = profileSetSize(findMembers(context, workspace, segment));
  const kept = [...listStoredSizes(context.database, segment, isoDay(segment.createdAt), isoDay(now))];
  return Array.from({ length: range.days }, (_, index) => {
    const number = last - range.days + 1 + index;
    const day = isoDay(number * dayMs);
    const size = number >= today ? live : kept.findLast(([keptDay]) => keptDay <= day)?.[1];
    return { day, size: size ?? 0 };
  });
}

function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / dayMs);
}
