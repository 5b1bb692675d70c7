import type { Campaign } from '../../domain/messaging/campaign.js';
import type { Send } from '../../domain/messaging/send.js';
import { profileSetSize } from '../../domain/profile-set.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { updateCampaignSent } from '../../store/messaging/campaigns.js';
import { findSend, insertSend, saveReceiverProperties, updateSend } from '../../store/messaging/sends.js';
import { addToProfileSet } from '../../store/profile-sets.js';
import { type Context, nowOf } from '../context.js';
import type { Receivers } from './resolve-receivers.js';

/** What an entry of the outbox says beside who receives it. */
export type SendFields = Pick<
  Send,
  'dispatchId' | 'sendId' | 'segmentId' | 'isBroadcast' | 'inactivity' | 'properties' | 'content'
>;

/**
 * Puts a send into the outbox, or adds a further part of one that goes out in parts, and keeps who received the campaign.
 *
 * @param campaign  What is sent; `null` when the request brought its content and named no campaign.
 */
export function recordSend(
  context: Context,
  workspace: Workspace,
  campaign: Campaign | null,
  fields: SendFields,
  { receivers, ownProperties, dropped: droppedAt }: Receivers,
): void {
  const { database } = context;
  const at = nowOf(context, workspace);
  const dropped = droppedAt.map(({ recipient, reason }) => ({ recipient, reason }));
  const earlier = findSend(database, workspace.number, fields.dispatchId);
  if (earlier !== undefined) {
    const { inactivity } = fields;
    updateSend(database, { number: earlier.number, inactivity, dropped: [...earlier.dropped, ...dropped] });
  }
  const send =
    earlier ??
    insertSend(database, workspace.number, {
      ...fields,
      campaignId: campaign?.kind === 'campaign' ? campaign.id : null,
      canvasId: campaign?.kind === 'canvas' ? campaign.id : null,
      at,
      dropped,
    });
  addToProfileSet(database, send.receiversSet, receivers);
  for (const [profileNumber, own] of ownProperties) {
    const properties = { ...fields.properties, ...own };
    saveReceiverProperties(database, workspace.number, send, profileNumber, properties);
  }
  if (campaign === null || profileSetSize(receivers) === 0) return;
  addToProfileSet(database, campaign.receivedSet, receivers);
  updateCampaignSent(database, campaign, at);
}
