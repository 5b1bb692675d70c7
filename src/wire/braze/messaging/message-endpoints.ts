import { z } from 'zod';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint } from '../endpoint.js';
import { alias, externalId, fieldOf } from '../fields.js';
import { readCampaignId } from './campaigns.js';
import { broadcastLimits } from './fields.js';
import { readMessageRequest } from './message.js';
import { overlooksInMessage } from './overlooks.js';
import { audience, flag, leftOut, messages, sendId } from './schemas.js';
import { receipt } from './send-answers.js';
import { readSendId } from './trigger.js';

export const sendMessage = postEndpoint({
  ...broadcastLimits,
  path: '/messages/send',
  summary: 'Sends a message that stands in the request.',
  access: { by: 'rest_api_key', permission: 'messages.send' },
  broadcasts: 'campaign',
  body: lazySchema(() =>
    z.object({
      external_user_ids: leftOut(z.array(externalId).max(identifiersPerRequestMax)),
      user_aliases: leftOut(z.array(alias).max(identifiersPerRequestMax)),
      segment_id: leftOut(z.uuid()),
      audience: audience(),
      broadcast: leftOut(flag()).describe('True when neither external_user_ids nor user_aliases is given.'),
      campaign_id: leftOut(z.uuid()).describe('An API campaign that counts the send.'),
      send_id: sendId(),
      recipient_subscription_state: leftOut(z.enum(['opted_in', 'subscribed', 'all'])).describe(
        'Left out, subscribed.',
      ),
      messages: messages(),
    }),
  ),
  read: readMessageRequest,
  overlooks: overlooksInMessage,
  answer: { status: 201, body: receipt },
  answerMark: 'client: braze_ruby recording',
  refusals: [
    'no_recipients',
    'too_many_identifiers_and_aliases',
    'invalid_segment_id',
    'invalid_campaign_id',
    'unknown_campaign',
    'no_message',
    'message_variation_unspecified',
    'invalid_message_variation',
    'mismatched_message_type',
    'invalid_push_extra',
    'invalid_field',
  ],
  source: { page: 'api/endpoints/messaging/send_messages/post_send_messages', mark: 'doc' },
});

export const createSendId = postEndpoint({
  path: '/sends/id/create',
  summary: 'Creates a send id, by which sends of a campaign are tracked.',
  access: { by: 'rest_api_key', permission: 'sends.id.create' },
  buckets: [rateLimitBuckets.createSendId],
  body: lazySchema(() => z.object({ campaign_id: z.uuid(), send_id: sendId() })),
  read: (body) => ({
    campaignId: readCampaignId('campaign', fieldOf(body, 'campaign_id')),
    sendId: readSendId(body),
  }),
  answer: {
    status: 201,
    body: lazySchema(() => z.object({ message: z.literal('success'), send_id: z.string() })),
  },
  answerMark: 'inferred',
  refusals: ['invalid_campaign_id', 'unknown_campaign', 'invalid_field'],
  source: { page: 'api/endpoints/messaging/send_messages/post_create_send_ids', mark: 'doc' },
});
