import type { Workspace } from '../domain/workspace.js';
import { deleteAlias, findProfileByAlias, insertAlias } from '../store/user-profiles.js';
import { changeProfile } from './change-profile.js';
import type { Context } from './context.js';

/** A new name for the alias that has this label and old name. */
export interface AliasUpdate {
  label: string;
  oldName: string;
  newName: string;
}

/**
 * Replaces the names of aliases; memberships stay, and the old pair no longer finds anybody. An unknown pair and a new
 * pair that is taken change nothing and are no errors.
 *
 * @see Braze docs, user_data/post_users_alias_update [doc]; a pair that is taken [inferred].
 */
export function updateAliases(context: Context, workspace: Workspace, updates: readonly AliasUpdate[]): void {
  const { database } = context;
  for (const { label, oldName, newName } of updates) {
    const owner = findProfileByAlias(database, workspace.number, { label, name: oldName });
    if (owner === undefined) continue;
    const replacement = { label, name: newName };
    if (findProfileByAlias(database, workspace.number, replacement) !== undefined) continue;
    deleteAlias(database, workspace.number, { label, name: oldName });
    insertAlias(database, workspace.number, owner.number, replacement);
    changeProfile(context, workspace, owner.number);
  }
}
