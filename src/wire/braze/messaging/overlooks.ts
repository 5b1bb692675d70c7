import { type Ignored, ignored, tolerated } from '../../../domain/journal/ignored.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { messageChannels } from '../../../domain/messaging/send.js';
import { namesOf } from '../../../domain/names.js';
import { fieldOf, idlePrioritization } from '../fields.js';
import { givenField, isBroadcast, readBoolean } from './fields.js';
import { propertiesFields } from './recipients.js';

// What of the bodies of endpoints that send changes nothing, whatever is stored. They were read already, so they are as
// their schemas say.

/** Of a trigger, now or later. */
export function overlooksInTrigger(kind: CampaignKind, body: JsonValue): Ignored[] {
  const recipients = givenField(body, 'recipients');
  return [
    ...secondProperties(kind, body, ''),
    ...(Array.isArray(recipients) ? recipients : []).flatMap((recipient, index) =>
      isJsonObject(recipient) ? overlooksInRecipient(kind, recipient, `recipients[${index}]`) : [],
    ),
    ...overlooksInAudience(givenField(body, 'audience'), 'audience'),
    ...overlooksInSchedule(body),
  ];
}

function overlooksInRecipient(kind: CampaignKind, recipient: JsonObject, path: string): Ignored[] {
  return [
    ...idlePrioritization(recipient, path, ['email']),
    ...secondProperties(kind, recipient, `${path}.`),
    ...idleCreation(recipient, path),
  ];
}

/** Only with an external id is somebody made. [doc] post_send_triggered_campaigns */
function idleCreation(recipient: JsonObject, path: string): Ignored[] {
  const field = 'send_to_existing_only';
  if (readBoolean(recipient, field) !== false || givenField(recipient, 'external_user_id') !== undefined)
    return [];
  const reason = 'makes nobody without an external_user_id';
  return [ignored(`${path}.${field}`, 'ignored_value', reason)];
}

/** Of two names for the properties the first one that is given counts. */
function secondProperties(kind: CampaignKind, object: JsonValue, prefix: string): Ignored[] {
  const [first, ...others] = propertiesFields[kind].filter((name) => givenField(object, name) !== undefined);
  return others.map((name) => ignored(prefix + name, 'overridden', `stands beside ${first}, which counts`));
}

/** A best time per user is not known here, so the time that is given counts. */
export function overlooksInSchedule(body: JsonValue): Ignored[] {
  const schedule = givenField(body, 'schedule');
  if (schedule === undefined || readBoolean(schedule, 'at_optimal_time') !== true) return [];
  const reason = 'has no effect here: everybody gets it at the time given';
  return [tolerated('schedule.at_optimal_time', 'no_effect_here', reason, 'Send in_local_time, or neither')];
}

/** Of `/messages/send`. */
export function overlooksInMessage(body: JsonValue): Ignored[] {
  const isNamed = ['external_user_ids', 'user_aliases'].some((field) => {
    const list = givenField(body, field);
    return Array.isArray(list) && list.length > 0;
  });
  const reason = 'has no effect beside external_user_ids or user_aliases: only these get it';
  return [
    ...(isNamed && isBroadcast(body)
      ? [ignored('broadcast', 'overridden', reason, 'Leave the users out to send to everybody')]
      : []),
    ...idleSubscriptionState(body),
    ...overlooksInAudience(givenField(body, 'audience'), 'audience'),
  ];
}

/** Beside a channel without a subscription everybody can be reached. */
function idleSubscriptionState(body: JsonValue): Ignored[] {
  const field = 'recipient_subscription_state';
  if (givenField(body, field) === undefined) return [];
  const messages = givenField(body, 'messages') ?? null;
  const free = namesOf(messageChannels).find(
    (channel) =>
      messageChannels[channel].subscription === null && givenField(messages, channel) !== undefined,
  );
  if (free === undefined) return [];
  return [
    tolerated(field, 'no_effect_here', `has no effect beside messages.${free}, which needs no subscription`),
  ];
}

/** A value beside a comparison that needs none. */
function overlooksInAudience(node: JsonValue | undefined, path: string): Ignored[] {
  if (!isJsonObject(node)) return [];
  const { custom_attribute: filter } = node;
  const comparison = fieldOf(filter ?? null, 'comparison');
  const isValueless = comparison === 'exists' || comparison === 'does_not_exist';
  const here =
    isValueless && fieldOf(filter ?? null, 'value') !== undefined
      ? [ignored(`${path}.custom_attribute.value`, 'ignored_value', `is not looked at by '${comparison}'`)]
      : [];
  const inner = (['AND', 'OR'] as const).flatMap((key) => {
    const nodes = node[key];
    return Array.isArray(nodes)
      ? nodes.flatMap((its, index) => overlooksInAudience(its, `${path}.${key}[${index}]`))
      : [];
  });
  return [...here, ...inner];
}
