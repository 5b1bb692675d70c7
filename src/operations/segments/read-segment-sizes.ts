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
 * @param range  So many days, the last being that of `endingAt`, which is now when left out.
 */
export function listSegmentSizes(
  context: Context,
  workspace: Workspace,
  segment: Segment,
  range: { days: number; endingAt?: number },
): DaySize[] {
  const now = nowOf(context, workspace);
  const today = dayOf(now);
  const last = dayOf(range.endingAt ?? now);
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
