import { type AttributeUpdate, applyAttributeUpdates } from '../domain/attributes.js';
import type { NoEffectReason } from '../domain/no-effect.js';
import type {
  TrackedAttributes,
  TrackedObject,
  TrackedPushToken,
  TrackRecipient,
  TrackRequest,
  UntrackedObject,
} from '../domain/track.js';
import type { UserProfile } from '../domain/user-profile.js';
import type { Workspace } from '../domain/workspace.js';
import { insertEvent, insertPurchase } from '../store/profile-events.js';
import {
  findProfileByContact,
  findPushTokenOwner,
  getProfile,
  insertDevice,
  savePushToken,
  takeRevision,
  updateProfile,
} from '../store/user-profiles.js';
import { addUsers } from './add-users.js';
import { type Context, nowOf } from './context.js';
import { newUuid } from './identifiers.js';
import { listMatching } from './list-matching.js';

/**
 * Applies the attributes, then the events, then the purchases of a request, in array order; a time in the future becomes
 * now. An object whose recipient is unknown and may not be created does nothing, and is no error. [inferred]
 *
 * @see Braze docs, user_data/post_user_track and the three object pages [doc]; that events and purchases too make a
 * profile the most recently updated one [inferred].
 *
 * @returns The objects that changed nobody.
 */
export function trackUsers(context: Context, workspace: Workspace, request: TrackRequest): UntrackedObject[] {
  const { database } = context;
  const now = nowOf(context, workspace);
  const untracked: UntrackedObject[] = [];
  const pass = (inputArray: keyof TrackRequest, index: number, reason: NoEffectReason) =>
    untracked.push({ inputArray, index, reason });
  const update = (inputArray: keyof TrackRequest, object: AnyObject, tokens?: TrackedPushToken[]) => {
    const profileNumber = updateRecipient(context, workspace, object, tokens);
    if (profileNumber === undefined) pass(inputArray, object.index, reasonOf(object));
    return profileNumber;
  };
  for (const object of request.attributes) {
    if (!object.isPushTokenImport) update('attributes', object, object.pushTokens);
    else if (importPushTokens(context, workspace, object) === 0) {
      pass('attributes', object.index, 'push_tokens_known');
    }
  }
  for (const object of request.events) {
    const profileNumber = update('events', object);
    if (profileNumber === undefined) continue;
    const at = Math.min(object.event.at, now);
    insertEvent(database, workspace.number, profileNumber, { ...object.event, at });
  }
  for (const object of request.purchases) {
    const profileNumber = update('purchases', object);
    if (profileNumber === undefined) continue;
    const at = Math.min(object.purchase.at, now);
    insertPurchase(database, workspace.number, profileNumber, { ...object.purchase, at });
  }
  return untracked;
}

type AnyObject = TrackedObject<TrackRecipient | null>;

/** Why an object updated and created nobody. */
function reasonOf({ mayCreate }: AnyObject): NoEffectReason {
  return mayCreate ? 'unknown_braze_id' : 'update_only';
}

/**
 * Makes a temporary profile for each token that nobody has; a known one is ignored. [doc] user_attributes_object; that a
 * known token leaves the others of its object alone, and that they go to an alias when one is given [inferred].
 *
 * @returns How many tokens were imported.
 */
function importPushTokens(context: Context, workspace: Workspace, object: TrackedAttributes): number {
  let imported = 0;
  for (const token of object.pushTokens) {
    if (findPushTokenOwner(context.database, workspace.number, token) !== undefined) continue;
    if (updateRecipient(context, workspace, object, [token]) !== undefined) imported++;
  }
  return imported;
}

/** @returns The profile that was updated; `undefined` when there is none and none may be created. */
function updateRecipient(
  context: Context,
  workspace: Workspace,
  object: AnyObject,
  pushTokens: readonly TrackedPushToken[] = [],
): number | undefined {
  const { recipient } = object;
  const profileNumber =
    (recipient === null ? undefined : findRecipient(context, workspace, recipient)) ??
    (object.mayCreate ? createRecipient(context, workspace, recipient) : undefined);
  if (profileNumber === undefined) return undefined;
  const profile = getProfile(context.database, workspace.number, profileNumber);
  for (const token of pushTokens) givePushToken(context, workspace, profile, token);
  saveAttributes(context, workspace, profile, object.updates);
  return profileNumber;
}

function findRecipient(
  context: Context,
  workspace: Workspace,
  recipient: TrackRecipient,
): number | undefined {
  const { database } = context;
  if ('email' in recipient || 'phone' in recipient) {
    return findProfileByContact(database, workspace.number, recipient);
  }
  return listMatching(database, workspace.number, recipient)[0];
}

/** A new profile with the identifier; its e-mail address or phone number is among the updates. */
function createRecipient(
  context: Context,
  workspace: Workspace,
  recipient: TrackRecipient | null,
): number | undefined {
  // Nobody chooses a `braze_id`, so an unknown one makes no profile. [inferred]
  if (recipient !== null && 'brazeId' in recipient) return undefined;
  const externalId = recipient !== null && 'externalId' in recipient ? recipient.externalId : null;
  const aliases = recipient !== null && 'alias' in recipient ? [recipient.alias] : [];
  return addUsers(context, workspace, [{ externalId, aliases, deviceIds: [], attributes: {} }])[0]!.number;
}

/** The token moves from whoever had it; a token sent again without a device id keeps the one it has. [inferred] */
function givePushToken(
  context: Context,
  workspace: Workspace,
  profile: UserProfile,
  { appId, token, deviceId: sentDeviceId }: TrackedPushToken,
): void {
  const own = profile.pushTokens.find((its) => its.appId === appId && its.token === token);
  const deviceId = sentDeviceId ?? own?.deviceId ?? newUuid(context.random);
  insertDevice(context.database, workspace.number, profile.number, deviceId);
  savePushToken(context.database, workspace.number, profile.number, { appId, token, deviceId });
}

function saveAttributes(
  context: Context,
  workspace: Workspace,
  profile: UserProfile,
  updates: readonly AttributeUpdate[],
): void {
  const revision = takeRevision(context.database, workspace.number);
  updateProfile(context.database, workspace.number, { ...applyAttributeUpdates(profile, updates), revision });
}
