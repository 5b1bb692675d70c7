import { dataSeriesDaysMax } from '../../domain/limits.js';
import { profileSetSize } from '../../domain/profile-set.js';
import type { Segment } from '../../domain/segments/definition.js';
import { type FindDefinition, segmentExpression } from '../../domain/segments/expression.js';
import { dayMs, isoDay } from '../../domain/time/time.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { saveSegmentSize } from '../../store/segments/segment-sizes.js';
import { listSegments } from '../../store/segments/segments.js';
import { type Context, nowOf } from '../context.js';
import { cancelWorkOfKind, isWorkPlanned, planWork } from '../plan-work.js';
import { definitionsOf, forgetFilters, selectProfiles } from './evaluate.js';

/** Sees to it that sizes are kept from now on: at the end of every UTC day, while there are segments. */
export function planMeasuring(context: Context, workspace: Workspace): void {
  if (isWorkPlanned(context, workspace, 'measure_segments')) return;
  planNext(context, workspace, nowOf(context, workspace));
}

/** After the clock went back: the next end of a day is an earlier one than was planned. */
export function replanMeasuring(context: Context, workspace: Workspace): void {
  if (!isWorkPlanned(context, workspace, 'measure_segments')) return;
  cancelWorkOfKind(context, workspace, 'measure_segments');
  planNext(context, workspace, nowOf(context, workspace));
}

/**
 * Keeps the size of each segment at the end of the day that is just over, and plans the next time.
 *
 * @param now  The time the workspace has got to, which may be long after the end of that day: days that no answer will
 * ever show are skipped.
 */
export function measureSegments(context: Context, workspace: Workspace, now: number): void {
  const { database } = context;
  const segments = listSegments(database, workspace.number);
  if (segments.length === 0) return;
  const midnight = nowOf(context, workspace);
  const day = isoDay(midnight - 1);
  const findDefinition = definitionsOf(context, workspace);
  for (const segment of segments) {
    saveSegmentSize(database, segment, day, measure(context, workspace, segment, findDefinition));
  }
  planNext(context, workspace, Math.max(midnight, now - (dataSeriesDaysMax + 1) * dayMs));
}

/** How many are in a segment. When work is done in slices, one that was measured in an earlier slice is not looked at again. */
function measure(context: Context, workspace: Workspace, segment: Segment, find: FindDefinition): number {
  const { slices, dueAt } = context;
  const key = JSON.stringify([workspace.number, dueAt, segment.id]);
  const known = slices?.sizes.get(key);
  if (known !== undefined) return known;
  const size = profileSetSize(
    selectProfiles(context, workspace, segmentExpression(segment.definition, find)),
  );
  if (slices !== undefined) {
    slices.sizes.set(key, size);
    forgetFilters(context, slices, workspace);
  }
  return size;
}

function planNext(context: Context, workspace: Workspace, after: number): void {
  const midnight = (Math.floor(after / dayMs) + 1) * dayMs;
  planWork(context, workspace, midnight, { kind: 'measure_segments' });
}
