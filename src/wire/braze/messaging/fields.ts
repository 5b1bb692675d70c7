import type { JsonObject, JsonValue } from '../../../domain/json.js';
import { isJsonObject } from '../../../domain/json.js';
import { triggerPropertiesBytesMax } from '../../../domain/limits.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { refuseField } from '../fields.js';
import { isGiven } from '../track/recipient.js';

// Fields that the endpoints that send have in common. Texts are in our own words. [inferred]

/** A field that may be left out: `null` and the empty text, which Braze's samples print, stand for that. [inferred] */
export function givenField(body: JsonValue, field: string): JsonValue | undefined {
  return isJsonObject(body) && isGiven(body, field) ? body[field] : undefined;
}

/** A boolean, also quoted as in Braze's samples. [doc] post_send_messages */
export function readBoolean(body: JsonValue, field: string, path = field): boolean | undefined {
  const value = givenField(body, field);
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return refuseField(`'${path}' must be a boolean`, path);
}

/** Whether a body asks for a broadcast. Anything but a clear yes is none; what is no boolean is refused elsewhere. */
export function isBroadcast(body: JsonValue): boolean {
  const value = givenField(body, 'broadcast');
  return value === true || value === 'true';
}

/** Trigger properties or context: an object of at most 50 KB; none when left out. */
export function readProperties(body: JsonValue, fields: readonly string[], prefix = ''): JsonObject {
  for (const field of fields) {
    const value = givenField(body, field);
    if (value === undefined) continue;
    const path = `${prefix}${field}`;
    if (!isJsonObject(value)) refuseField(`'${path}' must be an object`, path);
    if (Buffer.byteLength(JSON.stringify(value)) > triggerPropertiesBytesMax) {
      refuseField(`'${path}' must be at most ${triggerPropertiesBytesMax} bytes`, path);
    }
    return value;
  }
  return {};
}

const { shared, broadcast } = rateLimitBuckets;

/** Of what may address everybody: counted with the broadcasts when it does. [doc] api/api_limits */
export const broadcastLimits = {
  buckets: [shared, broadcast],
  bucketOf: (body: JsonValue | undefined) => (isBroadcast(body ?? null) ? broadcast : shared),
} as const;
