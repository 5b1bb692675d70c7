import type { JsonObject } from '../../domain/json.js';
import type { Campaign } from '../../domain/messaging/campaign.js';
import { isoTime } from '../../domain/time/time.js';
import { targetJson } from './segments/definition.js';

/** A campaign or Canvas in the control API: as it is made, with what happened to it. */
export function campaignJson(campaign: Campaign): JsonObject {
  const { details, kind } = campaign;
  const firstAndLast = [campaign.firstSentAt, campaign.lastSentAt].map((at) =>
    at === null ? null : isoTime(at),
  ) as [string | null, string | null];
  return {
    id: campaign.id,
    name: campaign.name,
    description: campaign.description,
    target: targetJson(campaign.target),
    enabled: campaign.isEnabled,
    archived: campaign.isArchived,
    draft: campaign.isDraft,
    ...(kind === 'campaign' && { api_campaign: campaign.isApiCampaign }),
    tags: campaign.tags,
    teams: campaign.teams,
    schedule_type: details.scheduleType,
    has_post_launch_draft: details.hasPostLaunchDraft,
    channels: details.channels,
    ...(kind === 'campaign'
      ? { messages: details.messages, conversion_behaviors: details.conversionBehaviors }
      : { variants: details.variants, steps: details.steps }),
    created_at: isoTime(campaign.createdAt),
    updated_at: isoTime(campaign.updatedAt),
    [kind === 'campaign' ? 'first_sent' : 'first_entry']: firstAndLast[0],
    [kind === 'campaign' ? 'last_sent' : 'last_entry']: firstAndLast[1],
  };
}
