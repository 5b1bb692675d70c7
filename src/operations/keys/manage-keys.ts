import { EmulatorError } from '../../domain/errors.js';
import {
  type DataImportKey,
  type RestApiKey,
  type RestPermission,
  restPermissions,
  type Workspace,
} from '../../domain/workspaces/workspace.js';
import {
  deleteRestApiKey,
  insertDataImportKey,
  insertRestApiKey,
  isKeyInUse,
  listRestApiKeys,
  listWorkspacePartners,
  updateDataImportKeyState,
} from '../../store/workspaces/partners.js';
import { type Context, nowOf } from '../context.js';
import { newUuid } from '../identifiers.js';
import { getKnownPartner } from './manage-partners.js';

/**
 * Makes a further data import key; those before it stay active, so a rotation has no gap. [inferred]
 *
 * @param key  Given or, left out, made.
 * @throws EmulatorError `partner_not_found` when the workspace never switched the partner on; `key_in_use`.
 */
export function createDataImportKey(
  context: Context,
  workspace: Workspace,
  partner: string,
  key = newUuid(context.random),
): DataImportKey {
  const known = getKnownPartner(context, partner);
  const switched = listWorkspacePartners(context.database, workspace.number);
  if (!switched.some((its) => its.partner.partner === known.partner)) {
    throw new EmulatorError(
      'partner_not_found',
      `Partner '${known.partner}' was never enabled in this workspace; PUT it {"enabled":true} first`,
    );
  }
  assertKeyIsFree(context, key, 'key');
  const dataImportKey: DataImportKey = { key, state: 'active', createdAt: nowOf(context, workspace) };
  insertDataImportKey(context.database, workspace.number, known.partner, dataImportKey);
  return dataImportKey;
}

/** From now on the key answers `Invalid client secret`. It stays listed. @throws EmulatorError `key_not_found`. */
export function invalidateDataImportKey(
  context: Context,
  workspace: Workspace,
  partner: string,
  key: string,
): void {
  const known = getKnownPartner(context, partner);
  if (!updateDataImportKeyState(context.database, workspace.number, known.partner, key, 'invalidated')) {
    throw new EmulatorError(
      'key_not_found',
      `The workspace has no such data import key for ${known.partner}`,
    );
  }
}

export function listRestKeys(context: Context, workspace: Workspace): RestApiKey[] {
  return listRestApiKeys(context.database, workspace.number);
}

/**
 * Makes a REST API key. Its permissions never change. [doc] api/basics
 *
 * @throws EmulatorError `key_in_use`.
 */
export function createRestKey(
  context: Context,
  workspace: Workspace,
  input: { key?: string; permissions?: RestPermission[] },
): RestApiKey {
  const key = input.key ?? newUuid(context.random);
  assertKeyIsFree(context, key, 'key');
  const restApiKey: RestApiKey = { key, permissions: input.permissions ?? [...restPermissions] };
  insertRestApiKey(context.database, workspace.number, restApiKey, nowOf(context, workspace));
  return restApiKey;
}

/** @throws EmulatorError `key_not_found`. */
export function deleteRestKey(context: Context, workspace: Workspace, key: string): void {
  if (!deleteRestApiKey(context.database, workspace.number, key)) {
    throw new EmulatorError('key_not_found', 'The workspace has no such REST API key');
  }
}

/** @throws EmulatorError `key_in_use`: any key of any kind on this server has that value. */
export function assertKeyIsFree(context: Context, key: string, path: string): void {
  if (isKeyInUse(context.database, key)) {
    throw new EmulatorError('key_in_use', 'This key is already in use on this server', { path });
  }
}
