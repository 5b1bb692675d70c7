import type { NoEffect, NoEffectReason } from '../domain/no-effect.js';
import { type MergeBehaviour, shareAliasLabel } from '../domain/profile-merge.js';
import type { ProfileReference } from '../domain/profile-reference.js';
import type { Workspace } from '../domain/workspace.js';
import { findProfileByExternalId, getProfile } from '../store/user-profiles.js';
import { changeProfile } from './change-profile.js';
import type { Context } from './context.js';
import { mergeProfiles } from './merge-profiles.js';
import { resolveReference } from './resolve-reference.js';

/** One profile without an external id, and the external id it is to have. */
export interface Identification {
  reference: ProfileReference;
  externalId: string;
}

/**
 * Gives anonymous profiles an external id, or merges them into the profile that has it already. An entry that matches
 * nobody, an identified profile, or several profiles does nothing and is no error; no profile is created.
 *
 * Two profiles with an alias of the same label each are not combined. [doc] post_user_identify; for labels other than the
 * one in the request, and for entries by e-mail or phone [inferred]
 *
 * @see Braze docs, user_data/post_user_identify. An external id known to nobody is assigned [doc]; an alias of a profile
 * that is identified already is left alone [inferred].
 */
export function identifyUsers(
  context: Context,
  workspace: Workspace,
  request: { identifications: readonly Identification[]; mergeBehaviour: MergeBehaviour },
): NoEffect[] {
  return request.identifications.flatMap((identification, index) => {
    const reason = identifyUser(context, workspace, identification, request.mergeBehaviour);
    return reason === undefined ? [] : [{ index, reason }];
  });
}

/** @returns Why nothing came of it. */

function identifyUser(
  context: Context,
  workspace: Workspace,
  { reference, externalId }: Identification,
  behaviour: MergeBehaviour,
): NoEffectReason | undefined {
  const { database } = context;
  const { profileNumber, matching } = resolveReference(database, workspace, reference);
  if (profileNumber === undefined) return matching.length === 0 ? 'unknown_user' : 'ambiguous_user';
  const targetNumber = findProfileByExternalId(database, workspace.number, externalId);
  // An address that the target shares with others is ambiguous whatever the prioritization. [doc] post_user_identify
  if (targetNumber !== undefined && matching.includes(targetNumber)) {
    return matching.length === 1 ? 'identified_already' : 'target_shares_address';
  }
  const profile = getProfile(database, workspace.number, profileNumber);
  if (profile.externalId !== null) return 'identified_already';

  if (targetNumber === undefined) {
    changeProfile(context, workspace, profileNumber, { externalId });
    return undefined;
  }
  if (shareAliasLabel(getProfile(database, workspace.number, targetNumber), profile)) {
    return 'alias_label_conflict';
  }
  mergeProfiles(context, workspace, targetNumber, profileNumber, behaviour);
  return undefined;
}
