import type { CohortIdentifier } from '../../domain/cohort.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Database } from '../../store/database.js';
import {
  findProfileByAlias,
  findProfileByExternalId,
  listDeviceOwners,
} from '../../store/users/profile-lookup.js';

/** The profiles an identifier stands for in a cohort request. */
export interface IdentifierMatch {
  profileNumbers: readonly number[];
  /** A device whose owner has an external id: it matches nobody, but it is not unknown either. */
  isOwnerIdentified: boolean;
}

const nobody: IdentifierMatch = { profileNumbers: [], isOwnerIdentified: false };

/**
 * Identified profiles match by external id (a deprecated one too) or alias, anonymous ones by device id. A device on an
 * anonymous and an identified profile stands for the anonymous one only.
 *
 * @see Braze docs, partners/isv_partners/cohort_import [doc]; alias-only profiles, deprecated ids and shared devices
 * [inferred].
 */
export function matchIdentifier(
  database: Database,
  workspace: Workspace,
  identifier: CohortIdentifier,
): IdentifierMatch {
  if ('externalId' in identifier) {
    return matchOf(findProfileByExternalId(database, workspace.number, identifier.externalId));
  }
  if ('alias' in identifier) {
    const owner = findProfileByAlias(database, workspace.number, identifier.alias);
    if (owner === undefined) return nobody;
    if (!owner.isIdentified && workspace.behaviour.aliasOnlyProfiles === 'skip') return nobody;
    return matchOf(owner.number);
  }
  const owners = listDeviceOwners(database, workspace.number, identifier.deviceId);
  const matching = owners.filter((owner) =>
    workspace.behaviour.deviceMatch === 'sdk_anonymous_only' ? owner.isSdkAnonymous : !owner.isIdentified,
  );
  return {
    profileNumbers: matching.map((owner) => owner.number),
    isOwnerIdentified: matching.length === 0 && owners.some((owner) => owner.isIdentified),
  };
}

function matchOf(profileNumber: number | undefined): IdentifierMatch {
  return profileNumber === undefined ? nobody : { profileNumbers: [profileNumber], isOwnerIdentified: false };
}
