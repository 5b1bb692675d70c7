import { invariant } from '../../../domain/errors.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { campaignJson, canvasJson } from '../../../wire/control/messaging/campaign-answers.js';
import type {
  campaignEndpoints,
  canvasEndpoints,
} from '../../../wire/control/messaging/campaign-endpoints.js';
import { asInvalidRequest, readSend } from '../../../wire/control/messaging/send-input.js';
import { sendJson } from '../../../wire/control/messaging/sends.js';
import { listJson } from '../../../wire/control/pages.js';
import { profileJson } from '../../../wire/control/users/profiles.js';
import type { Handlers } from '../handler.js';

// What the dashboard is for at Braze: campaigns and Canvases, and who a broadcast of one would reach.

export const campaignHandlers = {
  listCampaigns: ({ emulator, workspace, query }) =>
    listJson('campaigns', emulator.listCampaigns(workspace, 'campaign', query), campaignJson),
  createCampaign: ({ emulator, workspace, body }) =>
    campaignJson(emulator.createCampaign(workspace, 'campaign', body)),
  getCampaign: ({ emulator, workspace, params }) =>
    campaignJson(emulator.getCampaign(workspace, 'campaign', params.id)),
  replaceCampaign: ({ emulator, workspace, params, body }) =>
    campaignJson(emulator.replaceCampaign(workspace, 'campaign', params.id, body)),
  deleteCampaign: ({ emulator, workspace, params }) =>
    emulator.deleteCampaign(workspace, 'campaign', params.id),
  viewCampaignAudience: ({ emulator, workspace, params, query }) =>
    audienceJson(emulator, workspace, 'campaign', params.id, query),
  sendCampaign: ({ emulator, workspace, params, body }) =>
    send(emulator, workspace, 'campaign', params.id, body),
} satisfies Handlers<typeof campaignEndpoints>;

export const canvasHandlers = {
  listCanvases: ({ emulator, workspace, query }) =>
    listJson('canvases', emulator.listCampaigns(workspace, 'canvas', query), canvasJson),
  createCanvas: ({ emulator, workspace, body }) =>
    canvasJson(emulator.createCampaign(workspace, 'canvas', body)),
  getCanvas: ({ emulator, workspace, params }) =>
    canvasJson(emulator.getCampaign(workspace, 'canvas', params.id)),
  replaceCanvas: ({ emulator, workspace, params, body }) =>
    canvasJson(emulator.replaceCampaign(workspace, 'canvas', params.id, body)),
  deleteCanvas: ({ emulator, workspace, params }) => emulator.deleteCampaign(workspace, 'canvas', params.id),
  viewCanvasAudience: ({ emulator, workspace, params, query }) =>
    audienceJson(emulator, workspace, 'canvas', params.id, query),
  sendCanvas: ({ emulator, workspace, params, body }) => send(emulator, workspace, 'canvas', params.id, body),
} satisfies Handlers<typeof canvasEndpoints>;

function audienceJson(
  emulator: Emulator,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  page: { after: number | undefined; limit: number },
) {
  const audience = emulator.viewAudience(workspace, kind, id, page);
  return { size: audience.size, ...listJson('members', audience, profileJson) };
}

/** What the trigger endpoint of the Braze surface does, for a person. @returns The entry of the outbox. */
function send(emulator: Emulator, workspace: Workspace, kind: CampaignKind, id: string, body: object) {
  emulator.getCampaign(workspace, kind, id);
  const request = readSend(kind, id, body);
  const { dispatchId } = asInvalidRequest(() => emulator.sendCampaign(workspace, kind, id, request));
  const [sent] = emulator.listSends(workspace, { dispatchId }, { limit: 1 }).items;
  invariant(sent, 'what was sent stands in the outbox');
  return sendJson(sent);
}
