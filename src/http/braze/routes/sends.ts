import { Hono } from 'hono';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { Emulator } from '../../../emulator.js';
import { fieldOf } from '../../../wire/braze/fields.js';
import { readCampaignId } from '../../../wire/braze/messaging/campaign-queries.js';
import { readMessageRequest } from '../../../wire/braze/messaging/message.js';
import { droppedNotes, receiptJson } from '../../../wire/braze/messaging/send-answers.js';
import {
  readScheduleCreation,
  readScheduleDeletion,
  readScheduleUpdate,
  readSendId,
  readTrigger,
} from '../../../wire/braze/messaging/trigger.js';
import type { BrazeEnv } from '../exchange.js';
import { broadcastEndpoint } from '../middleware/broadcast-endpoint.js';
import { restEndpoint } from '../middleware/rest-endpoint.js';

/** What sends, now or later. 201. [client: braze_ruby recording] for triggers and messages, others [inferred] */
export function sendRoutes(emulator: Emulator) {
  return new Hono<BrazeEnv>()
    .route('/', triggerRoutes(emulator, '/campaigns', 'campaigns', 'campaign'))
    .route('/', triggerRoutes(emulator, '/canvas', 'canvas', 'canvas'))
    .post('/messages/send', ...broadcastEndpoint(emulator, 'messages.send', 'campaign'), (c) => {
      const receipt = emulator.sendMessage(c.var.access.workspace, readMessageRequest(c.var.body));
      c.var.exchange.notes = droppedNotes(receipt.dropped);
      return c.json(receiptJson(receipt), 201);
    })
    .post(
      '/sends/id/create',
      ...restEndpoint(emulator, 'sends.id.create', rateLimitBuckets.createSendId),
      (c) => {
        const campaignId = readCampaignId('campaign', fieldOf(c.var.body, 'campaign_id'));
        const sendId = emulator.createSendId(c.var.access.workspace, campaignId, readSendId(c.var.body));
        return c.json({ message: 'success', send_id: sendId }, 201);
      },
    );
}

function triggerRoutes<Family extends 'campaigns' | 'canvas'>(
  emulator: Emulator,
  path: `/${Family}`,
  family: Family,
  kind: CampaignKind,
) {
  const schedulePath = `${path}/trigger/schedule` as const;
  const schedulePermission = `${family}.trigger.schedule` as const;
  const { shared } = rateLimitBuckets;
  return new Hono<BrazeEnv>()
    .post(`${path}/trigger/send`, ...broadcastEndpoint(emulator, `${family}.trigger.send`, kind), (c) => {
      const { id, request } = readTrigger(kind, c.var.body);
      const receipt = emulator.sendCampaign(c.var.access.workspace, kind, id, request);
      c.var.exchange.notes = droppedNotes(receipt.dropped);
      return c.json(receiptJson(receipt, kind), 201);
    })
    .post(
      `${schedulePath}/create`,
      ...broadcastEndpoint(emulator, `${schedulePermission}.create`, kind),
      (c) => {
        const { id, request, when } = readScheduleCreation(kind, c.var.body);
        const planned = emulator.createSchedule(c.var.access.workspace, kind, id, when, request);
        const { dispatchId, scheduleId } = planned;
        return c.json({ dispatch_id: dispatchId, schedule_id: scheduleId, message: 'success' }, 201);
      },
    )
    .post(
      `${schedulePath}/update`,
      ...restEndpoint(emulator, `${schedulePermission}.update`, shared),
      (c) => {
        const { id, scheduleId, when } = readScheduleUpdate(kind, c.var.body);
        emulator.updateSchedule(c.var.access.workspace, kind, id, scheduleId, when);
        return c.json({ message: 'success' }, 201);
      },
    )
    .post(
      `${schedulePath}/delete`,
      ...restEndpoint(emulator, `${schedulePermission}.delete`, shared),
      (c) => {
        const { id, scheduleId } = readScheduleDeletion(kind, c.var.body);
        emulator.deleteSchedule(c.var.access.workspace, kind, id, scheduleId);
        return c.json({ message: 'success' }, 201);
      },
    );
}
