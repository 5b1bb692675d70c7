import { z } from 'zod';
import { isoTime } from '../../../domain/time/time.js';
import type { OccurrenceSummary, ProfileHistory } from '../../../domain/users/profile-history.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { answeredTime } from '../values.js';

const occurrence = { first: answeredTime, last: answeredTime, count: z.int() };

/** What a profile did and received. */
export const activityAnswer = lazySchema(() =>
  z
    .strictObject({
      custom_events: z.array(z.strictObject({ name: z.string(), ...occurrence })),
      purchases: z.array(z.strictObject({ product_id: z.string(), ...occurrence })),
      total_revenue: z.number(),
      messages: z
        .array(
          z.strictObject({
            dispatch_id: z.string(),
            at: answeredTime,
            campaign_id: z.string().nullable(),
            canvas_id: z.string().nullable(),
            segment_id: z.string().nullable(),
          }),
        )
        .describe('Sends that they received, the newest first; 100 at most.'),
    })
    .meta({ id: 'user_activity', description: 'Custom events, purchases and messages of a profile.' }),
);

/** A send that somebody received. */
interface ReceivedSend {
  dispatchId: string;
  at: number;
  campaignId: string | null;
  canvasId: string | null;
  segmentId: string | null;
}

export function activityJson({
  history,
  sends,
}: {
  history: ProfileHistory;
  sends: readonly ReceivedSend[];
}): Wire<typeof activityAnswer> {
  return {
    custom_events: history.events.map((its) => ({ name: its.name, ...occurrenceJson(its) })),
    purchases: history.purchases.map((its) => ({ product_id: its.name, ...occurrenceJson(its) })),
    total_revenue: history.revenue,
    messages: sends.map((its) => ({
      dispatch_id: its.dispatchId,
      at: isoTime(its.at),
      campaign_id: its.campaignId,
      canvas_id: its.canvasId,
      segment_id: its.segmentId,
    })),
  };
}

function occurrenceJson({ firstAt, lastAt, count }: OccurrenceSummary) {
  return { first: isoTime(firstAt), last: isoTime(lastAt), count };
}
