import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { isRefusal } from '../../../domain/errors.js';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import type { RateLimitBucket } from '../../../domain/workspaces/rate-limit.js';
import { assertPermission, type RestPermission } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import type { BrazeEnv } from '../env.js';
import { bodyOf } from './body.js';
import { setEmptyRateLimitHeaders, setRateLimitHeaders } from './rate-limit.js';

/** Header name and the word Bearer in any casing, the key exactly as issued. [doc] api/basics */
const bearer = /^bearer +(\S.*)$/i;

/**
 * Lets in a REST API key that has the permission. Braze checks that the key is valid first, then that it may. [doc]
 * api/basics. A 401 carries the rate-limit headers with empty values. [client: braze_ruby recording]
 */
export const restApiKey = (emulator: Emulator, guard: RestGuard) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    await emulator.inSlices(() => admitRestKey(emulator, c, guard));
    await next();
  });

/** What a REST API key must be allowed, and where its requests are counted. */
export interface RestGuard {
  permission: RestPermission;
  bucketOf: (body: JsonValue | undefined) => RateLimitBucket;
}

/** What `restApiKey` does before the next step. */
export function admitRestKey(
  emulator: Emulator,
  c: Context<BrazeEnv>,
  { permission, bucketOf }: RestGuard,
): void {
  const record = c.get('record');
  try {
    const value = restApiKeyOf(c);
    const key = value === undefined ? restApiKeyBeside(c.req.queries(), bodyOf(c)) : { value };
    const access = emulator.authenticateRestKey(key);
    if (key !== undefined && 'path' in key) record.keyPath = key.path;
    c.set('access', access);
    record.workspace = access.workspace;
    record.enteredAt = access.enteredAt;
    // A refused permission is not counted, but the standing is known and told.
    setRateLimitHeaders(c, emulator.peekRateLimit(access.workspace, bucketOf(bodyOf(c))));
    assertPermission(access, permission);
  } catch (error) {
    if (isRefusal(error, 'invalid_rest_api_key')) setEmptyRateLimitHeaders(c);
    throw error;
  }
}

/** Where older clients have the key. [client: braze_ruby recording] */
const keyFields = ['api_key', 'app_group_id'];

/** The key in the body, else in the query. */
function restApiKeyBeside(
  query: Record<string, string[]>,
  sent: JsonValue | undefined,
): { value: string; path: string } | undefined {
  const body = isJsonObject(sent) ? sent : {};
  for (const path of keyFields) {
    const value = body[path];
    if (typeof value === 'string' && value !== '') return { value, path };
  }
  for (const field of keyFields) {
    const [value] = query[field] ?? [];
    if (value !== undefined && value !== '') return { value, path: `query.${field}` };
  }
  return undefined;
}

/** The key as sent; `undefined` when the header is missing or malformed. */
export function restApiKeyOf(c: Context): string | undefined {
  return bearer.exec(c.req.header('authorization') ?? '')?.[1];
}
