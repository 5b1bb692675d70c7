import { EmulatorError } from '../../domain/errors.js';
import type { ClusterRegion } from '../../domain/workspaces/partner.js';
import type { Entrance, PartnerAccess } from '../../domain/workspaces/workspace.js';
import { findPartnerApiKey, hasPartner } from '../../store/workspaces/partners.js';
import { findDataImportAccess } from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { settle } from '../due-work/settle.js';

/**
 * Finds the workspace that a cohort request is for: the partner of the path, its partner API key, then the data import
 * key. Keys that are not strings are unknown keys. Texts [doc] cohort_import; order and conditions [inferred].
 *
 * @param region  Of the cluster the request was addressed to, when its host names one.
 * @throws EmulatorError `unknown_path` for a partner nobody knows, `invalid_partner_api_key`, `invalid_data_import_key`
 * (also for a REST API key), `partner_not_enabled` (the partner is off for the workspace, or the key is another's).
 */
export function authenticatePartner(
  context: Context,
  claim: {
    partner: string;
    partnerApiKey: unknown;
    dataImportKey: unknown;
    region?: ClusterRegion;
  },
): PartnerAccess & Entrance {
  const partner = claim.partner.toLowerCase();
  if (!hasPartner(context.database, partner)) {
    throw new EmulatorError('unknown_path', `No partner is called '${claim.partner}'`);
  }
  assertPartnerApiKey(context, partner, claim.partnerApiKey, claim.region);
  const key = typeof claim.dataImportKey === 'string' ? claim.dataImportKey : undefined;
  const access = key === undefined ? undefined : findDataImportAccess(context.database, key);
  if (access === undefined || !access.isActive) {
    throw new EmulatorError('invalid_data_import_key', 'client_secret is not an active data import key', {
      path: 'client_secret',
    });
  }
  if (access.partner !== partner || !access.isEnabled) {
    const reason =
      access.partner === partner
        ? `${partner} is switched off for this workspace`
        : `client_secret is a data import key of ${access.partner}, not of ${partner}`;
    throw new EmulatorError('partner_not_enabled', reason, { path: 'client_secret', echoed: key });
  }
  settle(context, access.workspace);
  return { workspace: access.workspace, partner, enteredAt: nowOf(context, access.workspace) };
}

function assertPartnerApiKey(
  context: Context,
  partner: string,
  key: unknown,
  region: ClusterRegion | undefined,
): void {
  const owner = typeof key === 'string' ? findPartnerApiKey(context.database, key) : undefined;
  if (owner === undefined || owner.partner !== partner) {
    throw new EmulatorError('invalid_partner_api_key', `partner_api_key is not a key of ${partner}`, {
      path: 'partner_api_key',
    });
  }
  if (region !== undefined && owner.region !== null && owner.region !== region) {
    throw new EmulatorError(
      'invalid_partner_api_key',
      `partner_api_key is for ${owner.region} clusters, the request went to one in ${region}`,
      { path: 'partner_api_key' },
    );
  }
}
