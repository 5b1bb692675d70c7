import type { NoEffect } from '../domain/no-effect.js';
import { isPossiblePhoneNumber } from '../domain/phone-number.js';
import type { ProfileReference } from '../domain/profile-reference.js';
import type { Workspace } from '../domain/workspace.js';
import { getProfile } from '../store/user-profiles.js';
import type { Context } from './context.js';
import { mergeProfiles } from './merge-profiles.js';
import { resolveReference } from './resolve-reference.js';

/** One profile to be merged into another. */
export interface MergeUpdate {
  toMerge: ProfileReference;
  toKeep: ProfileReference;
}

/**
 * Merges profiles in array order. A reference that matches nobody or several profiles, two references to one profile, and
 * two profiles whose phone numbers are both invalid do nothing and are no errors.
 *
 * @see Braze docs, user_data/post_users_merge: ambiguous references and invalid phone numbers [doc]; the rest [inferred].
 */
export function mergeUsers(
  context: Context,
  workspace: Workspace,
  updates: readonly MergeUpdate[],
): NoEffect[] {
  return updates.flatMap((update, index) =>
    mergeUser(context, workspace, update).map((reason) => ({ index, ...reason })),
  );
}

/** @returns Why nothing came of it. */
function mergeUser(context: Context, workspace: Workspace, update: MergeUpdate): Omit<NoEffect, 'index'>[] {
  const { database } = context;
  const unresolved: Omit<NoEffect, 'index'>[] = [];
  const [merged, kept] = (['toMerge', 'toKeep'] as const).map((part) => {
    const { profileNumber, matching } = resolveReference(database, workspace, update[part]);
    if (profileNumber === undefined) {
      unresolved.push({ part, reason: matching.length === 0 ? 'unknown_user' : 'ambiguous_user' });
    }
    return profileNumber;
  });
  if (merged === undefined || kept === undefined) return unresolved;
  if (merged === kept) return [{ reason: 'same_user' }];
  if (hasInvalidPhone(context, workspace, merged) && hasInvalidPhone(context, workspace, kept)) {
    return [{ reason: 'invalid_phone_numbers' }];
  }
  mergeProfiles(context, workspace, kept, merged);
  return [];
}

function hasInvalidPhone(context: Context, workspace: Workspace, profileNumber: number): boolean {
  const { phone } = getProfile(context.database, workspace.number, profileNumber);
  return phone !== null && !isPossiblePhoneNumber(phone);
}
