import type { JsonObject, JsonValue } from '../json.js';

/** A label–name pair. The pair is unique in a workspace; a profile has at most one name per label. [doc] user_alias_object */
export interface Alias {
  label: string;
  name: string;
}

/**
 * Reserved profile fields, spelled as Braze spells them; everything else is a custom attribute.
 * [doc] objects_filters/user_attributes_object
 */
export const standardAttributeNames = [
  'country',
  'current_location',
  'date_of_first_session',
  'date_of_last_session',
  'dob',
  'email',
  'email_subscribe',
  'email_open_tracking_disabled',
  'email_click_tracking_disabled',
  'facebook',
  'first_name',
  'gender',
  'home_city',
  'language',
  'last_name',
  'marked_email_as_spam_at',
  'phone',
  'push_subscribe',
  'subscription_groups',
  'time_zone',
  'twitter',
] as const;
export type StandardAttributeName = (typeof standardAttributeNames)[number];

const standardAttributeNameSet: ReadonlySet<string> = new Set(standardAttributeNames);

export function isStandardAttributeName(name: string): name is StandardAttributeName {
  return standardAttributeNameSet.has(name);
}

/** Use of one app, in the shape of the export field `apps`. [doc] export/user_data/post_users_identifier */
export interface AppUse {
  app_id?: string;
  name?: string;
  platform?: string;
  version?: string;
  sessions?: number;
  first_used?: string;
  last_used?: string;
}

/** A push token of an app on a device. */
export interface PushToken {
  appId: string;
  token: string;
  deviceId: string;
}

/** How Braze's own ids of profiles look. [client: braze_ruby recording] */
export const brazeIdPattern = /^[0-9a-f]{24}$/;

/** What a profile is made of. `externalId` is null while it is anonymous. */
export interface UserProfileContent {
  externalId: string | null;
  aliases: Alias[];
  deviceIds: string[];
  email: string | null;
  phone: string | null;
  /** Standard attributes other than e-mail and phone, by Braze's names. */
  attributes: JsonObject;
  customAttributes: JsonObject;
  apps: AppUse[];
  sessionCount: number;
}

/** A user profile, identified or anonymous. */
export interface UserProfile extends UserProfileContent {
  /** Dense within its workspace and never given twice: its place in profile sets. */
  number: number;
  /** 24 lower-case hex digits, given at creation. */
  brazeId: string;
  createdAt: number;
  /** Orders profiles by their last update: the greater, the more recent. */
  revision: number;
  /** 0 to 9999, given at creation. */
  randomBucket: number;
  pushTokens: PushToken[];
}

/** The identifiers of a profile, as lists show it. */
export type ProfileIdentity = Pick<
  UserProfile,
  'number' | 'brazeId' | 'externalId' | 'aliases' | 'deviceIds'
>;

/** What profiles are looked for by; each matches exactly. */
export type UserCriterion =
  | { externalId: string }
  | { alias: Alias }
  | { deviceId: string }
  | { email: string }
  | { phone: string };

/** A profile to be made by the control API, a seed file or the library. */
export interface NewUserProfile {
  /** As `brazeIdPattern` has it; one is made when it is left out. */
  brazeId?: string;
  externalId: string | null;
  aliases: Alias[];
  deviceIds: string[];
  /** Standard and custom attributes together, by Braze's names. */
  attributes: JsonObject;
  randomBucket?: number;
  apps?: AppUse[];
  sessionCount?: number;
}

/** One occurrence of a custom event. */
export interface ProfileEvent {
  name: string;
  at: number;
  appId: string | null;
  properties: JsonObject;
}

/** One purchase object; `quantity` n counts as n purchases. */
export interface ProfilePurchase {
  productId: string;
  currency: string;
  price: number;
  quantity: number;
  at: number;
  appId: string | null;
  properties: JsonObject;
}

/** Splits attributes into the columns a profile keeps them in. A `null` value means the attribute is absent. */
export function splitAttributes(
  attributes: JsonObject,
): Pick<UserProfileContent, 'email' | 'phone' | 'attributes' | 'customAttributes'> {
  const standard: [string, JsonValue][] = [];
  const custom: [string, JsonValue][] = [];
  let email: string | null = null;
  let phone: string | null = null;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) continue;
    if (name === 'email') email = String(value);
    else if (name === 'phone') phone = String(value);
    else if (isStandardAttributeName(name)) standard.push([name, value]);
    else custom.push([name, value]);
  }
  // fromEntries defines properties, so an attribute called `__proto__` stays an ordinary one.
  return {
    email,
    phone,
    attributes: Object.fromEntries(standard),
    customAttributes: Object.fromEntries(custom),
  };
}
