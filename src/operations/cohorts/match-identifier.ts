import type { CohortIdentifier, MembershipChange } from '../../domain/cohort.js';
import { externalIdBytesMax } from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Database } from '../../store/database.js';
import {
  findProfileByAlias,
  findProfileByExternalId,
  findProfilesByExternalIds,
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

/** None is longer, and to look up a thousand long texts takes long. A character takes one byte at least. */
const mayBeExternalId = (text: string) => text.length <= externalIdBytesMax;

/** Every identifier of a change with its match: external ids, then devices, then aliases. */
export function* matchIdentifiers(
  database: Database,
  workspace: Workspace,
  change: MembershipChange,
): Generator<[CohortIdentifier, IdentifierMatch]> {
  // Nearly all identifiers are external ids, so these are found together.
  const numbers = findProfilesByExternalIds(
    database,
    workspace.number,
    change.externalIds.map((id) => (mayBeExternalId(id) ? id : null)),
  );
  for (const [index, externalId] of change.externalIds.entries())
    yield [{ externalId }, matchOf(numbers[index])];
  const match = (identifier: CohortIdentifier) => matchIdentifier(database, workspace, identifier);
  for (const deviceId of change.deviceIds) yield [{ deviceId }, match({ deviceId })];
  for (const alias of change.aliases) yield [{ alias }, match({ alias })];
}

function matchOf(profileNumber: number | undefined): IdentifierMatch {
  return profileNumber === undefined ? nobody : { profileNumbers: [profileNumber], isOwnerIdentified: false };
}
