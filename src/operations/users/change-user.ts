import { EmulatorError } from '../../domain/errors.js';
import { externalIdBytesMax } from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileByExternalId } from '../../store/users/profile-lookup.js';
import { getProfile } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { addUser } from './add-users.js';
import { changeProfile } from './change-profile.js';
import { mergeProfiles } from './merge-profiles.js';
import { namedProfile } from './reading/named-profile.js';
import { getUser, type UserView } from './reading/read-users.js';

/**
 * What an SDK's `changeUser` does on a device: an anonymous profile gets the external id, or, when somebody has it, is
 * merged into that profile and gone; of two aliases with one label the identified profile's is kept.
 *
 * A profile that is identified as somebody else stays as it is, and the SDK goes on as the other user, who is made when
 * unknown. [inferred]
 *
 * @param externalId  1 to 987 bytes.
 * @returns The profile that has the external id now.
 * @throws EmulatorError `user_not_found`; `invalid_request` for an external id of another length.
 * @see Braze docs, user_profile_lifecycle: what happens when anonymous users are identified [doc].
 */
export function changeUser(
  context: Context,
  workspace: Workspace,
  brazeId: string,
  externalId: string,
): UserView {
  const { database } = context;
  assertExternalIdLength(externalId);
  const profileNumber = namedProfile(database, workspace, brazeId);
  const profile = getProfile(database, workspace.number, profileNumber);
  const targetNumber = findProfileByExternalId(database, workspace.number, externalId);
  if (targetNumber === profileNumber) return getUser(context, workspace, brazeId);

  if (targetNumber === undefined) {
    if (profile.externalId === null) {
      changeProfile(context, workspace, profileNumber, externalId);
      return getUser(context, workspace, brazeId);
    }
    const newcomer = { externalId, aliases: [], deviceIds: [], attributes: {} };
    return getUser(context, workspace, addUser(context, workspace, newcomer).brazeId);
  }
  if (profile.externalId === null) mergeProfiles(context, workspace, targetNumber, profileNumber);
  return getUser(context, workspace, getProfile(database, workspace.number, targetNumber).brazeId);
}

function assertExternalIdLength(externalId: string): void {
  const bytes = Buffer.byteLength(externalId);
  if (bytes >= 1 && bytes <= externalIdBytesMax) return;
  throw new EmulatorError('invalid_request', `external_id must be 1 to ${externalIdBytesMax} bytes`, {
    path: 'external_id',
  });
}
