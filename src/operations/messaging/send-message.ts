import { EmulatorError } from '../../domain/errors.js';
import { assertNothingIgnored } from '../../domain/journal/strictness.js';
import { isJsonObject } from '../../domain/json.js';
import type { Campaign } from '../../domain/messaging/campaign.js';
import {
  ignoredRecipients,
  type MessageRequest,
  messageChannels,
  type Requirement,
  reachableBy,
} from '../../domain/messaging/send.js';
import { segmentExpression } from '../../domain/segments/expression.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findSegment } from '../../store/segments/segments.js';
import type { Context } from '../context.js';
import { newDispatchId } from '../identifiers.js';
import { definitionsOf } from '../segments/evaluate.js';
import { assertAudienceFits } from './assert-audience-fits.js';
import { assertSendId, getNamedCampaign } from './get-triggered-campaign.js';
import { recordSend } from './record-send.js';
import { resolveRecipients, selectReceivers } from './resolve-receivers.js';
import type { SendReceipt } from './send-campaign.js';

/**
 * Sends what the request brings along: to those named, or to everybody, as far as they are in its segment and audience
 * and subscribed. A campaign only counts it: neither its target nor its state matters. [doc] post_send_messages; that a
 * receiver needs to be subscribed to one channel of several, and the campaign's part [inferred]
 *
 * @throws EmulatorError `unknown_campaign`, `invalid_segment_id`, `message_variation_unspecified`,
 * `invalid_message_variation`, `mismatched_message_type`, `invalid_field`, `strict_refusal`; then nothing is written.
 */
export function sendMessage(context: Context, workspace: Workspace, request: MessageRequest): SendReceipt {
  const { recipients, messages, sendId = null } = request;
  const campaign = getApiCampaign(context, workspace, request);
  if (sendId !== null) assertSendId(context, campaign, sendId);
  assertAudienceFits(workspace, request.audience);
  const requirements = requirementsOf(context, workspace, request);
  const receivers =
    recipients === null
      ? selectReceivers(context, workspace, requirements)
      : resolveRecipients(context, workspace, recipients, requirements);
  const dispatchId = newDispatchId(context.random);
  const fields = {
    dispatchId,
    sendId,
    segmentId: request.segmentId ?? null,
    isBroadcast: recipients === null,
    inactivity: null,
    properties: {},
    content: { messages: Object.fromEntries(messages.map(({ channel, content }) => [channel, content])) },
  };
  recordSend(context, workspace, campaign, fields, receivers);
  const { dropped } = receivers;
  const ignored = ignoredRecipients(dropped);
  if (workspace.behaviour.strictness === 'strict') assertNothingIgnored(ignored);
  return { dispatchId, sendId, inactivity: null, dropped, ignored };
}

function requirementsOf(context: Context, workspace: Workspace, request: MessageRequest): Requirement[] {
  const { segmentId, audience, messages, subscriptionState } = request;
  const requirements: Requirement[] = [];
  if (segmentId !== undefined) {
    const expression = segmentOf(context, workspace, segmentId);
    requirements.push({ expression, reason: 'outside_segment' });
  }
  if (audience !== undefined) requirements.push({ expression: audience, reason: 'outside_audience' });
  const channels = messages.map((message) => message.channel);
  const reachable = reachableBy(channels, subscriptionState);
  if (reachable !== undefined) requirements.push({ expression: reachable, reason: 'subscription_state' });
  return requirements;
}

function segmentOf(context: Context, workspace: Workspace, id: string) {
  const segment = findSegment(context.database, workspace.number, id);
  const path = 'segment_id';
  if (segment === undefined) {
    throw new EmulatorError('invalid_segment_id', `The workspace has no segment '${id}'`, { path });
  }
  if (segment.isArchived) {
    throw new EmulatorError(
      'invalid_field',
      'The segment is archived. Unarchive the segment to send to it.',
      {
        path,
      },
    );
  }
  return segmentExpression(segment.definition, definitionsOf(context, workspace));
}

/** The campaign that counts the messages, each of which then names one of its variations, of its own channel. [doc] api/errors */
function getApiCampaign(context: Context, workspace: Workspace, request: MessageRequest): Campaign | null {
  if (request.campaignId === undefined) return null;
  const campaign = getNamedCampaign(context, workspace, 'campaign', request.campaignId);
  if (!campaign.isApiCampaign) {
    throw new EmulatorError('invalid_field', 'The campaign is not an API campaign', { path: 'campaign_id' });
  }
  const variations = campaign.details.messages;
  for (const { channel, variationId } of request.messages) {
    const path = `messages.${channel}.message_variation_id`;
    if (variationId === undefined) {
      throw new EmulatorError('message_variation_unspecified', `${path} is missing`, { path });
    }
    const variation = Object.hasOwn(variations, variationId) ? variations[variationId] : undefined;
    if (!isJsonObject(variation)) {
      throw new EmulatorError('invalid_message_variation', `The campaign has no '${variationId}'`, { path });
    }
    const expected: readonly unknown[] = messageChannels[channel].variations;
    if (!expected.includes(variation.channel)) {
      throw new EmulatorError('mismatched_message_type', `The variation is of another channel`, { path });
    }
  }
  return campaign;
}
