import { type CampaignUse, segmentIdsOf } from '../../domain/messaging/campaign.js';
import type { Segment } from '../../domain/segments/definition.js';
import { usedSegmentIds } from '../../domain/segments/filter-places.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listCampaignUses } from '../../store/messaging/campaigns.js';
import { listSegments, listSegmentsWith } from '../../store/segments/segments.js';
import type { Context } from '../context.js';
import { campaignsUsing } from './campaigns-using.js';

/** What uses a segment, archived or not. */
export interface SegmentUses {
  segments: Pick<Segment, 'id' | 'name'>[];
  /** Campaigns and Canvases. */
  campaigns: Pick<CampaignUse, 'kind' | 'id' | 'name'>[];
}

/** Of a segment that is new: nothing can name it yet. */
export const noUses: SegmentUses = { segments: [], campaigns: [] };

/** What would be without its segment if that went away. */
export function usesOf(context: Context, workspace: Workspace, segment: Segment): SegmentUses {
  return {
    segments: listSegmentsUsing(context, workspace, segment.id).map(namedSegment),
    campaigns: campaignsUsing(context, workspace, [segment.id]).map(namedCampaign),
  };
}

/** The same of many: what could use them is read once. */
export function usesOfEach({ database }: Context, workspace: Workspace): (segment: Segment) => SegmentUses {
  const campaigns = listCampaignUses(database, workspace.number).map((campaign) => ({
    named: namedCampaign(campaign),
    used: new Set(segmentIdsOf(campaign.target)),
  }));
  const users = listSegments(database, workspace.number).map((segment) => ({
    named: namedSegment(segment),
    used: usedSegmentIds(segment.definition),
  }));
  return ({ id }) => ({
    segments: users.filter(({ used }) => used.has(id)).map(({ named }) => named),
    campaigns: campaigns.filter(({ used }) => used.has(id)).map(({ named }) => named),
  });
}

function namedSegment({ id, name }: Segment): SegmentUses['segments'][number] {
  return { id, name };
}

function namedCampaign({ kind, id, name }: CampaignUse): SegmentUses['campaigns'][number] {
  return { kind, id, name };
}

/** Segments with a filter that names the given one, in order of creation. */
export function listSegmentsUsing(context: Context, workspace: Workspace, segmentId: string): Segment[] {
  return listSegmentsWith(context.database, workspace.number, segmentId).filter((its) =>
    usedSegmentIds(its.definition).has(segmentId),
  );
}
