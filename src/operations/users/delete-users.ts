import { type Ignored, namedTwice, notOne } from '../../domain/journal/ignored.js';
import type { ProfileReference } from '../../domain/users/profile-reference.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { removeProfile } from './remove-profile.js';
import { resolveReference } from './resolve-reference.js';

/** A profile to delete. */
export interface Deletion {
  reference: ProfileReference;
  /** Where it stands in the request. */
  path: string;
}

/**
 * Deletes profiles with all they own, also when named by a deprecated external id. An ambiguous reference deletes nobody.
 *
 * @returns The references that deleted nobody. One that matches nobody asks for what is so already.
 * @see Braze docs, user_data/post_user_delete and external_id_migration/post_external_ids_rename [doc].
 */
export function deleteUsers(
  context: Context,
  workspace: Workspace,
  deletions: readonly Deletion[],
): Ignored[] {
  // All are looked up before any is deleted: two references to one profile both match.
  const resolved = deletions.map(({ path, reference }) => ({
    path,
    ...resolveReference(context.database, workspace, reference),
  }));
  const doomed = new Set(resolved.flatMap(({ profileNumber }) => profileNumber ?? []));
  for (const profileNumber of doomed) removeProfile(context, workspace, profileNumber);
  const named = new Set<number>();
  return resolved.flatMap(({ path, profileNumber, matching }): Ignored[] => {
    if (profileNumber !== undefined) {
      if (named.has(profileNumber)) return [namedTwice(path)];
      named.add(profileNumber);
      return [];
    }
    const missed = notOne(path, matching.length);
    return [matching.length === 0 ? { ...missed, isTolerated: true } : missed];
  });
}
