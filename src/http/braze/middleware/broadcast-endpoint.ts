import { createMiddleware } from 'hono/factory';
import type { JsonValue } from '../../../domain/json.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { RestPermission } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { fieldOf } from '../../../wire/braze/fields.js';
import { isBroadcast, isBroadcastText } from '../../../wire/braze/messaging/fields.js';
import type { BrazeEnv } from '../exchange.js';
import { assertWithinRateLimit, setRateLimitHeaders } from './rate-limit.js';
import { restEndpoint } from './rest-endpoint.js';

/**
 * What stands before an endpoint that may address everybody: as any other with a REST API key, but a broadcast counts
 * against the limit of all broadcasts and that of its unique audience. [doc] api/api_limits
 */
export function broadcastEndpoint(emulator: Emulator, permission: RestPermission, kind: CampaignKind) {
  const bucketOf = (bodyText: string) =>
    isBroadcastText(bodyText) ? rateLimitBuckets.broadcast : rateLimitBuckets.shared;
  return [...restEndpoint(emulator, permission, bucketOf), audienceRateLimit(emulator, kind)] as const;
}

/** After the JSON is read, without which there is no audience. The headers stay those of all broadcasts. DESIGN 6.1 */
const audienceRateLimit = (emulator: Emulator, kind: CampaignKind) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    const { access, body } = c.var;
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
