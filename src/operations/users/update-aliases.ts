import { type Ignored, ignored, tolerated } from '../../domain/journal/ignored.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileByAlias } from '../../store/users/profile-lookup.js';
import { deleteAlias, insertAlias } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { changeProfile } from './change-profile.js';

/** A new name for the alias that has this label and old name. */
export interface AliasUpdate {
  label: string;
  oldName: string;
  newName: string;
  /** Where it stands in the request. */
  path: string;
}

/**
 * Replaces the names of aliases; memberships stay, and the old pair no longer finds anybody. An unknown pair and a new
 * pair that is taken change nothing and are no errors.
 *
 * @returns The entries that did nothing.
 * @see Braze docs, user_data/post_users_alias_update [doc]; a pair that is taken [inferred].
 */
export function updateAliases(
  context: Context,
  workspace: Workspace,
  updates: readonly AliasUpdate[],
): Ignored[] {
  return updates.flatMap((update) => updateAlias(context, workspace, update) ?? []);
}

function updateAlias(
  context: Context,
  workspace: Workspace,
  { label, oldName, newName, path }: AliasUpdate,
): Ignored | undefined {
  const { database } = context;
  const replacement = { label, name: newName };
  const owner = findProfileByAlias(database, workspace.number, { label, name: oldName });
  const ownerOfNew = findProfileByAlias(database, workspace.number, replacement);
  if (owner === undefined) {
    return ownerOfNew === undefined
      ? ignored(path, 'unknown_user', 'is about an alias of no user')
      : carriedOut(path);
  }
  if (ownerOfNew !== undefined) {
    return oldName === newName
      ? carriedOut(path)
      : ignored(path, 'alias_taken', 'has a new name that is taken');
  }
  deleteAlias(database, workspace.number, { label, name: oldName });
  insertAlias(database, workspace.number, owner.number, replacement);
  changeProfile(context, workspace, owner.number);
  return undefined;
}

function carriedOut(path: string): Ignored {
  return tolerated(path, 'alias_taken', 'is an alias that has the new name already');
}
