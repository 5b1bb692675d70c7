import { z } from 'zod';
import type { Campaign, ListedCampaign } from '../../../domain/messaging/campaign.js';
import { isoSeconds, offsetSeconds } from '../../../domain/time/time.js';
import { lazySchema, type Wire } from '../../endpoint.js';

// Campaigns and Canvases as Braze's endpoints show them.

const tags = z.array(z.string());

export const campaignList = lazySchema(() =>
  z.object({
    message: z.literal('success'),
    campaigns: z.array(
      z.object({
        id: z.string(),
        last_edited: z.string(),
        name: z.string(),
        is_api_campaign: z.boolean(),
        tags,
      }),
    ),
  }),
);

export const canvasList = lazySchema(() =>
  z.object({
    canvases: z.array(z.object({ id: z.string(), last_edited: z.string(), name: z.string(), tags })),
    message: z.literal('success'),
  }),
);

const detailsShape = {
  created_at: z.string(),
  updated_at: z.string(),
  archived: z.boolean(),
  draft: z.boolean(),
  enabled: z.boolean(),
  has_post_launch_draft: z.boolean(),
  name: z.string(),
  description: z.string(),
  schedule_type: z.string(),
  channels: z.array(z.string()),
  tags,
  teams: z.array(z.string()),
};

export const campaignDetails = lazySchema(() =>
  z.object({
    ...detailsShape,
    message: z.literal('success'),
    first_sent: z.string().nullable(),
    last_sent: z.string().nullable(),
    messages: z.record(z.string(), z.json()).describe('By message variation id.'),
    conversion_behaviors: z.array(z.json()),
  }),
);

export const canvasDetails = lazySchema(() =>
  z.object({
    ...detailsShape,
    first_entry: z.string().nullable(),
    last_entry: z.string().nullable(),
    variants: z.array(z.json()),
    steps: z.array(z.json()),
    message: z.literal('success'),
  }),
);

function isoSecondsOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoSeconds(milliseconds);
}

/** `/campaigns/list`. Order of fields here and below as in Braze's samples. [doc] get_campaigns */
export function campaignListJson(campaigns: readonly ListedCampaign[]): Wire<typeof campaignList> {
  return {
    message: 'success',
    campaigns: campaigns.map((campaign) => ({
      id: campaign.id,
      last_edited: offsetSeconds(campaign.updatedAt),
      name: campaign.name,
      is_api_campaign: campaign.isApiCampaign,
      tags: campaign.tags,
    })),
  };
}

/** `/canvas/list`. [doc] get_canvases */
export function canvasListJson(canvases: readonly ListedCampaign[]): Wire<typeof canvasList> {
  return {
    canvases: canvases.map(({ id, updatedAt, name, tags }) => ({
      id,
      last_edited: offsetSeconds(updatedAt),
      name,
      tags,
    })),
    message: 'success',
  };
}

/** `/campaigns/details`. What was never sent has `null` for its first and last time. [doc] get_campaign_details, null [inferred] */
export function campaignDetailsJson(campaign: Campaign): Wire<typeof campaignDetails> {
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
export function canvasDetailsJson(canvas: Campaign): Wire<typeof canvasDetails> {
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
