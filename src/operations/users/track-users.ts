import { type Ignored, ignored, tolerated } from '../../domain/journal/ignored.js';
import { type AttributeUpdate, applyAttributeUpdates } from '../../domain/users/attributes.js';
import type {
  TrackedAttributes,
  TrackedObject,
  TrackedPushToken,
  TrackRecipient,
  TrackRequest,
} from '../../domain/users/track.js';
import type { UserProfile } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { insertEvent, insertPurchase } from '../../store/users/profile-events.js';
import { findProfileByContact, findPushTokenOwner } from '../../store/users/profile-lookup.js';
import {
  getProfile,
  insertDevice,
  savePushToken,
  takeRevision,
  updateProfile,
} from '../../store/users/user-profiles.js';
import { type Context, nowOf } from '../context.js';
import { newUuid } from '../identifiers.js';
import { addUser } from './add-users.js';
import { listMatching } from './list-matching.js';

/**
 * Applies the attributes, then the events, then the purchases of a request, in array order; a time in the future becomes
 * now. An object whose recipient is unknown and may not be created does nothing, and is no error. [inferred]
 *
 * @returns The objects that did nothing.
 * @see Braze docs, user_data/post_user_track and the three object pages [doc]; that events and purchases too make a
 * profile the most recently updated one [inferred].
 */
export function trackUsers(context: Context, workspace: Workspace, request: TrackRequest): Ignored[] {
  const ignored: Ignored[] = [];
  const update: Update = (object, pushTokens) => {
    const profileNumber = updateRecipient(context, workspace, object, pushTokens);
    if (profileNumber === undefined) ignored.push(noRecipient(object));
    return profileNumber;
  };
  for (const object of request.attributes) {
    if (!object.isPushTokenImport) update(object, object.pushTokens);
    else if (!importPushTokens(context, workspace, object, update)) ignored.push(knownTokens(object));
  }
  addOccurrences(context, workspace, request, update);
  return ignored;
}

function noRecipient({ path, mayCreate }: TrackedObject<TrackRecipient | null>): Ignored {
  const rule = mayCreate ? 'unknown_braze_id' : 'update_only';
  return ignored(path, rule, 'is about no user, and may not make one');
}

/** Gives the changes of an object to whom it is about. @returns The profile; `undefined` when there is none. */
type Update = (
  object: TrackedObject<TrackRecipient | null>,
  pushTokens?: readonly TrackedPushToken[],
) => number | undefined;

function addOccurrences(
  context: Context,
  workspace: Workspace,
  { events, purchases }: TrackRequest,
  update: Update,
): void {
  const { database } = context;
  const now = nowOf(context, workspace);
  for (const object of events) {
    const profileNumber = update(object);
    if (profileNumber === undefined) continue;
    const at = Math.min(object.event.at, now);
    insertEvent(database, workspace.number, profileNumber, { ...object.event, at });
  }
  for (const object of purchases) {
    const profileNumber = update(object);
    if (profileNumber === undefined) continue;
    const at = Math.min(object.purchase.at, now);
    insertPurchase(database, workspace.number, profileNumber, { ...object.purchase, at });
  }
}

/**
 * Makes a temporary profile for each token that nobody has; a known one is ignored. [doc] user_attributes_object; that a
 * known token leaves the others of its object alone, and that they go to an alias when one is given [inferred].
 *
 * @returns Whether any token was new.
 */
function importPushTokens(
  context: Context,
  workspace: Workspace,
  object: TrackedAttributes,
  update: Update,
): boolean {
  const isUnknown = (token: TrackedPushToken) =>
    findPushTokenOwner(context.database, workspace.number, token) === undefined;
  let isAnyNew = false;
  for (const token of object.pushTokens) {
    if (!isUnknown(token)) continue;
    isAnyNew = true;
    update(object, [token]);
  }
  return isAnyNew;
}

function knownTokens({ path }: TrackedAttributes): Ignored {
  const reason = 'imports nothing but push tokens that profiles have';
  return tolerated(path, 'push_tokens_known', reason);
}

/** @returns The profile that was updated; `undefined` when there is none and none may be created. */
function updateRecipient(
  context: Context,
  workspace: Workspace,
  object: TrackedObject<TrackRecipient | null>,
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
  return addUser(context, workspace, { externalId, aliases, deviceIds: [], attributes: {} }).number;
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

/** Applies updates to a profile, which is then the most recently updated one. */
export function saveAttributes(
  context: Context,
  workspace: Workspace,
  profile: UserProfile,
  updates: readonly AttributeUpdate[],
): void {
  const revision = takeRevision(context.database, workspace.number);
  updateProfile(context.database, workspace.number, { ...applyAttributeUpdates(profile, updates), revision });
}
