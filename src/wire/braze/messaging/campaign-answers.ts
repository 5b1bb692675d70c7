import type { JsonObject } from '../../../domain/json.js';
import type { Campaign } from '../../../domain/messaging/campaign.js';
import { isoSeconds } from '../../../domain/time/time.js';

// Campaigns and Canvases as Braze's endpoints show them.

function isoSecondsOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoSeconds(milliseconds);
}

/** An item of `/campaigns/list`. */
export function listedCampaignJson(campaign: Campaign): JsonObject {
  return {
    id: campaign.id,
    last_edited: isoSeconds(campaign.updatedAt),
    name: campaign.name,
    is_api_campaign: campaign.isApiCampaign,
    tags: campaign.tags,
  };
}

/** An item of `/canvas/list`. */
export function listedCanvasJson({ id, updatedAt, name, tags }: Campaign): JsonObject {
  return { id, last_edited: isoSeconds(updatedAt), name, tags };
}

/** `/campaigns/details`. What was never sent has `null` for its first and last time. [doc] get_campaign_details, null [inferred] */
export function campaignDetailsJson(campaign: Campaign): JsonObject {
  const { details } = campaign;
  return {
    message: 'success',
    created_at: isoSeconds(campaign.createdAt),
    updated_at: isoSeconds(campaign.updatedAt),
    archived: campaign.isArchived,
    draft: campaign.isDraft,
    enabled: campaign.isEnabled,
    has_post_launch_draft: details.hasPostLaunchDraft,
    name: campaign.name,
    description: campaign.description,
    schedule_type: details.scheduleType,
    channels: details.channels,
    first_sent: isoSecondsOrNull(campaign.firstSentAt),
    last_sent: isoSecondsOrNull(campaign.lastSentAt),
    tags: campaign.tags,
    teams: campaign.teams,
    messages: details.messages,
    conversion_behaviors: details.conversionBehaviors,
  };
}

/** `/canvas/details`. [doc] get_canvas_details */
export function canvasDetailsJson(canvas: Campaign): JsonObject {
  const { details } = canvas;
  return {
    created_at: isoSeconds(canvas.createdAt),
    updated_at: isoSeconds(canvas.updatedAt),
    name: canvas.name,
    description: canvas.description,
    archived: canvas.isArchived,
    draft: canvas.isDraft,
    enabled: canvas.isEnabled,
    has_post_launch_draft: details.hasPostLaunchDraft,
    schedule_type: details.scheduleType,
    first_entry: isoSecondsOrNull(canvas.firstSentAt),
    last_entry: isoSecondsOrNull(canvas.lastSentAt),
    channels: details.channels,
    variants: details.variants,
    tags: canvas.tags,
    teams: canvas.teams,
    steps: details.steps,
    message: 'success',
  };
}
