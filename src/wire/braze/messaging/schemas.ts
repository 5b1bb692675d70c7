import { z } from 'zod';
import { identifiersPerRequestMax, sendIdLengthMax } from '../../../domain/limits.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { messageChannels } from '../../../domain/messaging/send.js';
import { lazySchema } from '../../endpoint.js';
import { alias, externalId, prioritizationOf } from '../fields.js';
import { identifierFields, propertiesFields } from './recipients.js';

// What the bodies of endpoints that send have in common. They are read by hand, because Braze is lenient in its own ways;
// test/properties/bodies.test.ts holds the readers to these schemas.

/** A field that may be left out: `null` and the empty text, which Braze's samples print, stand for that. [inferred] */
export function leftOut<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.literal('')]).nullish();
}

/** A boolean, also quoted as in Braze's samples. [doc] post_send_messages */
export const flag = lazySchema(() => z.union([z.boolean(), z.enum(['true', 'false'])]));

const anyObject = lazySchema(() => z.looseObject({}));

export const sendId = lazySchema(() =>
  leftOut(z.string().max(sendIdLengthMax)).describe('ASCII. Of a campaign whose sends are tracked.'),
);

/** [doc] connected_audience */
const audienceNode: z.ZodType = z
  .lazy(() =>
    z.object({
      AND: z.array(audienceNode).min(1).optional(),
      OR: z.array(audienceNode).min(1).optional(),
      custom_attribute: z
        .object({ custom_attribute_name: z.string(), comparison: z.string(), value: z.json().optional() })
        .optional(),
      push_subscription_status: z.object({ comparison: z.string(), value: z.string() }).optional(),
      email_subscription_status: z.object({ comparison: z.string(), value: z.string() }).optional(),
      last_used_app: z.object({ comparison: z.string(), value: z.string() }).optional(),
    }),
  )
  .meta({ id: 'connected_audience' });

export const audience = lazySchema(() =>
  leftOut(audienceNode).describe('A connected audience: filters joined by AND and OR, one key an object.'),
);

/** What personalizes the message, by the names that it goes by for a campaign or a Canvas. */
function propertiesShape(kind: CampaignKind) {
  return Object.fromEntries(propertiesFields[kind].map((name) => [name, leftOut(anyObject())]));
}

function recipient(kind: CampaignKind) {
  return z
    .object({
      external_user_id: leftOut(externalId),
      user_alias: leftOut(alias),
      braze_id: leftOut(z.string()),
      email: leftOut(z.string()),
      prioritization: prioritizationOf().optional().describe('Required with an e-mail address.'),
      send_to_existing_only: leftOut(flag()).describe('Left out, true. False needs attributes.'),
      attributes: leftOut(anyObject()).describe('Set on the profile before the message is sent.'),
      ...propertiesShape(kind),
    })
    .meta({ anyOf: identifierFields.map((name) => ({ required: [name] })) });
}

/** Of a campaign or a Canvas, triggered now or later. */
export function triggerShape(kind: CampaignKind) {
  return {
    [`${kind}_id`]: z.uuid().describe('API identifier.'),
    recipients: leftOut(z.array(recipient(kind)).max(identifiersPerRequestMax)),
    broadcast: leftOut(flag()).describe('True sends to everybody in the target.'),
    audience: audience(),
    ...propertiesShape(kind),
    ...(kind === 'campaign' && { send_id: sendId() }),
  };
}

export const schedule = lazySchema(() =>
  z.object({
    time: z.string().meta({ format: 'date-time', description: 'In ISO 8601.' }),
    in_local_time: leftOut(flag()).describe('At that time in the time zone of each user.'),
    at_optimal_time: leftOut(flag()).describe('Has no effect here.'),
  }),
);

/** Contents by channel; channels that are not built here are ignored. [inferred] */
export const messages = lazySchema(() => {
  const content = z.looseObject({ message_variation_id: leftOut(z.string()) });
  const push = content.extend({
    extra: leftOut(anyObject()).describe('Key-value pairs of the push message.'),
  });
  const channels = Object.entries(messageChannels).map(([channel, { subscription }]) => [
    channel,
    leftOut(subscription === 'push' ? push : content),
  ]);
  return z.object(Object.fromEntries(channels));
});
