import type { DecisionNote } from '../../domain/journal/journal.js';
import type { JsonObject } from '../../domain/json.js';
import type { CampaignKind, Inactivity } from '../../domain/messaging/campaign.js';
import { type DroppedRecipient, dropReasons, type Send } from '../../domain/messaging/send.js';
import { isoTime } from '../../domain/time/time.js';
import type { ProfileReference } from '../../domain/users/profile-reference.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import { profileJson } from './views.js';

// Sends as their endpoints and the control API show them.

/** Of an inactive campaign or Canvas. [client: stub] paused, [doc] post_send_triggered_canvases both, other [inferred] */
const notices: Record<Inactivity, (name: string) => string> = {
  paused: (name) => `The ${name} is paused. Resume the ${name} to ensure trigger requests will take effect.`,
  archived: (name) =>
    `The ${name} is archived. Unarchive the ${name} to ensure trigger requests will take effect.`,
};
const names: Record<CampaignKind, string> = { campaign: 'campaign', canvas: 'Canvas' };

/** The answer to a send. @param kind  What was triggered. */
export function receiptJson(
  receipt: { dispatchId: string; sendId: string | null; inactivity: Inactivity | null },
  kind: CampaignKind = 'campaign',
): JsonObject {
  const { dispatchId, sendId, inactivity } = receipt;
  return {
    ...(inactivity !== null && { notice: notices[inactivity](names[kind]) }),
    dispatch_id: dispatchId,
    ...(sendId !== null && { send_id: sendId }),
    message: 'success',
  };
}

/** How many of the dropped the message of a note names. */
const namedMax = 5;

/** For the journal: who was named and gets nothing, a note for each reason. */
export function droppedNotes(dropped: readonly DroppedRecipient[]): DecisionNote[] {
  return [...new Set(dropped.map(({ reason }) => reason))].map((reason) => {
    const received = dropped
      .filter((its) => its.reason === reason)
      .map(({ recipient }) => referenceJson(recipient));
    const named = received.slice(0, namedMax).map((reference) => JSON.stringify(reference));
    if (received.length > namedMax) named.push('…');
    const message = `${received.length} dropped, ${dropReasons[reason]}: ${named.join(', ')}`;
    return { rule: reason, message, received };
  });
}

type ReceiverView = ProfileIdentity & { properties?: JsonObject };

/** An entry of the outbox. */
export function sendJson(send: Send & { receivers: readonly ReceiverView[] }): JsonObject {
  return {
    dispatch_id: send.dispatchId,
    send_id: send.sendId,
    campaign_id: send.campaignId,
    canvas_id: send.canvasId,
    segment_id: send.segmentId,
    at: isoTime(send.at),
    broadcast: send.isBroadcast,
    inactive: send.inactivity,
    [propertiesName(send)]: send.properties,
    ...send.content,
    receiver_count: send.receiverCount,
    receivers: send.receivers.map((receiver) => receiverJson(send, receiver)),
    dropped: send.dropped.map(({ recipient, reason }) => ({ recipient: referenceJson(recipient), reason })),
  };
}

/** Somebody who receives a send, with what personalizes it for them when that is more than the send's own. */
export function receiverJson(send: Send, { properties, ...profile }: ReceiverView): JsonObject {
  return { ...profileJson(profile), ...(properties !== undefined && { [propertiesName(send)]: properties }) };
}

function propertiesName({ canvasId }: Send): string {
  return canvasId === null ? 'trigger_properties' : 'context';
}

function referenceJson(reference: ProfileReference): JsonObject {
  if ('externalId' in reference) return { external_user_id: reference.externalId };
  if ('brazeId' in reference) return { braze_id: reference.brazeId };
  if ('email' in reference) return { email: reference.email };
  if ('phone' in reference) return { phone: reference.phone };
  const { label, name } = reference.alias;
  return { user_alias: { alias_label: label, alias_name: name } };
}
