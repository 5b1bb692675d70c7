import type { Campaign } from '../../domain/messaging/campaign.js';
import type { Segment } from '../../domain/segments/definition.js';
import { usedSegmentIds } from '../../domain/segments/filter-places.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listSegments } from '../../store/segments/segments.js';
import type { Context } from '../context.js';
import { campaignsUsing } from './campaigns-using.js';

/** What uses a segment, archived or not. */
export interface SegmentUses {
  segments: Segment[];
  /** Campaigns and Canvases. */
  campaigns: Campaign[];
}

/** Of a segment that is new: nothing can name it yet. */
export const noUses: SegmentUses = { segments: [], campaigns: [] };

/** What would be without its segment if that went away. */
export function usesOf(context: Context, workspace: Workspace, segment: Segment): SegmentUses {
  return {
    segments: listSegmentsUsing(context, workspace, segment.id),
    campaigns: campaignsUsing(context, workspace, [segment.id]),
  };
}

/** Segments with a filter that names the given one, in order of creation. */
export function listSegmentsUsing(context: Context, workspace: Workspace, segmentId: string): Segment[] {
  return listSegments(context.database, workspace.number).filter((its) =>
    usedSegmentIds(its.definition).has(segmentId),
  );
}
