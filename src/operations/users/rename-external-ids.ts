import { externalIdBytesMax } from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { insertDeprecatedExternalId } from '../../store/users/deprecated-external-ids.js';
import { findProfileByExternalId } from '../../store/users/profile-lookup.js';
import { getProfileIdentity } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { changeProfile } from './change-profile.js';

/** A new primary external id for the profile whose primary one this is. */
export interface ExternalIdRename {
  currentExternalId: string;
  newExternalId: string;
}

/** What happened to a list of external ids; each problem names the place in the request. */
export interface ExternalIdOutcome<Item> {
  succeeded: Item[];
  problems: { index: number; text: string }[];
}

/**
 * Gives profiles a new primary external id, in array order. The old one is deprecated and finds its profile until it is
 * removed. Texts of the problems are our own.
 *
 * @see Braze docs, external_id_migration/post_external_ids_rename [doc]; an unknown id is a problem [inferred].
 */
export function renameExternalIds(
  context: Context,
  workspace: Workspace,
  renames: readonly ExternalIdRename[],
): ExternalIdOutcome<ExternalIdRename> {
  const outcome: ExternalIdOutcome<ExternalIdRename> = { succeeded: [], problems: [] };
  for (const [index, rename] of renames.entries()) {
    const text = renameExternalId(context, workspace, rename);
    if (text === undefined) outcome.succeeded.push(rename);
    else outcome.problems.push({ index, text });
  }
  return outcome;
}

/** @returns Why it was not renamed. */
function renameExternalId(
  context: Context,
  workspace: Workspace,
  { currentExternalId, newExternalId }: ExternalIdRename,
): string | undefined {
  const { database } = context;
  if (currentExternalId === newExternalId) {
    return "'current_external_id' and 'new_external_id' must be different";
  }
  if (Buffer.byteLength(newExternalId) > externalIdBytesMax) {
    return `'new_external_id' must be at most ${externalIdBytesMax} bytes`;
  }
  const profileNumber = findProfileByExternalId(database, workspace.number, currentExternalId);
  if (profileNumber === undefined) return "'current_external_id' is not the external_id of any user";
  const { externalId } = getProfileIdentity(database, workspace.number, profileNumber);
  if (externalId !== currentExternalId) return "'current_external_id' must not be a deprecated external_id";
  if (findProfileByExternalId(database, workspace.number, newExternalId) !== undefined) {
    return "'new_external_id' is already in use as a primary or deprecated external_id";
  }
  changeProfile(context, workspace, profileNumber, newExternalId);
  insertDeprecatedExternalId(database, workspace.number, profileNumber, currentExternalId);
  return undefined;
}
