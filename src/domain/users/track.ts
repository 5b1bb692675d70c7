import type { AttributeUpdate } from './attribute-change.js';
import type { IgnoredPart } from './ignored-part.js';
import type { Alias, ProfileEvent, ProfilePurchase } from './user-profile.js';

/** The identifier that an object of `/users/track` is looked up by. */
export type TrackRecipient =
  | { externalId: string }
  | { alias: Alias }
  | { brazeId: string }
  | { email: string }
  | { phone: string };

/** The attribute that a recipient is looked up by; `undefined` for an id or alias, which is none. */
export function contactIn(recipient: TrackRecipient | null): 'email' | 'phone' | undefined {
  if (recipient === null) return undefined;
  if ('email' in recipient) return 'email';
  return 'phone' in recipient ? 'phone' : undefined;
}

/** What the objects of all three arrays have in common. */
export interface TrackedObject<Recipient = TrackRecipient> {
  recipient: Recipient;
  /** Whether a recipient nobody has yet becomes a new profile: the opposite of `_update_existing_only`. */
  mayCreate: boolean;
  /** Of an event or purchase: the e-mail address and phone number that stand in it. */
  updates: AttributeUpdate[];
  /** What of its attributes has no effect, whatever the profile. */
  ignored: IgnoredPart[];
  /** Where it stands in the request. */
  path: string;
}

/** A push token as sent. Without a `deviceId` one is made. [doc] objects_filters/user_attributes_object */
export interface TrackedPushToken {
  appId: string;
  token: string;
  deviceId: string | null;
}

/** An object of `attributes`. A push token import without an alias is about nobody: each token gets a profile. */
export interface TrackedAttributes extends TrackedObject<TrackRecipient | null> {
  pushTokens: TrackedPushToken[];
  isPushTokenImport: boolean;
}

export interface TrackedEvent extends TrackedObject {
  event: ProfileEvent;
}

export interface TrackedPurchase extends TrackedObject {
  purchase: ProfilePurchase;
}

/** The objects of a `/users/track` request that have no problem. */
export interface TrackRequest {
  attributes: TrackedAttributes[];
  events: TrackedEvent[];
  purchases: TrackedPurchase[];
}
