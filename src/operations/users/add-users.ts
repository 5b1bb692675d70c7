import { EmulatorError, invariant } from '../../domain/errors.js';
import {
  type NewUserProfile,
  type ProfileIdentity,
  splitAttributes,
} from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { changeProfileSet } from '../../store/profile-sets.js';
import {
  findProfileByAlias,
  findProfileByBrazeId,
  findProfileByExternalId,
} from '../../store/users/profile-lookup.js';
import { insertProfile, takeProfileNumbers } from '../../store/users/user-profiles.js';
import { type Context, nowOf } from '../context.js';
import { newBrazeId, newRandomBucket } from '../identifiers.js';

/**
 * Adds profiles of any kind, all or none. Braze itself has no such call: its profiles come from SDKs and `/users/track`.
 *
 * @param path  Where the array stands in the caller's input, for errors.
 * @throws EmulatorError `external_id_in_use`, `braze_id_in_use`, `alias_in_use`, and `invalid_request` for two aliases of one label.
 */
export function addUsers(
  context: Context,
  workspace: Workspace,
  users: readonly NewUserProfile[],
  path = '',
): ProfileIdentity[] {
  const { identities, refusal } = insertUsers(context, workspace, users, (index) => `${path}[${index}].`);
  if (refusal !== undefined) throw refusal;
  return identities;
}

/** Adds one profile. @throws EmulatorError as `addUsers` does. */
export function addUser(context: Context, workspace: Workspace, user: NewUserProfile): ProfileIdentity {
  const [added] = addUsers(context, workspace, [user]);
  invariant(added, 'a profile that is not refused is added');
  return added;
}

/**
 * Adds profiles in order up to the first that is refused; those before it stay. For input that comes as a stream, which
 * cannot be taken back.
 *
 * @returns How many were added; `refusal` is why the next one was not, its path counting from that profile.
 */
export function addUsersUntilRefused(
  context: Context,
  workspace: Workspace,
  users: readonly NewUserProfile[],
): { created: number; refusal: EmulatorError | undefined } {
  const { identities, refusal } = insertUsers(context, workspace, users, () => '');
  return { created: identities.length, refusal };
}

function insertUsers(
  context: Context,
  workspace: Workspace,
  users: readonly NewUserProfile[],
  pathOf: (index: number) => string,
): { identities: ProfileIdentity[]; refusal: EmulatorError | undefined } {
  const identities: ProfileIdentity[] = [];
  if (users.length === 0) return { identities, refusal: undefined };
  const { database } = context;
  const first = takeProfileNumbers(database, workspace.number, users.length);
  const createdAt = nowOf(context, workspace);
  const entering = new Map<number, boolean>();
  let refusal: EmulatorError | undefined;
  for (const [index, user] of users.entries()) {
    refusal = refusalOf(context, workspace, user, pathOf(index));
    if (refusal !== undefined) break;
    const number = first.number + index;
    const profile = {
      number,
      revision: first.revision + index,
      brazeId: user.brazeId ?? newBrazeId(context.random, number),
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
    entering.set(number, true);
    const { brazeId, externalId, aliases, deviceIds } = profile;
    identities.push({ number, brazeId, externalId, aliases, deviceIds });
  }
  changeProfileSet(database, workspace.everyoneSet, entering);
  return { identities, refusal };
}

/** Why a profile cannot be added: an identifier that another one has. */
function refusalOf(
  context: Context,
  workspace: Workspace,
  user: NewUserProfile,
  path: string,
): EmulatorError | undefined {
  const { database } = context;
  if (user.externalId !== null) {
    if (findProfileByExternalId(database, workspace.number, user.externalId) !== undefined) {
      return new EmulatorError('external_id_in_use', `external_id '${user.externalId}' is already in use`, {
        path: `${path}external_id`,
      });
    }
  }
  const { brazeId } = user;
  if (brazeId !== undefined && findProfileByBrazeId(database, workspace.number, brazeId) !== undefined) {
    const at = { path: `${path}braze_id` };
    return new EmulatorError('braze_id_in_use', `braze_id '${brazeId}' is already in use`, at);
  }
  const labels = new Set<string>();
  for (const [index, alias] of user.aliases.entries()) {
    const at = { path: `${path}user_aliases[${index}]` };
    if (findProfileByAlias(database, workspace.number, alias) !== undefined) {
      return new EmulatorError('alias_in_use', `Alias ${alias.label}:${alias.name} is already in use`, at);
    }
    if (labels.has(alias.label)) {
      return new EmulatorError(
        'invalid_request',
        `A profile has one alias per label; '${alias.label}' stands twice`,
        at,
      );
    }
    labels.add(alias.label);
  }
  return undefined;
}
