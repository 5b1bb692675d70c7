import {
  type Ignored,
  ignored,
  notOne,
  thrownAway,
  tolerated,
  withEntry,
} from '../../domain/journal/ignored.js';
import { isPossiblePhoneNumber } from '../../domain/users/phone-number.js';
import type { ProfileReference } from '../../domain/users/profile-reference.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getProfile } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { mergeProfiles } from './merge-profiles.js';
import { resolveReference } from './resolve-reference.js';

/** One profile to be merged into another. */
export interface MergeUpdate {
  toMerge: ProfileReference;
  toKeep: ProfileReference;
  /** Where it stands in the request. */
  path: string;
}

/**
 * Merges profiles in array order. A reference that matches nobody or several profiles, two references to one profile, and
 * two profiles whose phone numbers are both invalid do nothing and are no errors.
 *
 * @returns The entries that did nothing.
 * @see Braze docs, user_data/post_users_merge: ambiguous references and invalid phone numbers [doc]; the rest [inferred].
 */
export function mergeUsers(
  context: Context,
  workspace: Workspace,
  updates: readonly MergeUpdate[],
): Ignored[] {
  return updates.flatMap((update) => mergeUser(context, workspace, update) ?? []);
}

function mergeUser(
  context: Context,
  workspace: Workspace,
  { toMerge, toKeep, path }: MergeUpdate,
): Ignored | undefined {
  const merged = resolveReference(context.database, workspace, toMerge);
  const kept = resolveReference(context.database, workspace, toKeep);
  if (merged.profileNumber === undefined) {
    return withEntry(notOne(`${path}.identifier_to_merge`, merged.matching.length), path);
  }
  if (kept.profileNumber === undefined) {
    return withEntry(notOne(`${path}.identifier_to_keep`, kept.matching.length), path);
  }
  if (merged.profileNumber === kept.profileNumber) {
    return tolerated(path, 'same_user', 'names one user twice');
  }
  const both = [merged.profileNumber, kept.profileNumber];
  if (both.every((profileNumber) => hasInvalidPhone(context, workspace, profileNumber))) {
    const reason = 'is about two users whose phone numbers are both invalid';
    return ignored(path, 'invalid_phone_numbers', reason);
  }
  const lost = mergeProfiles(context, workspace, kept.profileNumber, merged.profileNumber);
  return lost === undefined ? undefined : thrownAway(`${path}.identifier_to_merge`, lost);
}

function hasInvalidPhone(context: Context, workspace: Workspace, profileNumber: number): boolean {
  const { phone } = getProfile(context.database, workspace.number, profileNumber);
  return phone !== null && !isPossiblePhoneNumber(phone);
}
