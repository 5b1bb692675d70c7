import { type Ignored, ignored, notOne, thrownAway, tolerated } from '../../domain/journal/ignored.js';
import { type MergeBehaviour, shareAliasLabel } from '../../domain/users/profile-merge.js';
import type { ProfileReference } from '../../domain/users/profile-reference.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileByExternalId } from '../../store/users/profile-lookup.js';
import { getProfile } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { changeProfile } from './change-profile.js';
import { mergeProfiles } from './merge-profiles.js';
import { resolveReference } from './resolve-reference.js';

/** One profile without an external id, and the external id it is to have. */
export interface Identification {
  reference: ProfileReference;
  externalId: string;
  /** Where it stands in the request. */
  path: string;
}

/**
 * Gives anonymous profiles an external id, or merges them into the profile that has it already. An entry that matches
 * nobody, an identified profile, or several profiles does nothing and is no error; no profile is created.
 *
 * Two profiles with an alias of the same label each are not combined. [doc] post_user_identify; for labels other than the
 * one in the request, and for entries by e-mail or phone [inferred]
 *
 * @returns The entries that did nothing.
 * @see Braze docs, user_data/post_user_identify. An external id known to nobody is assigned [doc]; an alias of a profile
 * that is identified already is left alone [inferred].
 */
export function identifyUsers(
  context: Context,
  workspace: Workspace,
  request: { identifications: readonly Identification[]; mergeBehaviour: MergeBehaviour },
): Ignored[] {
  return request.identifications.flatMap(
    (identification) => identifyUser(context, workspace, identification, request.mergeBehaviour) ?? [],
  );
}

function identifyUser(
  context: Context,
  workspace: Workspace,
  { reference, externalId, path }: Identification,
  behaviour: MergeBehaviour,
): Ignored | undefined {
  const { database } = context;
  const { profileNumber, matching } = resolveReference(database, workspace, reference);
  if (profileNumber === undefined) return notOne(path, matching.length);
  const targetNumber = findProfileByExternalId(database, workspace.number, externalId);
  // An address that the target shares with others is ambiguous whatever the prioritization. [doc] post_user_identify
  if (targetNumber !== undefined && matching.includes(targetNumber)) {
    if (matching.length > 1) return notOne(path, matching.length);
    return tolerated(path, 'identified_already', 'is of the user with this external_id');
  }
  const profile = getProfile(database, workspace.number, profileNumber);
  if (profile.externalId !== null) {
    return ignored(path, 'identified_already', 'is of a user who has another external_id');
  }

  if (targetNumber === undefined) {
    changeProfile(context, workspace, profileNumber, externalId);
    return undefined;
  }
  if (shareAliasLabel(getProfile(database, workspace.number, targetNumber), profile)) {
    const reason = 'is of a user who has an alias of the same label as the user to combine with';
    return ignored(path, 'alias_label_conflict', reason);
  }
  const lost = mergeProfiles(context, workspace, targetNumber, profileNumber, behaviour);
  return lost === undefined ? undefined : thrownAway(path, lost);
}
