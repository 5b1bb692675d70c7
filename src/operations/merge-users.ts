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
export function mergeUsers(context: Context, workspace: Workspace, updates: readonly MergeUpdate[]): void {
  for (const { toMerge, toKeep } of updates) {
    const merged = resolveReference(context.database, workspace, toMerge).profileNumber;
    const kept = resolveReference(context.database, workspace, toKeep).profileNumber;
    if (merged === undefined || kept === undefined || merged === kept) continue;
    if (hasInvalidPhone(context, workspace, merged) && hasInvalidPhone(context, workspace, kept)) continue;
    mergeProfiles(context, workspace, kept, merged);
  }
}

function hasInvalidPhone(context: Context, workspace: Workspace, profileNumber: number): boolean {
  const { phone } = getProfile(context.database, workspace.number, profileNumber);
  return phone !== null && !isPossiblePhoneNumber(phone);
}
