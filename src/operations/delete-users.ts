import type { ProfileReference } from '../domain/profile-reference.js';
import type { Workspace } from '../domain/workspace.js';
import type { Context } from './context.js';
import { removeProfile } from './remove-profile.js';
import { resolveReference } from './resolve-reference.js';

/**
 * Deletes profiles with all they own, also when named by a deprecated external id. An ambiguous reference deletes nobody.
 *
 * @returns The places of the references that match nobody, and of the ambiguous ones.
 * @see Braze docs, user_data/post_user_delete and external_id_migration/post_external_ids_rename [doc].
 */
export function deleteUsers(
  context: Context,
  workspace: Workspace,
  references: readonly ProfileReference[],
): { unmatched: number[]; ambiguous: number[] } {
  // All are looked up before any is deleted: two references to one profile both match.
  const resolved = references.map((reference) => resolveReference(context.database, workspace, reference));
  const doomed = new Set(resolved.flatMap(({ profileNumber }) => profileNumber ?? []));
  for (const profileNumber of doomed) removeProfile(context, workspace, profileNumber);
  const places = resolved.map((its, index) => ({ ...its, index }));
  const missed = places.filter(({ profileNumber }) => profileNumber === undefined);
  return {
    unmatched: missed.filter(({ matching }) => matching.length === 0).map(({ index }) => index),
    ambiguous: missed.filter(({ matching }) => matching.length > 0).map(({ index }) => index),
  };
}
