import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { ignoredAttributes } from '../../../domain/messaging/send.js';
import type { BrazeEndpoints } from '../../../wire/braze/endpoints.js';
import {
  campaignDetailsJson,
  campaignListJson,
  canvasDetailsJson,
  canvasListJson,
} from '../../../wire/braze/messaging/campaign-answers.js';
import { receiptJson } from '../../../wire/braze/messaging/send-answers.js';
import { type BrazeHandler, type BrazeHandlers, noteIgnored } from '../call.js';

/** What campaigns and Canvases have in common, for either. */
function triggers(kind: CampaignKind) {
  const trigger: BrazeHandler<BrazeEndpoints['triggerCampaign']> = (call) => {
    const { emulator, workspace, record, input } = call;
    noteIgnored(call, ignoredAttributes(input.request.recipients));
    const receipt = emulator.sendCampaign(workspace, kind, input.id, input.request);
    record.notes.push(...receipt.ignored);
    return receiptJson(receipt, kind);
  };
  const create: BrazeHandler<BrazeEndpoints['createCampaignSchedule']> = (call) => {
    const { id, request, when } = call.input;
    noteIgnored(call, ignoredAttributes(request.recipients));
    const planned = call.emulator.createSchedule(call.workspace, kind, id, when, request);
    call.record.notes.push(...planned.ignored);
    return { dispatch_id: planned.dispatchId, schedule_id: planned.scheduleId, message: 'success' };
  };
  const update: BrazeHandler<BrazeEndpoints['updateCampaignSchedule']> = (call) => {
    const { id, scheduleId, when } = call.input;
    const ignored = call.emulator.updateSchedule(call.workspace, kind, id, scheduleId, when);
    call.record.notes.push(...ignored);
    return { message: 'success' };
  };
  const remove: BrazeHandler<BrazeEndpoints['deleteCampaignSchedule']> = (call) => {
    const { id, scheduleId } = call.input;
    call.emulator.deleteSchedule(call.workspace, kind, id, scheduleId);
    return { message: 'success' };
  };
  return { trigger, create, update, remove };
}

const campaign = triggers('campaign');
const canvas = triggers('canvas');

export const messagingHandlers: BrazeHandlers<
  | 'listCampaigns'
  | 'showCampaign'
  | 'triggerCampaign'
  | 'createCampaignSchedule'
  | 'updateCampaignSchedule'
  | 'deleteCampaignSchedule'
  | 'listCanvases'
  | 'showCanvas'
  | 'triggerCanvas'
  | 'createCanvasSchedule'
  | 'updateCanvasSchedule'
  | 'deleteCanvasSchedule'
  | 'sendMessage'
  | 'createSendId'
> = {
  listCampaigns(call) {
    noteIgnored(call, call.input.ignored);
    return campaignListJson(call.emulator.listCampaignsBy(call.workspace, 'campaign', call.input));
  },
  showCampaign: ({ emulator, workspace, input }) =>
    campaignDetailsJson(emulator.getNamedCampaign(workspace, 'campaign', input)),
  triggerCampaign: campaign.trigger,
  createCampaignSchedule: campaign.create,
  updateCampaignSchedule: campaign.update,
  deleteCampaignSchedule: campaign.remove,
  listCanvases(call) {
    noteIgnored(call, call.input.ignored);
    return canvasListJson(call.emulator.listCampaignsBy(call.workspace, 'canvas', call.input));
  },
  showCanvas: ({ emulator, workspace, input }) =>
    canvasDetailsJson(emulator.getNamedCampaign(workspace, 'canvas', input)),
  triggerCanvas: canvas.trigger,
  createCanvasSchedule: canvas.create,
  updateCanvasSchedule: canvas.update,
  deleteCanvasSchedule: canvas.remove,
  sendMessage({ emulator, workspace, record, input }) {
    const receipt = emulator.sendMessage(workspace, input);
    record.notes.push(...receipt.ignored);
    return receiptJson(receipt);
  },
  createSendId({ emulator, workspace, record, input }) {
    const { sendId, ignored } = emulator.createSendId(workspace, input.campaignId, input.sendId);
    record.notes.push(...ignored);
    return { message: 'success', send_id: sendId };
  },
};
