import { z } from 'zod';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint, successAnswer } from '../endpoint.js';
import { broadcastLimits } from './fields.js';
import { overlooksInSchedule, overlooksInTrigger } from './overlooks.js';
import { leftOut, schedule, triggerShape } from './schemas.js';
import { receipt } from './send-answers.js';
import { readScheduleCreation, readScheduleDeletion, readScheduleUpdate, readTrigger } from './trigger.js';

// What sends, now or later. 201. [client: braze_ruby recording] for triggers and messages, others [inferred]

const { shared } = rateLimitBuckets;
const words = { campaign: 'a campaign', canvas: 'a Canvas' } as const;
const families = { campaign: 'campaigns', canvas: 'canvas' } as const;
const pages = {
  campaign: {
    send: 'api/endpoints/messaging/send_messages/post_send_triggered_campaigns',
    create: 'api/endpoints/messaging/schedule_messages/post_schedule_triggered_campaigns',
    update: 'api/endpoints/messaging/schedule_messages/post_update_scheduled_triggered_campaigns',
    delete: 'api/endpoints/messaging/schedule_messages/post_delete_scheduled_triggered_campaigns',
  },
  canvas: {
    send: 'api/endpoints/messaging/send_messages/post_send_triggered_canvases',
    create: 'api/endpoints/messaging/schedule_messages/post_schedule_triggered_canvases',
    update: 'api/endpoints/messaging/schedule_messages/post_update_scheduled_triggered_canvases',
    delete: 'api/endpoints/messaging/schedule_messages/post_delete_scheduled_triggered_canvases',
  },
} as const;

function namingRefusals(kind: CampaignKind) {
  return kind === 'campaign'
    ? (['invalid_campaign_id', 'unknown_campaign', 'invalid_field'] as const)
    : (['invalid_canvas_id', 'unknown_canvas', 'invalid_field'] as const);
}

function triggerEndpoint(kind: CampaignKind) {
  return postEndpoint({
    ...broadcastLimits,
    path: `/${families[kind]}/trigger/send`,
    summary: `Sends ${words[kind]} to recipients, or to everybody in its target.`,
    access: { by: 'rest_api_key', permission: `${families[kind]}.trigger.send` },
    broadcasts: kind,
    body: lazySchema(() => {
      const attachment = z.looseObject({ file_name: z.string(), url: z.string() });
      const shape = triggerShape(kind);
      return z.object(kind === 'canvas' ? shape : { ...shape, attachments: leftOut(z.array(attachment)) });
    }),
    read: (body) => readTrigger(kind, body),
    overlooks: (body) => overlooksInTrigger(kind, body),
    answer: { status: 201, body: receipt },
    answerMark: 'client: braze_ruby recording',
    refusals: [...namingRefusals(kind), 'no_recipients', 'too_many_identifiers_and_aliases'],
    source: { page: pages[kind].send, mark: 'doc' },
  });
}

function createScheduleEndpoint(kind: CampaignKind) {
  return postEndpoint({
    ...broadcastLimits,
    path: `/${families[kind]}/trigger/schedule/create`,
    summary: `Plans a send of ${words[kind]}.`,
    access: { by: 'rest_api_key', permission: `${families[kind]}.trigger.schedule.create` },
    broadcasts: kind,
    body: lazySchema(() => z.object({ ...triggerShape(kind), schedule: schedule() })),
    read: (body) => readScheduleCreation(kind, body),
    overlooks: (body) => overlooksInTrigger(kind, body),
    answer: {
      status: 201,
      body: lazySchema(() =>
        z.object({ dispatch_id: z.string(), schedule_id: z.string(), message: z.literal('success') }),
      ),
    },
    answerMark: 'inferred',
    refusals: [...namingRefusals(kind), 'no_recipients', 'too_many_identifiers_and_aliases'],
    source: { page: pages[kind].create, mark: 'doc' },
  });
}

function updateScheduleEndpoint(kind: CampaignKind) {
  return postEndpoint({
    path: `/${families[kind]}/trigger/schedule/update`,
    summary: `Moves a planned send of ${words[kind]} to another time.`,
    access: { by: 'rest_api_key', permission: `${families[kind]}.trigger.schedule.update` },
    buckets: [shared],
    body: lazySchema(() => z.object({ ...scheduleShape(kind), schedule: schedule() })),
    read: (body) => readScheduleUpdate(kind, body),
    overlooks: overlooksInSchedule,
    answer: { status: 201, body: successAnswer },
    answerMark: 'inferred',
    refusals: namingRefusals(kind),
    source: { page: pages[kind].update, mark: 'doc' },
  });
}

function deleteScheduleEndpoint(kind: CampaignKind) {
  return postEndpoint({
    path: `/${families[kind]}/trigger/schedule/delete`,
    summary: `Takes a planned send of ${words[kind]} back.`,
    access: { by: 'rest_api_key', permission: `${families[kind]}.trigger.schedule.delete` },
    buckets: [shared],
    body: lazySchema(() => z.object(scheduleShape(kind))),
    read: (body) => readScheduleDeletion(kind, body),
    answer: { status: 201, body: successAnswer },
    answerMark: 'inferred',
    refusals: namingRefusals(kind),
    source: { page: pages[kind].delete, mark: 'doc' },
  });
}

function scheduleShape(kind: CampaignKind) {
  return { [`${kind}_id`]: z.uuid().describe('API identifier.'), schedule_id: z.string().min(1) };
}

export const triggerCampaign = triggerEndpoint('campaign');
export const createCampaignSchedule = createScheduleEndpoint('campaign');
export const updateCampaignSchedule = updateScheduleEndpoint('campaign');
export const deleteCampaignSchedule = deleteScheduleEndpoint('campaign');
export const triggerCanvas = triggerEndpoint('canvas');
export const createCanvasSchedule = createScheduleEndpoint('canvas');
export const updateCanvasSchedule = updateScheduleEndpoint('canvas');
export const deleteCanvasSchedule = deleteScheduleEndpoint('canvas');
