import { z } from 'zod';
import type { DecisionNote } from '../../../domain/journal/journal.js';
import type { CampaignKind, Inactivity } from '../../../domain/messaging/campaign.js';
import { type DroppedRecipient, dropReasons } from '../../../domain/messaging/send.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { referenceJson } from '../../profile-reference.js';

/** Of an inactive campaign or Canvas. [client: stub] paused, [doc] post_send_triggered_canvases both, other [inferred] */
const notices: Record<Inactivity, (name: string) => string> = {
  paused: (name) => `The ${name} is paused. Resume the ${name} to ensure trigger requests will take effect.`,
  archived: (name) =>
    `The ${name} is archived. Unarchive the ${name} to ensure trigger requests will take effect.`,
};
const names: Record<CampaignKind, string> = { campaign: 'campaign', canvas: 'Canvas' };

export const receipt = lazySchema(() =>
  z.object({
    notice: z.string().optional().describe('That nobody gets it, because it is paused or archived.'),
    dispatch_id: z.string(),
    send_id: z.string().optional(),
    message: z.literal('success'),
  }),
);

/** The answer to a send. @param kind  What was triggered. */
export function receiptJson(
  {
    dispatchId,
    sendId,
    inactivity,
  }: { dispatchId: string; sendId: string | null; inactivity: Inactivity | null },
  kind: CampaignKind = 'campaign',
): Wire<typeof receipt> {
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
