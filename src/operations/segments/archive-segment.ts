import type { Segment } from '../../domain/segments/definition.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { updateSegment } from '../../store/segments/segments.js';
import { type Context, nowOf } from '../context.js';
import { archiveCampaignsUsing } from './campaigns-using.js';
import { getSavedSegment, getSegment, type SegmentView, viewSegment } from './read-segments.js';
import { listSegmentsUsing } from './segment-uses.js';

/**
 * Archives a segment and all that uses it. [doc] creating_a_segment
 *
 * @throws EmulatorError `segment_not_found`.
 */
export function archiveSegment(context: Context, workspace: Workspace, id: string): SegmentView {
  archiveWithUses(context, workspace, getSavedSegment(context, workspace, id));
  return getSegment(context, workspace, id);
}

/** The one place where segments are archived: whatever uses one is archived from here. Segments nest one level deep. */
function archiveWithUses(context: Context, workspace: Workspace, segment: Segment): void {
  const archived = [segment, ...listSegmentsUsing(context, workspace, segment.id)];
  for (const its of archived) saveArchived(context, workspace, its, true);
  archiveCampaignsUsing(
    context,
    workspace,
    archived.map(({ id }) => id),
  );
}

/**
 * Takes a segment back out of the archive. What was archived with it stays there. [doc], the latter [inferred]
 *
 * @throws EmulatorError `segment_not_found`.
 */
export function unarchiveSegment(context: Context, workspace: Workspace, id: string): SegmentView {
  const segment = getSavedSegment(context, workspace, id);
  return viewSegment(context, workspace, saveArchived(context, workspace, segment, false));
}

/** Counts as an edit when it changes something. [inferred] */
function saveArchived(
  context: Context,
  workspace: Workspace,
  segment: Segment,
  isArchived: boolean,
): Segment {
  if (segment.isArchived === isArchived) return segment;
  const changed = { ...segment, isArchived, updatedAt: nowOf(context, workspace) };
  updateSegment(context.database, changed);
  return changed;
}
