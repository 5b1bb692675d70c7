import { createMiddleware } from 'hono/factory';
import type { JsonValue } from '../../../domain/json.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { Emulator } from '../../../emulator.js';
import { fieldOf } from '../../../wire/braze/fields.js';
import { isBroadcast } from '../../../wire/braze/messaging/fields.js';
import type { BrazeEnv } from '../env.js';
import { assertWithinRateLimit, setRateLimitHeaders } from './rate-limit.js';

/**
 * Counts a broadcast against the limit of its unique audience too. [doc] api/api_limits After the JSON is read, without
 * which there is no audience. The headers stay those of all broadcasts. DESIGN 6.1
 */
export const audienceRateLimit = (emulator: Emulator, kind: CampaignKind) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    const access = c.get('access');
    const body = c.get('body');
    if (isBroadcast(body)) {
      const sent = (field: string): JsonValue => fieldOf(body, field) ?? null;
      const standing = emulator.countBroadcast(access.workspace, {
        kind,
        campaignId: sent(`${kind}_id`),
        segmentId: sent('segment_id'),
        audience: sent('audience'),
      });
      if (standing.isExceeded) {
        setRateLimitHeaders(c, { ...standing, limit: rateLimitBuckets.broadcast.requestsMax });
      }
      assertWithinRateLimit(c, standing);
    }
    await next();
  });
