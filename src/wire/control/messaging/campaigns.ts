import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../../domain/json.js';
import { apiTriggered, type CampaignInput } from '../../../domain/messaging/campaign.js';
import { apiIdentifier } from '../../api-identifier.js';
import { targetInput } from '../segments/definition.js';
import { givenName, jsonObject } from '../values.js';

// A campaign or Canvas as the control API and a seed take it: everything but the name may be left out. Unknown fields are errors.

const commonShape = {
  id: apiIdentifier.optional().describe('API identifier, a UUID. Left out, one is made.'),
  name: givenName,
  description: z.string().optional(),
  target: targetInput.optional().describe('Whom it is for. Left out, everybody.'),
  enabled: z.boolean().optional().describe('Left out, true; false is paused or stopped.'),
  archived: z.boolean().optional(),
  draft: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  teams: z.array(z.string()).optional(),
  schedule_type: z
    .string()
    .min(1)
    .optional()
    .describe(`Left out, ${apiTriggered}; nothing else can be triggered through the API.`),
  has_post_launch_draft: z.boolean().optional(),
};

/** An object of objects. Not a zod record, which would drop a name `__proto__`. */
const messages = z
  .custom<JsonObject>(
    (value) => isJsonObject(value) && Object.values(value).every(isJsonObject),
    'expected an object of message objects by message variation id',
  )
  .meta({ type: 'object', additionalProperties: { type: 'object' } });

export const campaignInput = z
  .strictObject({
    ...commonShape,
    api_campaign: z
      .boolean()
      .optional()
      .describe('Whether it counts what /messages/send sends, instead of being triggered.'),
    channels: z.array(z.string()).optional().describe('Left out, those of the messages.'),
    messages: messages.optional().describe('By message variation id, each with its channel.'),
    conversion_behaviors: z.array(jsonObject).optional(),
  })
  .transform((its): CampaignInput => {
    const variations = its.messages ?? {};
    return {
      ...commonFields(its),
      isApiCampaign: its.api_campaign ?? false,
      details: {
        ...commonDetails(its),
        channels: its.channels ?? channelsOf(Object.values(variations)),
        messages: variations,
        conversionBehaviors: its.conversion_behaviors ?? [],
        variants: [],
        steps: [],
      },
    };
  })
  .meta({ id: 'new_campaign', description: 'A campaign to make.' });

export const canvasInput = z
  .strictObject({
    ...commonShape,
    channels: z.array(z.string()).optional(),
    variants: z.array(jsonObject).optional(),
    steps: z.array(jsonObject).optional(),
  })
  .transform(
    (its): CampaignInput => ({
      ...commonFields(its),
      isApiCampaign: false,
      details: {
        ...commonDetails(its),
        channels: its.channels ?? [],
        messages: {},
        conversionBehaviors: [],
        variants: its.variants ?? [],
        steps: its.steps ?? [],
      },
    }),
  )
  .meta({ id: 'new_canvas', description: 'A Canvas to make.' });

type CommonFields = z.output<z.ZodObject<typeof commonShape>>;

function commonFields(its: CommonFields): Omit<CampaignInput, 'isApiCampaign' | 'details'> {
  return {
    id: its.id,
    name: its.name,
    description: its.description ?? '',
    target: its.target ?? targetInput.parse({}),
    isEnabled: its.enabled ?? true,
    isArchived: its.archived ?? false,
    isDraft: its.draft ?? false,
    tags: its.tags ?? [],
    teams: its.teams ?? [],
  };
}

function commonDetails(its: CommonFields): { scheduleType: string; hasPostLaunchDraft: boolean } {
  return {
    scheduleType: its.schedule_type ?? apiTriggered,
    hasPostLaunchDraft: its.has_post_launch_draft ?? false,
  };
}

function channelsOf(variations: readonly unknown[]): string[] {
  const channels = variations.map((variation) => (isJsonObject(variation) ? variation.channel : undefined));
  return [...new Set(channels.filter((channel) => typeof channel === 'string'))];
}
