import { z } from 'zod';
import type { JsonObject } from '../../../domain/json.js';
import { pageItemsMax } from '../../../domain/limits.js';
import { dropReasons, type Send, type SendCriteria } from '../../../domain/messaging/send.js';
import { namesOf } from '../../../domain/names.js';
import { isoTime } from '../../../domain/time/time.js';
import type { ProfileIdentity } from '../../../domain/users/user-profile.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { referenceAnswer, referenceJson } from '../../profile-reference.js';
import { controlEndpoint } from '../endpoint.js';
import { limitOf, pageAnswer, pageOf, pageQuery, pageShape, yesOrNo } from '../pages.js';
import { profileJson, receiverAnswer } from '../users/profiles.js';
import { answeredTime, identifier, jsonObject, jsonValue } from '../values.js';

/** Pages of the outbox, all or those that match every criterion. */
const sendsQuery = lazySchema(() =>
  pageShape()
    .extend({
      campaign_id: identifier.optional(),
      canvas_id: identifier.optional(),
      segment_id: identifier.optional(),
      dispatch_id: identifier.optional(),
      newest_first: yesOrNo.optional().describe('`true`: the newest first. Otherwise, the newest last.'),
      receivers: limitOf(0, 'How many receivers each send shows at most.', pageItemsMax),
    })
    .transform((its) => ({
      page: {
        ...pageOf(its),
        isNewestFirst: its.newest_first === 'true',
        receiversMax: its.receivers,
      },
      criteria: {
        campaignId: its.campaign_id,
        canvasId: its.canvas_id,
        segmentId: its.segment_id,
        dispatchId: its.dispatch_id,
      } satisfies SendCriteria,
    })),
);

export const sendAnswer = lazySchema(() =>
  z
    .strictObject({
      dispatch_id: z.string(),
      send_id: z.string().nullable(),
      campaign_id: z.string().nullable(),
      canvas_id: z.string().nullable(),
      segment_id: z.string().nullable(),
      at: answeredTime,
      broadcast: z.boolean(),
      inactive: z
        .enum(['paused', 'archived'])
        .nullable()
        .describe('Why nobody received anything: what the campaign or Canvas was.'),
      trigger_properties: jsonObject.optional().describe('For all receivers; of a campaign or message.'),
      context: jsonObject.optional().describe('The same of a Canvas.'),
      messages: jsonValue.optional().describe('Of /messages/send, as sent.'),
      attachments: jsonValue.optional().describe('Of e-mails, as sent.'),
      receiver_count: z.int(),
      receivers: z.array(receiverAnswer()).describe('The first of them.'),
      dropped: z.array(
        z.strictObject({
          recipient: referenceAnswer(),
          reason: z.enum(namesOf(dropReasons)),
        }),
      ),
    })
    .meta({
      id: 'send',
      description: 'A message that would have been sent, with its receivers and those who were dropped.',
    }),
);

type ReceiverView = ProfileIdentity & { properties?: JsonObject };

/** An entry of the outbox. */
export function sendJson(send: Send & { receivers: readonly ReceiverView[] }): Wire<typeof sendAnswer> {
  return {
    dispatch_id: send.dispatchId,
    send_id: send.sendId,
    campaign_id: send.campaignId,
    canvas_id: send.canvasId,
    segment_id: send.segmentId,
    at: isoTime(send.at),
    broadcast: send.isBroadcast,
    inactive: send.inactivity,
    ...propertiesJson(send, send.properties),
    messages: send.content.messages,
    attachments: send.content.attachments,
    receiver_count: send.receiverCount,
    receivers: send.receivers.map((receiver) => receiverJson(send, receiver)),
    dropped: send.dropped.map(({ recipient, reason }) => ({ recipient: referenceJson(recipient), reason })),
  };
}

/** Somebody who receives a send, with what personalizes it for them when that is more than the send's own. */
export function receiverJson(
  send: Send,
  { properties, ...profile }: ReceiverView,
): Wire<typeof receiverAnswer> {
  return { ...profileJson(profile), ...propertiesJson(send, properties) };
}

function propertiesJson({ canvasId }: Send, properties: JsonObject | undefined) {
  return canvasId === null ? { trigger_properties: properties } : { context: properties };
}

export const sendEndpoints = {
  listSends: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/sends',
    summary: 'Lists what would have been sent, to whom, and who was dropped and why.',
    query: sendsQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ sends: z.array(sendAnswer()) })) },
  }),
  listReceivers: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/sends/{dispatch_id}/receivers',
    summary: 'Lists every receiver of a send.',
    query: pageQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ receivers: z.array(receiverAnswer()) })) },
    refusals: ['send_not_found'],
  }),
};
