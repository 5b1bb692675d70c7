import { z } from 'zod';
import type { CampaignKind, Inactivity } from '../../../domain/messaging/campaign.js';
import { lazySchema, type Wire } from '../../endpoint.js';

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
