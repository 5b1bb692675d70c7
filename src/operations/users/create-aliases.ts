import { type Ignored, ignored, tolerated } from '../../domain/journal/ignored.js';
import type { Alias } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findProfileByAlias, findProfileByExternalId } from '../../store/users/profile-lookup.js';
import { getProfileIdentity, insertAlias } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { addUser } from './add-users.js';
import { changeProfile } from './change-profile.js';

/** An alias to make: of the profile with this external id, or, with `null`, of a new profile of its own. */
export interface NewAlias {
  externalId: string | null;
  alias: Alias;
  /** Where it stands in the request. */
  path: string;
}

/**
 * Adds aliases to identified profiles and makes alias-only profiles. A pair that exists anywhere, an unknown external id
 * and a label that the profile has already change nothing and are no errors.
 *
 * @returns The entries that did nothing.
 * @see Braze docs, user_data/post_user_alias [doc]; a label that is taken [inferred].
 */
export function createAliases(
  context: Context,
  workspace: Workspace,
  aliases: readonly NewAlias[],
): Ignored[] {
  return aliases.flatMap((newAlias) => createAlias(context, workspace, newAlias) ?? []);
}

function createAlias(
  context: Context,
  workspace: Workspace,
  { externalId, alias, path }: NewAlias,
): Ignored | undefined {
  const { database } = context;
  const owner = findProfileByAlias(database, workspace.number, alias);
  if (externalId === null) {
    if (owner !== undefined) return owner.isIdentified ? taken(path) : takenBefore(path);
    addUser(context, workspace, { externalId: null, aliases: [alias], deviceIds: [], attributes: {} });
    return undefined;
  }
  const profileNumber = findProfileByExternalId(database, workspace.number, externalId);
  if (owner !== undefined) return owner.number === profileNumber ? takenBefore(path) : taken(path);
  if (profileNumber === undefined) return ignored(path, 'unknown_user', 'has an external_id of no user');
  const { aliases } = getProfileIdentity(database, workspace.number, profileNumber);
  if (aliases.some((its) => its.label === alias.label)) {
    return ignored(path, 'alias_label_taken', 'is for a user who has an alias of this label');
  }
  insertAlias(database, workspace.number, profileNumber, alias);
  changeProfile(context, workspace, profileNumber);
  return undefined;
}

function taken(path: string): Ignored {
  return ignored(path, 'alias_taken', 'is the alias of another user');
}

/** Carried out already. */
function takenBefore(path: string): Ignored {
  return tolerated(path, 'alias_taken', 'is an alias that there is already');
}
