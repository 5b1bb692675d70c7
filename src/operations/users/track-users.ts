import { type Ignored, ignored, tolerated, withEntry } from '../../domain/journal/ignored.js';
import { placeAll } from '../../domain/journal/place-ignored.js';
import type { AttributeUpdate } from '../../domain/users/attribute-change.js';
import { applyAttributeUpdates } from '../../domain/users/attributes.js';
import { customAttributeSettings } from '../../domain/users/data-settings.js';
import type { IgnoredPart } from '../../domain/users/ignored-part.js';
import type {
  TrackedAttributes,
  TrackedEvent,
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

import { listMatching } from './reading/list-matching.js';
import { SimilarExternalIds } from './similar-id.js';
import { nothingSaid, sharedContacts, similarIdsOfNewUser, unchangedAttributes } from './track-regrets.js';

/**
 * Applies the attributes, then the events, then the purchases of a request, in array order; a time in the future becomes
 * now. An object whose recipient is unknown and may not be created does nothing, and is no error. [inferred]
 *
 * @returns What of the objects did nothing, or something that people regret.
 * @see Braze docs, user_data/post_user_track and the three object pages [doc]; that events and purchases too make a
 * profile the most recently updated one [inferred].
 */
export function trackUsers(context: Context, workspace: Workspace, request: TrackRequest): Ignored[] {
  const ignored: Ignored[] = [];
  const similarIds = new SimilarExternalIds(context, workspace, externalIdsOf(request));
  const update: Update = (object, pushTokens) =>
    updateRecipient(context, workspace, object, { ignored, similarIds }, pushTokens);
  for (const object of request.attributes) {
    if (!object.isPushTokenImport) update(object, object.pushTokens);
    else if (!importPushTokens(context, workspace, object, update, ignored))
      ignored.push(knownTokens(object));
  }
  const events = withoutBlocklisted(workspace, request.events, ignored);
  addOccurrences(context, workspace, { ...request, events }, update, ignored);
  return ignored;
}

function externalIdsOf({ attributes, events, purchases }: TrackRequest): string[] {
  return [...attributes, ...events, ...purchases].flatMap(({ recipient }) =>
    recipient !== null && 'externalId' in recipient ? [recipient.externalId] : [],
  );
}

/** Nothing of a blocklisted event is processed, so nobody is made by it. [doc] blocklist_custom_data; nobody [inferred] */
function withoutBlocklisted(
  { dataSettings }: Workspace,
  events: readonly TrackedEvent[],
  ignoredParts: Ignored[],
): TrackedEvent[] {
  if (dataSettings.blocklistedEvents.length === 0) return [...events];
  const blocklisted = new Set(dataSettings.blocklistedEvents);
  return events.filter(({ event, path }) => {
    if (!blocklisted.has(event.name)) return true;
    ignoredParts.push(withEntry(ignored(`${path}.name`, 'event_blocklisted', 'is blocklisted'), path));
    return false;
  });
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
  ignored: Ignored[],
): void {
  const { database } = context;
  const now = nowOf(context, workspace);
  const notLater = (at: number, path: string) => {
    if (at <= now) return at;
    ignored.push(tolerated(`${path}.time`, 'time_in_future', 'is in the future, so it counts as now'));
    return now;
  };
  for (const object of events) {
    const profileNumber = update(object);
    if (profileNumber === undefined) continue;
    const at = notLater(object.event.at, object.path);
    insertEvent(database, workspace.number, profileNumber, { ...object.event, at });
  }
  for (const object of purchases) {
    const profileNumber = update(object);
    if (profileNumber === undefined) continue;
    const at = notLater(object.purchase.at, object.path);
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
  ignored: Ignored[],
): boolean {
  const isUnknown = (token: TrackedPushToken) =>
    findPushTokenOwner(context.database, workspace.number, token) === undefined;
  let isAnyNew = false;
  const known: Ignored[] = [];
  for (const [index, token] of object.pushTokens.entries()) {
    if (!isUnknown(token)) {
      known.push(
        tolerated(`${object.path}.push_tokens[${index}]`, 'push_tokens_known', 'is of a user already'),
      );
      continue;
    }
    // What of the attributes has no effect is told once.
    update(isAnyNew ? { ...object, ignored: [] } : object, [token]);
    isAnyNew = true;
  }
  if (isAnyNew) ignored.push(...known);
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
  { ignored, similarIds }: { ignored: Ignored[]; similarIds: SimilarExternalIds },
  pushTokens: readonly TrackedPushToken[] = [],
): number | undefined {
  const { recipient } = object;
  const found = recipient === null ? undefined : findRecipient(context, workspace, recipient);
  const profileNumber =
    found ?? (object.mayCreate ? createRecipient(context, workspace, recipient) : undefined);
  if (profileNumber === undefined) {
    ignored.push(noRecipient(object));
    return undefined;
  }
  const profile = getProfile(context.database, workspace.number, profileNumber);
  const last = new Map(pushTokens.map((token, index) => [keyOf(token), index]));
  for (const [index, token] of pushTokens.entries()) {
    const path = `${object.path}.push_tokens[${index}]`;
    if (last.get(keyOf(token)) !== index) {
      ignored.push(repeatedToken(path));
      continue;
    }
    if (givePushToken(context, workspace, profile, token) || object.recipient === null) continue;
    ignored.push(tolerated(path, 'push_tokens_known', 'is of this user already'));
  }
  const saved = saveAttributes(context, workspace, profile, object.updates);
  ignored.push(...placeAll(object.path, [...object.ignored, ...saved.ignored]));
  ignored.push(...unchangedAttributes(profile, saved, object));
  if (found === undefined)
    ignored.push(
      ...similarIdsOfNewUser(context, workspace, object, similarIds),
      ...sharedContacts(context, workspace, saved.profile, object.path),
    );
  else ignored.push(...nothingSaid(object));
  return profileNumber;
}

function keyOf({ appId, token }: TrackedPushToken): string {
  return JSON.stringify([appId, token]);
}

/** Of a token that stands in a list twice the last counts. [inferred] */
function repeatedToken(path: string): Ignored {
  return ignored(path, 'push_token_repeated', 'stands in the list again, where it counts');
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

/**
 * The token moves from whoever had it; a token sent again without a device id keeps the one it has. [inferred]
 *
 * @returns Whether that changed anything.
 */
function givePushToken(
  context: Context,
  workspace: Workspace,
  profile: UserProfile,
  { appId, token, deviceId: sentDeviceId }: TrackedPushToken,
): boolean {
  const own = profile.pushTokens.find((its) => its.appId === appId && its.token === token);
  const deviceId = sentDeviceId ?? own?.deviceId ?? newUuid(context.random);
  insertDevice(context.database, workspace.number, profile.number, deviceId);
  savePushToken(context.database, workspace.number, profile.number, { appId, token, deviceId });
  return own?.deviceId !== deviceId;
}

/**
 * Applies updates to a profile, which is then the most recently updated one.
 *
 * @returns The profile as it is now, and what of the updates had no effect.
 */
export function saveAttributes(
  context: Context,
  workspace: Workspace,
  profile: UserProfile,
  updates: readonly AttributeUpdate[],
): { profile: UserProfile; ignored: IgnoredPart[] } {
  const revision = takeRevision(context.database, workspace.number);
  const applied = applyAttributeUpdates(profile, updates, customAttributeSettings(workspace.dataSettings));
  const changed = { ...applied.profile, revision };
  updateProfile(context.database, workspace.number, changed);
  return { profile: changed, ignored: applied.ignored };
}
