import { type Ignored, tolerated } from '../../domain/journal/ignored.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { hasSendId, insertSendId } from '../../store/messaging/sends.js';
import type { Context } from '../context.js';
import { newSendId } from '../identifiers.js';
import { getNamedCampaign } from './get-triggered-campaign.js';

/**
 * Lets a send id be used with a campaign; one that may be already stays so. [doc] post_create_send_ids, repetition
 * [inferred]
 *
 * @param sendId  1 to 64 ASCII characters. Left out, one is made.
 * @throws EmulatorError `unknown_campaign`.
 */
export function createSendId(
  context: Context,
  workspace: Workspace,
  campaignId: string,
  sendId = newSendId(context.random),
): { sendId: string; ignored: Ignored[] } {
  const campaign = getNamedCampaign(context, workspace, 'campaign', campaignId);
  if (hasSendId(context.database, campaign, sendId)) {
    return {
      sendId,
      ignored: [tolerated('send_id', 'send_id_known', 'is a send id of the campaign already')],
    };
  }
  insertSendId(context.database, campaign, sendId);
  return { sendId, ignored: [] };
}
