import type { UserCriterion } from '../../../domain/users/user-profile.js';
import type { Database } from '../../../store/database.js';
import {
  findProfileByAlias,
  findProfileByBrazeId,
  findProfileByExternalId,
  listDeviceOwners,
  listProfilesByContact,
} from '../../../store/users/profile-lookup.js';

/** The numbers of the profiles that match; only a device, an e-mail address and a phone number can match several. */
export function listMatching(
  database: Database,
  workspace: number,
  criterion: UserCriterion | { brazeId: string },
): readonly number[] {
  if ('email' in criterion || 'phone' in criterion) {
    return listProfilesByContact(database, workspace, criterion).map((profile) => profile.number);
  }
  if ('deviceId' in criterion) {
    return listDeviceOwners(database, workspace, criterion.deviceId).map((owner) => owner.number);
  }
  const profileNumber = findOwner(database, workspace, criterion);
  return profileNumber === undefined ? [] : [profileNumber];
}

function findOwner(
  database: Database,
  workspace: number,
  criterion: Extract<UserCriterion, { externalId: string } | { alias: object }> | { brazeId: string },
): number | undefined {
  if ('externalId' in criterion) return findProfileByExternalId(database, workspace, criterion.externalId);
  if ('brazeId' in criterion) return findProfileByBrazeId(database, workspace, criterion.brazeId);
  return findProfileByAlias(database, workspace, criterion.alias)?.number;
}
