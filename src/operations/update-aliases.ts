import type { NoEffect, NoEffectReason } from '../domain/no-effect.js';
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
export function updateAliases(
  context: Context,
  workspace: Workspace,
  updates: readonly AliasUpdate[],
): NoEffect[] {
  return updates.flatMap((update, index) => {
    const reason = updateAlias(context, workspace, update);
    return reason === undefined ? [] : [{ index, reason }];
  });
}

/** @returns Why nothing came of it. */
function updateAlias(
  context: Context,
  workspace: Workspace,
  { label, oldName, newName }: AliasUpdate,
): NoEffectReason | undefined {
  const { database } = context;
  const owner = findProfileByAlias(database, workspace.number, { label, name: oldName });
  if (owner === undefined) return 'unknown_user';
  const replacement = { label, name: newName };
  if (findProfileByAlias(database, workspace.number, replacement) !== undefined) return 'alias_taken';
  deleteAlias(database, workspace.number, { label, name: oldName });
  insertAlias(database, workspace.number, owner.number, replacement);
  changeProfile(context, workspace, owner.number);
  return undefined;
}
