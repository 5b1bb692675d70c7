import { z } from 'zod';
import type { Campaign } from '../../../domain/messaging/campaign.js';
import { isoTime } from '../../../domain/time/time.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { targetAnswer, targetJson } from '../segments/definition.js';
import { answeredTime, jsonObject } from '../values.js';

// Campaigns and Canvases in the control API: as they are made, with what happened to them.

const firstShape = lazySchema(() =>
  z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    target: targetAnswer(),
    enabled: z.boolean(),
    archived: z.boolean(),
    draft: z.boolean(),
  }),
);

const middleShape = lazySchema(() =>
  z.strictObject({
    tags: z.array(z.string()),
    teams: z.array(z.string()),
    schedule_type: z.string(),
    has_post_launch_draft: z.boolean(),
    channels: z.array(z.string()),
  }),
);

const times = { created_at: answeredTime, updated_at: answeredTime };
const sometime = answeredTime.nullable().describe('null before it had a receiver.');

export const campaignAnswer = lazySchema(() =>
  z
    .strictObject({
      ...firstShape().shape,
      api_campaign: z.boolean().describe('Whether it counts what /messages/send sends.'),
      ...middleShape().shape,
      messages: jsonObject.describe('By message variation id.'),
      conversion_behaviors: z.array(jsonObject),
      ...times,
      first_sent: sometime,
      last_sent: sometime,
    })
    .meta({ id: 'campaign', description: 'A campaign.' }),
);

export const canvasAnswer = lazySchema(() =>
  z
    .strictObject({
      ...firstShape().shape,
      ...middleShape().shape,
      variants: z.array(jsonObject),
      steps: z.array(jsonObject),
      ...times,
      first_entry: sometime,
      last_entry: sometime,
    })
    .meta({ id: 'canvas', description: 'A Canvas.' }),
);

export function campaignJson(campaign: Campaign): Wire<typeof campaignAnswer> {
  const { details } = campaign;
  return {
    ...firstJson(campaign),
    api_campaign: campaign.isApiCampaign,
    ...middleJson(campaign),
    messages: details.messages,
    conversion_behaviors: details.conversionBehaviors,
    created_at: isoTime(campaign.createdAt),
    updated_at: isoTime(campaign.updatedAt),
    first_sent: isoTimeOrNull(campaign.firstSentAt),
    last_sent: isoTimeOrNull(campaign.lastSentAt),
  };
}

export function canvasJson(canvas: Campaign): Wire<typeof canvasAnswer> {
  const { details } = canvas;
  return {
    ...firstJson(canvas),
    ...middleJson(canvas),
    variants: details.variants,
    steps: details.steps,
    created_at: isoTime(canvas.createdAt),
    updated_at: isoTime(canvas.updatedAt),
    first_entry: isoTimeOrNull(canvas.firstSentAt),
    last_entry: isoTimeOrNull(canvas.lastSentAt),
  };
}

function firstJson(its: Campaign): Wire<typeof firstShape> {
  return {
    id: its.id,
    name: its.name,
    description: its.description,
    target: targetJson(its.target),
    enabled: its.isEnabled,
    archived: its.isArchived,
    draft: its.isDraft,
  };
}

function middleJson({ tags, teams, details }: Campaign): Wire<typeof middleShape> {
  return {
    tags,
    teams,
    schedule_type: details.scheduleType,
    has_post_launch_draft: details.hasPostLaunchDraft,
    channels: details.channels,
  };
}

function isoTimeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoTime(milliseconds);
}
