import type { RateLimitBucket } from '../../domain/rate-limit.js';
import type { RestPermission } from '../../domain/workspace.js';
import type { Emulator } from '../../emulator.js';
import { restRateLimit } from './rate-limit.js';
import { restApiKey } from './rest-api-key.js';

/** What stands before every GET endpoint with a REST API key: key, permission, rate limit. A body is not looked at. */
export function restQueryEndpoint(emulator: Emulator, permission: RestPermission, bucket: RateLimitBucket) {
  return [restApiKey(emulator, permission, () => bucket), restRateLimit(emulator, () => bucket)] as const;
}
