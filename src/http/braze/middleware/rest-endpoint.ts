import type { RateLimitBucket } from '../../../domain/workspaces/rate-limit.js';
import type { RestPermission } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { parseJson, readBody } from './body.js';
import { restFaults } from './fault.js';
import { restRateLimit } from './rate-limit.js';
import { restApiKey } from './rest-api-key.js';

/**
 * What stands before every POST endpoint with a REST API key, in DESIGN 6.1's order: body size, content type, key,
 * permission, then faults, rate limit, JSON. The route behind it finds `c.var.access` and `c.var.body`.
 *
 * @param bucket  The endpoint's bucket, or what chooses it from the body's text.
 */
export function restEndpoint(
  emulator: Emulator,
  permission: RestPermission,
  bucket: RateLimitBucket | ((bodyText: string) => RateLimitBucket),
) {
  const bucketOf = typeof bucket === 'function' ? bucket : () => bucket;
  return [
    readBody,
    restApiKey(emulator, permission, bucketOf),
    restFaults(emulator, permission, bucketOf),
    restRateLimit(emulator, bucketOf),
    parseJson,
  ] as const;
}

/** The same before every GET endpoint, which has no body: key, permission, faults, rate limit. */
export function restQueryEndpoint(emulator: Emulator, permission: RestPermission, bucket: RateLimitBucket) {
  const bucketOf = () => bucket;
  return [
    restApiKey(emulator, permission, bucketOf),
    restFaults(emulator, permission, bucketOf),
    restRateLimit(emulator, bucketOf),
  ] as const;
}
