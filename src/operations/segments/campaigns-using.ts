import { type CampaignUse, usesSegment } from '../../domain/messaging/campaign.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { archiveCampaign, listCampaignUses } from '../../store/messaging/campaigns.js';
import { type Context, nowOf } from '../context.js';

/** Campaigns and Canvases whose target selects by one of the segments, archived ones too, in order of creation. */
export function campaignsUsing(
  context: Context,
  workspace: Workspace,
  segmentIds: readonly string[],
): CampaignUse[] {
  const wanted = new Set(segmentIds);
  return listCampaignUses(context.database, workspace.number).filter((campaign) =>
    usesSegment(campaign.target, wanted),
  );
}

/** Archives what uses segments that are being archived. [doc] creating_a_segment */
export function archiveCampaignsUsing(
  context: Context,
  workspace: Workspace,
  segmentIds: readonly string[],
): void {
  const updatedAt = nowOf(context, workspace);
  for (const { number, isArchived } of campaignsUsing(context, workspace, segmentIds))
    if (!isArchived) archiveCampaign(context.database, number, updatedAt);
}
