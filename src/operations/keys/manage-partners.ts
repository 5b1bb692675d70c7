import { EmulatorError, invariant } from '../../domain/errors.js';
import type { Partner } from '../../domain/workspaces/partner.js';
import type { Workspace, WorkspacePartner } from '../../domain/workspaces/workspace.js';
import {
  findPartner,
  isKeyInUse,
  listDataImportKeys,
  listPartners,
  listWorkspacePartners,
  savePartner,
  saveWorkspacePartner,
} from '../../store/workspaces/partners.js';
import type { Context } from '../context.js';

/**
 * Makes partners known to the server, or changes what is known of them.
 *
 * @throws EmulatorError `key_in_use` when one of their keys is a key of something else.
 */
export function configurePartners(context: Context, partners: readonly Partner[]): void {
  for (const partner of partners) {
    const known = findPartner(context.database, partner.partner);
    for (const [index, { key }] of partner.apiKeys.entries()) {
      const isOwn = known?.apiKeys.some((its) => its.key === key) ?? false;
      if (!isOwn && isKeyInUse(context.database, key)) {
        throw new EmulatorError('key_in_use', `A partner API key of '${partner.partner}' is already in use`, {
          path: `api_keys[${index}].key`,
        });
      }
    }
    savePartner(context.database, partner);
  }
}

/** @throws EmulatorError `partner_not_found`: in neither the catalogue nor the configuration. */
export function getKnownPartner(context: Context, partner: string, path?: string): Partner {
  const known = findPartner(context.database, partner.toLowerCase());
  if (known === undefined) {
    const names = listPartners(context.database).map((its) => its.partner);
    throw new EmulatorError(
      'partner_not_found',
      `No partner is called '${partner}'; known are ${names.join(', ')}`,
      path === undefined ? {} : { path },
    );
  }
  return known;
}

/** Every partner of the server, by path name. */
export function listKnownPartners(context: Context): Partner[] {
  return listPartners(context.database);
}

/** Every partner of the server as the workspace sees it; those it never switched on are not enabled. */
export function listPartnersOf(context: Context, workspace: Workspace): WorkspacePartner[] {
  const switched = new Map(
    listWorkspacePartners(context.database, workspace.number).map((its) => [
      its.partner.partner,
      its.isEnabled,
    ]),
  );
  return listPartners(context.database).map((partner) =>
    viewPartner(context, workspace, partner, switched.get(partner.partner) ?? false),
  );
}

/** One partner as the workspace sees it. @throws EmulatorError `partner_not_found`. */
export function getPartnerOf(context: Context, workspace: Workspace, partner: string): WorkspacePartner {
  const known = getKnownPartner(context, partner);
  const switched = listWorkspacePartners(context.database, workspace.number);
  const isEnabled = switched.find((its) => its.partner.partner === known.partner)?.isEnabled ?? false;
  return viewPartner(context, workspace, known, isEnabled);
}

/** Switches a partner's integration on or off. Its keys stay; while it is off they answer with the third 401. */
export function setPartnerEnabled(
  context: Context,
  workspace: Workspace,
  partner: string,
  isEnabled: boolean,
): WorkspacePartner {
  const known = getKnownPartner(context, partner);
  saveWorkspacePartner(context.database, workspace.number, known.partner, isEnabled);
  return viewPartner(context, workspace, known, isEnabled);
}

export function viewPartner(
  context: Context,
  workspace: Workspace,
  partner: Partner,
  isEnabled: boolean,
): WorkspacePartner {
  const [first] = partner.apiKeys;
  invariant(first, 'a partner has one key at least');
  return {
    partner: partner.partner,
    displayName: partner.displayName,
    filterName: partner.filterName,
    isEnabled,
    partnerApiKey: first.key,
    dataImportKeys: listDataImportKeys(context.database, workspace.number, partner.partner),
  };
}
