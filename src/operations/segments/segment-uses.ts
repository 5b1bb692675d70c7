import { type Campaign, segmentIdsOf } from '../../domain/messaging/campaign.js';
import type { Segment } from '../../domain/segments/definition.js';
import { usedSegmentIds } from '../../domain/segments/filter-places.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listCampaigns } from '../../store/messaging/campaigns.js';
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

/** The same of many: what could use them is read once. */
export function usesOfEach(
  context: Context,
  workspace: Workspace,
  segments: readonly Segment[],
): (segment: Segment) => SegmentUses {
  if (segments.length === 0) return () => noUses;
  const { database } = context;
  const everyCampaign = { limit: Number.MAX_SAFE_INTEGER };
  const campaigns = listCampaigns(database, workspace.number, everyCampaign).map((campaign) => ({
    campaign,
    used: new Set(segmentIdsOf(campaign.target)),
  }));
  const users = listSegments(database, workspace.number).map((segment) => ({
    segment,
    used: usedSegmentIds(segment.definition),
  }));
  return ({ id }) => ({
    segments: users.filter(({ used }) => used.has(id)).map(({ segment }) => segment),
    campaigns: campaigns.filter(({ used }) => used.has(id)).map(({ campaign }) => campaign),
  });
}

/** Segments with a filter that names the given one, in order of creation. */
export function listSegmentsUsing(context: Context, workspace: Workspace, segmentId: string): Segment[] {
  return listSegments(context.database, workspace.number).filter((its) =>
    usedSegmentIds(its.definition).has(segmentId),
  );
}
