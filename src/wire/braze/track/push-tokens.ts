import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { deviceIdBytesMax, deviceIdBytesMin } from '../../../domain/limits.js';
import type { TrackedPushToken } from '../../../domain/users/track.js';
import { isGiven, readFlag } from './recipient.js';
import { refuseObject } from './refusal.js';

/**
 * Reads `push_tokens` and `push_token_import` of an attributes object. [doc] user_data/post_user_track
 *
 * @throws TrackRefusal
 */
export function readPushTokens(object: JsonObject): {
  pushTokens: TrackedPushToken[];
  isPushTokenImport: boolean;
} {
  const tokens = object.push_tokens ?? [];
  if (!Array.isArray(tokens)) return refuseObject('BAD_PUSH_TOKEN_VALUE', 'push_tokens');
  const pushTokens = tokens.map(readPushToken);
  const isPushTokenImport = readFlag(object, 'push_token_import') ?? false;
  const isIdentified = isGiven(object, 'external_id') || isGiven(object, 'braze_id');
  if (isPushTokenImport && (isIdentified || pushTokens.length === 0)) {
    refuseObject('BAD_PUSH_TOKEN_IMPORT', 'push_token_import');
  }
  return { pushTokens, isPushTokenImport };
}

/** A workspace here has no list of apps, so any text is an app id. [inferred] */
function readPushToken(element: JsonValue, index: number): TrackedPushToken {
  const refuse = (type: string, ...field: string[]) => refuseObject(type, 'push_tokens', index, ...field);
  if (!isJsonObject(element)) return refuse('BAD_PUSH_TOKEN_VALUE');
  const { app_id: appId, token } = element;
  const deviceId = element.device_id ?? null;
  if (typeof appId !== 'string' || appId === '') return refuse('BAD_PUSH_TOKEN_APP_ID', 'app_id');
  if (typeof token !== 'string' || token === '') return refuse('BAD_PUSH_TOKEN_STRING', 'token');
  if (deviceId !== null && !isDeviceId(deviceId)) return refuse('BAD_DEVICE_ID', 'device_id');
  return { appId, token, deviceId };
}

function isDeviceId(value: JsonValue): value is string {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.byteLength(value);
  return bytes >= deviceIdBytesMin && bytes <= deviceIdBytesMax;
}
