import { EmulatorError } from '../../domain/errors.js';
import type { Listing } from '../../domain/listing.js';
import type {
  Campaign,
  CampaignKind,
  CampaignListing,
  ListedCampaign,
} from '../../domain/messaging/campaign.js';
import { profileNumbers, profileSetSize } from '../../domain/profile-set.js';
import { targetExpression } from '../../domain/segments/expression.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findCampaign,
  listCampaignsBy as listStoredBy,
  listCampaigns as listStoredCampaigns,
} from '../../store/messaging/campaigns.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';
import { definitionsOf, selectProfiles } from '../segments/evaluate.js';

/** @throws EmulatorError `campaign_not_found`, `canvas_not_found`. */
export function getCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
): Campaign {
  const campaign = findCampaign(context.database, workspace.number, id, kind);
  if (campaign !== undefined) return campaign;
  throw kind === 'campaign'
    ? new EmulatorError('campaign_not_found', `This workspace has no campaign '${id}'`)
    : new EmulatorError('canvas_not_found', `This workspace has no Canvas '${id}'`);
}

/** Those of a kind. */
export function listCampaigns(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  page: Listing & { after?: number; limit: number },
): Page<Campaign, number> {
  const findAfter = (after?: number) =>
    listStoredCampaigns(context.database, workspace.number, { ...page, kind, after, limit: 1 })[0];
  return pageOfLarge(findAfter, page, (campaign) => campaign.number);
}

/** One page of a list of Braze's. */
export function listCampaignsBy(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  listing: CampaignListing,
): ListedCampaign[] {
  return listStoredBy(context.database, workspace.number, kind, listing);
}

/**
 * Who a broadcast of the campaign or Canvas would reach at this moment, in order of creation.
 *
 * @throws EmulatorError `campaign_not_found`, `canvas_not_found`.
 */
export function viewAudience(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  page: { after?: number; limit: number },
): Page<ProfileIdentity, number> & { size: number } {
  const { target } = getCampaign(context, workspace, kind, id);
  const expression = targetExpression(target, definitionsOf(context, workspace));
  const members = selectProfiles(context, workspace, expression);
  const ascending = profileNumbers(members, page.after);
  return {
    size: profileSetSize(members),
    ...pageOfProfiles(context, workspace, ascending, page.limit),
  };
}
