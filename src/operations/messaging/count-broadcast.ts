import { createHash } from 'node:crypto';
import type { JsonValue } from '../../domain/json.js';
import type { CampaignKind } from '../../domain/messaging/campaign.js';
import { type RateLimitStanding, rateLimitBuckets } from '../../domain/workspaces/rate-limit.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findCampaign } from '../../store/messaging/campaigns.js';
import type { Context } from '../context.js';
import { countRequest } from '../keys/count-request.js';

/** Whom a broadcast addresses, as far as its rate limit goes. Values as sent, right or wrong. */
export interface BroadcastAudience {
  kind: CampaignKind;
  campaignId: JsonValue;
  segmentId: JsonValue;
  audience: JsonValue;
}

/**
 * Counts a broadcast against the limit of its unique audience: a campaign or Canvas with its target, or a segment, and a
 * connected audience. [doc] api/api_limits
 */
export function countBroadcast(
  context: Context,
  workspace: Workspace,
  { kind, campaignId, segmentId, audience }: BroadcastAudience,
): RateLimitStanding {
  const campaign =
    typeof campaignId === 'string'
      ? findCampaign(context.database, workspace.number, campaignId, kind)
      : undefined;
  const key = JSON.stringify([kind, campaignId, campaign?.target ?? null, segmentId, audience]);
  const hash = createHash('sha256').update(key).digest('base64');
  return countRequest(context, workspace, { ...rateLimitBuckets.broadcastAudience, countedBy: hash });
}
