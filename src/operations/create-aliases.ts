import type { NoEffect, NoEffectReason } from '../domain/no-effect.js';
import type { Alias } from '../domain/user-profile.js';
import type { Workspace } from '../domain/workspace.js';
import {
  findProfileByAlias,
  findProfileByExternalId,
  getProfileIdentity,
  insertAlias,
} from '../store/user-profiles.js';
import { addUsers } from './add-users.js';
import { changeProfile } from './change-profile.js';
import type { Context } from './context.js';

/** An alias to make: of the profile with this external id, or, with `null`, of a new profile of its own. */
export interface NewAlias {
  externalId: string | null;
  alias: Alias;
}

/**
 * Adds aliases to identified profiles and makes alias-only profiles. A pair that exists anywhere, an unknown external id
 * and a label that the profile has already change nothing and are no errors.
 *
 * @see Braze docs, user_data/post_user_alias [doc]; a label that is taken [inferred].
 */
export function createAliases(
  context: Context,
  workspace: Workspace,
  aliases: readonly NewAlias[],
): NoEffect[] {
  return aliases.flatMap(({ externalId, alias }, index) => {
    const reason = createAlias(context, workspace, externalId, alias);
    return reason === undefined ? [] : [{ index, reason }];
  });
}

/** @returns Why nothing came of it. */
function createAlias(
  context: Context,
  workspace: Workspace,
  externalId: string | null,
  alias: Alias,
): NoEffectReason | undefined {
  const { database } = context;
  if (findProfileByAlias(database, workspace.number, alias) !== undefined) return 'alias_taken';
  if (externalId === null) {
    addUsers(context, workspace, [{ externalId: null, aliases: [alias], deviceIds: [], attributes: {} }]);
    return undefined;
  }
  const profileNumber = findProfileByExternalId(database, workspace.number, externalId);
  if (profileNumber === undefined) return 'unknown_user';
  const { aliases } = getProfileIdentity(database, workspace.number, profileNumber);
  if (aliases.some((its) => its.label === alias.label)) return 'alias_label_taken';
  insertAlias(database, workspace.number, profileNumber, alias);
  changeProfile(context, workspace, profileNumber);
  return undefined;
}
