import { EmulatorError } from '../domain/errors.js';
import { type NewUserProfile, type ProfileIdentity, splitAttributes } from '../domain/user-profile.js';
import type { Workspace } from '../domain/workspace.js';
import { changeProfileSet } from '../store/profile-sets.js';
import {
  findProfileByAlias,
  findProfileByExternalId,
  insertProfile,
  takeProfileNumbers,
} from '../store/user-profiles.js';
import type { Context } from './context.js';
import { newBrazeId, newRandomBucket } from './identifiers.js';

/**
 * Adds profiles of any kind, all or none. Braze itself has no such call: its profiles come from SDKs and `/users/track`.
 *
 * @param path  Where the array stands in the caller's input, for errors.
 * @throws EmulatorError `external_id_in_use`, `alias_in_use`.
 */
export function addUsers(
  context: Context,
  workspace: Workspace,
  users: readonly NewUserProfile[],
  path = '',
): ProfileIdentity[] {
  if (users.length === 0) return [];
  const { database } = context;
  const first = takeProfileNumbers(database, workspace.number, users.length);
  const createdAt = context.clock.now();
  const identities: ProfileIdentity[] = [];
  const entering = new Map<number, boolean>();
  for (const [index, user] of users.entries()) {
    assertIdentifiersAreFree(context, workspace, user, `${path}[${index}]`);
    const profile = {
      number: first.number + index,
      revision: first.revision + index,
      brazeId: newBrazeId(context.random),
      createdAt,
      randomBucket: user.randomBucket ?? newRandomBucket(context.random),
      externalId: user.externalId,
      aliases: user.aliases,
      deviceIds: user.deviceIds,
      apps: user.apps ?? [],
      sessionCount: user.sessionCount ?? 0,
      ...splitAttributes(user.attributes),
    };
    insertProfile(database, workspace.number, profile);
    entering.set(profile.number, true);
    const { number, brazeId, externalId, aliases, deviceIds } = profile;
    identities.push({ number, brazeId, externalId, aliases, deviceIds });
  }
  changeProfileSet(database, workspace.everyoneSet, entering);
  return identities;
}

function assertIdentifiersAreFree(
  context: Context,
  workspace: Workspace,
  user: NewUserProfile,
  path: string,
): void {
  const { database } = context;
  if (user.externalId !== null) {
    if (findProfileByExternalId(database, workspace.number, user.externalId) !== undefined) {
      throw new EmulatorError('external_id_in_use', `external_id '${user.externalId}' is already in use`, {
        path: `${path}.external_id`,
      });
    }
  }
  const labels = new Set<string>();
  for (const [index, alias] of user.aliases.entries()) {
    const at = `${path}.user_aliases[${index}]`;
    if (findProfileByAlias(database, workspace.number, alias) !== undefined) {
      throw new EmulatorError('alias_in_use', `Alias ${alias.label}:${alias.name} is already in use`, {
        path: at,
      });
    }
    if (labels.has(alias.label)) {
      throw new EmulatorError(
        'invalid_request',
        `A profile has one alias per label; '${alias.label}' stands twice`,
        {
          path: at,
        },
      );
    }
    labels.add(alias.label);
  }
}
