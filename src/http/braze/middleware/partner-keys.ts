import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { isRefusal } from '../../../domain/errors.js';
import { isJsonObject } from '../../../domain/json.js';
import { clusterRegionOfHost } from '../../../domain/workspaces/partner.js';
import type { Emulator } from '../../../emulator.js';
import type { BrazeEnv } from '../env.js';
import { setEmptyRateLimitHeaders } from './rate-limit.js';

/**
 * Finds the workspace by the two keys in the body, before anything else in the body is looked at: a connection test with
 * an odd body still tells good keys from bad ones. [inferred]
 */
export const partnerKeys = (emulator: Emulator) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    await emulator.inSlices(() => admitPartner(emulator, c));
    await next();
  });

/** What `partnerKeys` does before the next step. */
export function admitPartner(emulator: Emulator, c: Context<BrazeEnv>): void {
  const sent = c.get('body');
  const body = isJsonObject(sent) ? sent : {};
  const partner = c.req.param('partner') ?? '';
  const record = c.get('record');
  record.partner = partner;
  if (typeof body.cohort_id === 'string') record.cohortId = body.cohort_id;
  try {
    const access = emulator.authenticatePartner({
      partner,
      partnerApiKey: body.partner_api_key,
      dataImportKey: body.client_secret,
      region: clusterRegionOfHost(c.req.header('host') ?? ''),
    });
    c.set('partnerAccess', access);
    record.workspace = access.workspace;
    record.enteredAt = access.enteredAt;
    record.partner = access.partner;
  } catch (error) {
    if (isPartnerKnown(error)) setEmptyRateLimitHeaders(c);
    throw error;
  }
}

/** No rate-limit headers before a partner key is known, empty ones on a 401 after that. DESIGN 6.1 */
function isPartnerKnown(error: unknown): boolean {
  return isRefusal(error, 'invalid_data_import_key') || isRefusal(error, 'partner_not_enabled');
}
