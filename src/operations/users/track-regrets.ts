import { isDeepStrictEqual } from 'node:util';
import { type Ignored, tolerated } from '../../domain/journal/ignored.js';
import { pathUnder } from '../../domain/json-path.js';
import type { IgnoredPart } from '../../domain/users/ignored-part.js';
import {
  contactIn,
  type TrackedAttributes,
  type TrackedObject,
  type TrackRecipient,
} from '../../domain/users/track.js';
import type { UserProfile } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listProfilesByContact } from '../../store/users/profile-lookup.js';
import type { Context } from '../context.js';
import { findSimilarAlias, type SimilarExternalIds } from './similar-id.js';

/** Of a user who was just made by an id that differs from a known one only in how it is written. */
export function similarIdsOfNewUser(
  context: Context,
  workspace: Workspace,
  { path, recipient }: TrackedObject<TrackRecipient | null>,
  externalIds: SimilarExternalIds,
): Ignored[] {
  if (recipient === null) return [];
  if ('externalId' in recipient) {
    return similarExternalId(externalIds, recipient.externalId, `${path}.external_id`);
  }
  if (!('alias' in recipient)) return [];
  const form = findSimilarAlias(context, workspace, recipient.alias);
  if (form === undefined) return [];
  return [similar(`${path}.user_alias`, `'${form.label}:${form.name}' is the alias of another user`)];
}

export function similarExternalId(
  externalIds: SimilarExternalIds,
  externalId: string,
  path: string,
): Ignored[] {
  const form = externalIds.find(externalId);
  if (form === undefined) return [];
  return [similar(path, `'${form}' is the external_id of another user; ids are compared as they are`)];
}

function similar(path: string, hint: string): Ignored {
  return tolerated(path, 'similar_id', 'makes a new user, though one with a similar id is there', hint);
}

/** [doc] several profiles may share an e-mail address or phone number; that a second one is rarely meant [client] */
export function sharedContacts(
  { database }: Context,
  { number }: Workspace,
  profile: UserProfile,
  path: string,
): Ignored[] {
  const { email, phone } = profile;
  const shared = [
    ...(email === null
      ? []
      : [{ name: 'email', others: listProfilesByContact(database, number, { email }) }]),
    ...(phone === null
      ? []
      : [{ name: 'phone', others: listProfilesByContact(database, number, { phone }) }]),
  ];
  return shared
    .filter(({ others }) => others.some((its) => its.number !== profile.number))
    .map(({ name }) =>
      tolerated(`${path}.${name}`, 'shared_contact', 'makes a second user with this, which another user has'),
    );
}

function unchanged(path: string, name: string): Ignored {
  return tolerated(pathUnder(path, name), 'attribute_unchanged', 'leaves the attribute as it was');
}

/** Of a user who is there, an object of `attributes` that has nothing but whom it is about. */
export function nothingSaid(object: TrackedObject<TrackRecipient | null> | TrackedAttributes): Ignored[] {
  const { path, recipient, updates, ignored } = object;
  if (!('pushTokens' in object) || object.pushTokens.length > 0 || ignored.length > 0) return [];
  if (updates.some(({ name }) => name !== contactIn(recipient))) return [];
  return [tolerated(path, 'nothing_changed', 'has nothing but whom it is about, and the user is there')];
}

/**
 * Attributes that are left as they are. What was found in reading them is told already, and says nothing of the rest.
 *
 * @param saved  The profile afterwards, and what of the updates was found to have no effect on it.
 */
export function unchangedAttributes(
  before: UserProfile,
  saved: { profile: UserProfile; ignored: readonly IgnoredPart[] },
  {
    path,
    recipient,
    updates,
    ignored,
  }: Pick<TrackedObject<TrackRecipient | null>, 'path' | 'recipient' | 'updates' | 'ignored'>,
): Ignored[] {
  const told = new Set([...ignored, ...saved.ignored].filter(({ steps }) => steps.length === 1).map(nameIn));
  // What the user was found by is there to find them.
  const contact = contactIn(recipient);
  if (contact !== undefined) told.add(contact);
  // Of an attribute that is changed in parts each part is told; what is set counts as a whole.
  const inParts = new Set(saved.ignored.map(nameIn));
  const names = updates
    .filter(({ name, change }) => !told.has(name) && (change.kind === 'set' || !inParts.has(name)))
    .map(({ name }) => name);
  return names
    .filter((name) => isSame(attributeOf(before, name), attributeOf(saved.profile, name)))
    .map((name) => unchanged(path, name));
}

const nameIn = ({ steps }: IgnoredPart) => String(steps[0]);

/** Most are texts and numbers, which are quickly compared. */
const isSame = (one: unknown, other: unknown) => one === other || isDeepStrictEqual(one, other);

function attributeOf(profile: UserProfile, name: string): unknown {
  if (name === 'email') return profile.email;
  if (name === 'phone') return profile.phone;
  return Object.hasOwn(profile.attributes, name) ? profile.attributes[name] : own(profile, name);
}

function own({ customAttributes }: UserProfile, name: string): unknown {
  return Object.hasOwn(customAttributes, name) ? customAttributes[name] : undefined;
}
