import { EmulatorError } from '../../../domain/errors.js';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import {
  type Message,
  type MessageChannel,
  type MessageRequest,
  messageChannels,
  type Recipient,
  type RecipientSubscriptionState,
} from '../../../domain/messaging/send.js';
import { namesOf } from '../../../domain/names.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import { isUuid } from '../../api-identifier.js';
import { alias, assertListLength, externalId, type ListRules, readList, refuseField } from '../fields.js';
import { readCampaignId } from './campaigns.js';
import { givenField, readBoolean } from './fields.js';
import { readAudience, readSendId } from './trigger.js';

/**
 * Reads `/messages/send`. [doc] post_send_messages and api/errors; that named users make the broadcast flag irrelevant,
 * and texts that api/errors has no name for, [inferred]
 *
 * @throws EmulatorError `no_recipients`, `too_many_identifiers_and_aliases`, `invalid_segment_id`, `invalid_campaign_id`,
 * `no_message`, `invalid_push_extra`, `invalid_field`.
 */
export function readMessageRequest(body: JsonValue): MessageRequest {
  const recipients = readUsers(body);
  const segmentId = readSegmentId(body);
  const audience = readAudience(body);
  const isBroadcast = readBoolean(body, 'broadcast') ?? false;
  if (recipients === null && segmentId === undefined && audience === undefined) {
    throw new EmulatorError('no_recipients', 'There are no users, no segment and no audience', {
      path: 'external_user_ids',
    });
  }
  if (recipients === null && !isBroadcast) {
    refuseField(
      "'broadcast' must be true when neither 'external_user_ids' nor 'user_aliases' is given",
      'broadcast',
    );
  }
  const campaignId = givenField(body, 'campaign_id');
  return {
    recipients,
    segmentId,
    audience,
    campaignId: campaignId === undefined ? undefined : readCampaignId('campaign', campaignId),
    sendId: readSendId(body),
    subscriptionState: readSubscriptionState(body),
    messages: readMessages(body),
  };
}

/** @returns `null` when nobody is named. */
function readUsers(body: JsonValue): Recipient[] | null {
  const externalIds = readUserList(body, 'external_user_ids', {
    element: externalId.transform((id) => ({ externalId: id })),
    kind: 'strings',
  });
  const aliases = readUserList(body, 'user_aliases', {
    element: alias.transform((its) => ({ alias: its })),
    kind: 'objects',
    detail: "with an 'alias_label' and an 'alias_name'",
  });
  const references = [...externalIds, ...aliases];
  assertListLength(
    references.length,
    'external_user_ids and user_aliases',
    'too_many_identifiers_and_aliases',
  );
  if (references.length === 0) return null;
  return references.map((reference, index) => {
    const place = index - externalIds.length;
    const path = place < 0 ? `external_user_ids[${index}]` : `user_aliases[${place}]`;
    return { reference, properties: {}, attributes: [], mayCreate: false, path };
  });
}

function readUserList(
  body: JsonValue,
  field: string,
  rules: Omit<ListRules<ProfileReference>, 'tooMany'>,
): ProfileReference[] {
  if (givenField(body, field) === undefined) return [];
  return readList(body, field, { ...rules, tooMany: 'too_many_identifiers_and_aliases' }) ?? [];
}

function readSegmentId(body: JsonValue): string | undefined {
  const value = givenField(body, 'segment_id');
  if (value === undefined || isUuid(value)) return value;
  throw new EmulatorError('invalid_segment_id', 'segment_id is no UUID', { path: 'segment_id' });
}

function readSubscriptionState(body: JsonValue): RecipientSubscriptionState {
  const field = 'recipient_subscription_state';
  const value = givenField(body, field) ?? 'subscribed';
  if (value === 'opted_in' || value === 'subscribed' || value === 'all') return value;
  return refuseField(`'${field}' must be 'opted_in', 'subscribed' or 'all'`, field);
}

/** Channels that Braze has no more, or not here, are ignored; nothing else left is no message. [inferred] */
function readMessages(body: JsonValue): Message[] {
  const messages = givenField(body, 'messages') ?? {};
  if (!isJsonObject(messages)) return refuseField("'messages' must be an object", 'messages');
  const read = namesOf(messageChannels).flatMap((channel) => {
    const content = givenField(messages, channel);
    return content === undefined ? [] : [readMessage(channel, content)];
  });
  if (read.length === 0)
    throw new EmulatorError('no_message', "There is no message in 'messages'", { path: 'messages' });
  return read;
}

function readMessage(channel: MessageChannel, content: JsonValue): Message {
  const path = `messages.${channel}`;
  if (!isJsonObject(content)) return refuseField(`'${path}' must be an object`, path);
  const extra = givenField(content, 'extra');
  if (messageChannels[channel].subscription === 'push' && extra !== undefined && !isJsonObject(extra)) {
    throw new EmulatorError('invalid_push_extra', `${path}.extra is no object`, { path: `${path}.extra` });
  }
  const variationId = givenField(content, 'message_variation_id');
  if (variationId !== undefined && typeof variationId !== 'string') {
    return refuseField(`'${path}.message_variation_id' must be a string`, `${path}.message_variation_id`);
  }
  return { channel, variationId, content };
}
