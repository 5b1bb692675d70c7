import { type Ignored, tolerated } from '../../domain/journal/ignored.js';
import { assertNothingIgnored } from '../../domain/journal/strictness.js';
import type { JsonObject } from '../../domain/json.js';

import {
  type Campaign,
  type CampaignKind,
  type Inactivity,
  inactivityOf,
} from '../../domain/messaging/campaign.js';
import {
  type DroppedRecipient,
  dropReasons,
  ignoredRecipients,
  type Requirement,
  type SendRequest,
} from '../../domain/messaging/send.js';
import { emptyProfileSet, type ProfileSet } from '../../domain/profile-set.js';
import { targetExpression } from '../../domain/segments/expression.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { newDispatchId } from '../identifiers.js';
import { definitionsOf } from '../segments/evaluate.js';
import { assertAudienceFits } from './assert-audience-fits.js';
import { getTriggeredCampaign, withSendId } from './get-triggered-campaign.js';
import { recordSend } from './record-send.js';
import { type Receivers, resolveRecipients, selectReceivers } from './resolve-receivers.js';

/** What a caller is told of a send. Who receives it stands in the outbox. */
export interface SendReceipt {
  dispatchId: string;
  sendId: string | null;
  /** Set when nothing was sent because the campaign or Canvas is not active. */
  inactivity: Inactivity | null;
  /** Of a send at once: who was named and gets nothing. */
  dropped: DroppedRecipient[];
  /** What of the request had no effect. */
  ignored: Ignored[];
}

/**
 * Triggers a campaign or Canvas: a broadcast reaches its whole target, recipients who are named only if they are in it,
 * and a connected audience narrows both. [doc] post_send_triggered_campaigns and post_send_triggered_canvases
 *
 * @throws EmulatorError `unknown_campaign`, `unknown_canvas`, `invalid_field`, `strict_refusal`; then nothing is written.
 */
export function sendCampaign(
  context: Context,
  workspace: Workspace,
  kind: CampaignKind,
  id: string,
  request: SendRequest,
): SendReceipt {
  const campaign = getTriggeredCampaign(context, workspace, kind, id);
  assertAudienceFits(workspace, request.audience);
  const dispatchId = newDispatchId(context.random);
  const its = withSendId(context, campaign, request);
  const receipt = dispatchCampaign(context, workspace, campaign, dispatchId, its);
  if (workspace.behaviour.strictness === 'strict') assertNothingIgnored(receipt.ignored);
  return receipt;
}

/**
 * Decides at this moment who receives, and puts that into the outbox. An inactive campaign has no effect at all: it
 * writes no attributes either. [inferred]
 *
 * @param within  Of a broadcast in parts: whose turn it is.
 */
export function dispatchCampaign(
  context: Context,
  workspace: Workspace,
  campaign: Campaign,
  dispatchId: string,
  request: SendRequest,
  within?: ProfileSet,
): SendReceipt {
  const inactivity = inactivityOf(campaign);
  const receivers =
    inactivity === null
      ? resolve(context, workspace, campaign, request, within)
      : droppedAll(request, inactivity);
  const { attachments, properties, recipients, sendId = null } = request;
  const content: JsonObject = attachments === undefined ? {} : { attachments };
  const fields = {
    dispatchId,
    sendId,
    segmentId: null,
    isBroadcast: recipients === null,
    inactivity,
    properties,
    content,
  };
  recordSend(context, workspace, campaign, fields, receivers);
  const { dropped } = receivers;
  const ignored = [...ignoredRecipients(dropped), ...receivers.ignored];
  if (inactivity !== null && recipients === null) ignored.push(reachesNobody(campaign, inactivity));
  return { dispatchId, sendId, inactivity, dropped, ignored };
}

function resolve(
  context: Context,
  workspace: Workspace,
  campaign: Campaign,
  { recipients, audience }: SendRequest,
  within: ProfileSet | undefined,
): Receivers {
  const target = targetExpression(campaign.target, definitionsOf(context, workspace));
  const requirements: Requirement[] = [{ expression: target, reason: 'outside_target' }];
  if (audience !== undefined) requirements.push({ expression: audience, reason: 'outside_audience' });
  return recipients === null
    ? selectReceivers(context, workspace, requirements, within)
    : resolveRecipients(context, workspace, recipients, requirements);
}

function droppedAll({ recipients }: SendRequest, reason: Inactivity): Receivers {
  const dropped = (recipients ?? []).map(({ reference, path }) => ({ recipient: reference, reason, path }));
  return { receivers: emptyProfileSet, ownProperties: new Map(), dropped, ignored: [] };
}

/** Of a broadcast, which has no recipients that could be dropped. */
function reachesNobody({ kind }: Campaign, inactivity: Inactivity): Ignored {
  return tolerated(`${kind}_id`, inactivity, `is of one that sends nothing: ${dropReasons[inactivity]}`);
}
