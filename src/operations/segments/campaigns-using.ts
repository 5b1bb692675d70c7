import { type Campaign, usesSegment } from '../../domain/messaging/campaign.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listCampaigns, updateCampaign } from '../../store/messaging/campaigns.js';
import { type Context, nowOf } from '../context.js';

/** Campaigns and Canvases whose target selects by one of the segments, archived ones too, in order of creation. */
export function campaignsUsing(
  context: Context,
  workspace: Workspace,
  segmentIds: readonly string[],
): Campaign[] {
  const wanted = new Set(segmentIds);
  return listCampaigns(context.database, workspace.number, { limit: Number.MAX_SAFE_INTEGER }).filter(
    (campaign) => usesSegment(campaign.target, wanted),
  );
}

/** Archives what uses segments that are being archived. [doc] creating_a_segment */
export function archiveCampaignsUsing(
  context: Context,
  workspace: Workspace,
  segmentIds: readonly string[],
): void {
  const active = campaignsUsing(context, workspace, segmentIds).filter((campaign) => !campaign.isArchived);
  const updatedAt = nowOf(context, workspace);
  for (const campaign of active)
    updateCampaign(context.database, { ...campaign, isArchived: true, updatedAt });
}
