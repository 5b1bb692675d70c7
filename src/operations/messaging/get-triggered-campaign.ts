import { EmulatorError } from '../../domain/errors.js';
import { apiTriggered, type Campaign, type CampaignKind } from '../../domain/messaging/campaign.js';
import type { SendRequest } from '../../domain/messaging/send.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findCampaign } from '../../store/messaging/campaigns.js';
import { hasSendId } from '../../store/messaging/sends.js';
import type { Context } from '../context.js';
import { newSendId } from '../identifiers.js';

/**
 * The campaign or Canvas that a request names.
 *
 * @throws EmulatorError `unknown_campaign`, `unknown_canvas`.
 */
export function getNamedCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
): Campaign {
  const campaign = findCampaign(context.database, workspace.number, id, kind);
  if (campaign !== undefined) return campaign;
  const path = `${kind}_id`;
  const code = kind === 'campaign' ? 'unknown_campaign' : 'unknown_canvas';
  throw new EmulatorError(code, `The workspace has no ${path} '${id}'`, { path });
}

/**
 * The campaign or Canvas that a request triggers. One of another kind of delivery cannot be. [inferred]
 *
 * @throws EmulatorError `unknown_campaign`, `unknown_canvas`, `invalid_field`.
 */
export function getTriggeredCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
): Campaign {
  const campaign = getNamedCampaign(context, workspace, kind, id);
  if (campaign.details.scheduleType !== apiTriggered || campaign.isApiCampaign) {
    const name = kind === 'campaign' ? 'campaign' : 'Canvas';
    throw new EmulatorError('invalid_field', `The ${name} is not API-triggered`, { path: `${kind}_id` });
  }
  return campaign;
}

/**
 * The request with its send id: the one given, which must have been created for the campaign, or one that is made because
 * the broadcast of a campaign is tracked. [doc] identifier_types; a Canvas has none [doc] post_send_triggered_canvases
 *
 * @throws EmulatorError `invalid_field`.
 */
export function withSendId(context: Context, campaign: Campaign, request: SendRequest): SendRequest {
  if (campaign.kind === 'canvas') return request;
  if (request.sendId !== undefined) assertSendId(context, campaign, request.sendId);
  else if (request.recipients === null) return { ...request, sendId: newSendId(context.random) };
  return request;
}

/** @throws EmulatorError `invalid_field` for one that was not created for the campaign. [inferred] */
export function assertSendId(context: Context, campaign: Campaign | null, sendId: string): void {
  if (campaign !== null && hasSendId(context.database, campaign, sendId)) return;
  const message = 'send_id must be created for the campaign with /sends/id/create before it is used';
  throw new EmulatorError('invalid_field', message, { path: 'send_id' });
}
