import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import { isOneOf } from '../../../domain/names.js';
import { isTimeZone } from '../../../domain/time/local-time.js';
import { isoTime, parseIsoTime } from '../../../domain/time/time.js';
import { parseAttributeTime } from '../../../domain/time/written-time.js';
import type { AttributeChange, SubscriptionGroup } from '../../../domain/users/attributes.js';
import { countryCode } from '../../../domain/users/country.js';
import type { StandardAttributeName } from '../../../domain/users/user-profile.js';
import { isUuid } from '../../api-identifier.js';
import { refuseObject } from './refusal.js';

/** Reads a value other than `null`; `undefined` when it does not fit the field, which then stays as it is. */
type Read = (value: JsonValue) => AttributeChange | undefined;

/**
 * How each reserved profile field is read. A value with a documented error type refuses its object; any other that does
 * not fit is not set, as Braze's page says of `time_zone`. [doc] objects_filters/user_attributes_object and
 * user_data/post_user_track; fields other than `time_zone` and `country` [inferred]
 */
const readers = {
  country: readCountry,
  current_location: readLocation,
  date_of_first_session: setTime,
  date_of_last_session: setTime,
  dob: (value) => setIf(isDate(value), value),
  email: (value) => (isEmailAddress(value) ? set(value) : refuseObject('EMAIL_BAD_FORMAT')),
  email_subscribe: (value) => readSubscriptionState('email_subscribe', value),
  email_open_tracking_disabled: setBoolean,
  email_click_tracking_disabled: setBoolean,
  facebook: setObject,
  first_name: setText,
  gender: (value) => setIf(isOneOf(['M', 'F', 'O', 'N', 'P'], value), value),
  home_city: setText,
  language: setText,
  last_name: setText,
  marked_email_as_spam_at: setTime,
  phone: setText,
  push_subscribe: (value) => readSubscriptionState('push_subscribe', value),
  subscription_groups: readSubscriptionGroups,
  time_zone: (value) => setIf(typeof value === 'string' && isTimeZone(value), value),
  twitter: setObject,
} satisfies Record<StandardAttributeName, Read>;

/**
 * What a reserved field of an attributes object does to the profile; `null` removes it.
 *
 * @returns `undefined` when it does nothing.
 * @throws TrackRefusal
 */
export function readStandardAttribute(
  name: StandardAttributeName,
  value: JsonValue,
): AttributeChange | undefined {
  return value === null ? { kind: 'remove' } : readers[name](value);
}

/** Something before an `@` and a host name with a dot after it; Braze's own rules are not public. [inferred] */
export function isEmailAddress(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value);
}

function set(value: JsonValue): AttributeChange {
  return { kind: 'set', value };
}

function setIf(fits: boolean, value: JsonValue): AttributeChange | undefined {
  return fits ? set(value) : undefined;
}

function setText(value: JsonValue): AttributeChange | undefined {
  return setIf(typeof value === 'string', value);
}

function setBoolean(value: JsonValue): AttributeChange | undefined {
  return setIf(typeof value === 'boolean', value);
}

function setObject(value: JsonValue): AttributeChange | undefined {
  return setIf(isJsonObject(value), value);
}

/** Kept in ISO 8601, whichever form it came in. */
function setTime(value: JsonValue): AttributeChange | undefined {
  const time = typeof value === 'string' ? parseAttributeTime(value) : undefined;
  return time === undefined ? undefined : set(isoTime(time));
}

/** Kept as a code; what Braze cannot map to one becomes nothing. [doc] user_attributes_object */
function readCountry(value: JsonValue): AttributeChange {
  const code = typeof value === 'string' ? countryCode(value) : undefined;
  return code === undefined ? { kind: 'remove' } : set(code);
}

function readLocation(value: JsonValue): AttributeChange {
  const { longitude, latitude } = isJsonObject(value) ? value : {};
  if (!isDegrees(longitude, 180) || !isDegrees(latitude, 90)) return refuseObject('BAD_LOCATION_UPDATE');
  return set({ longitude, latitude });
}

function isDegrees(value: JsonValue | undefined, max: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= max;
}

function readSubscriptionGroups(value: JsonValue): AttributeChange {
  if (!Array.isArray(value)) return refuseObject('BAD_SUBSCRIPTION_GROUP_ARRAY');
  return { kind: 'change_subscription_groups', groups: value.map(readSubscriptionGroup) };
}

/** A workspace here has no list of groups, so any UUID is one. [inferred] */
function readSubscriptionGroup(group: JsonValue): SubscriptionGroup {
  const { subscription_group_id: id, subscription_state: state } = isJsonObject(group) ? group : {};
  if (id === undefined || state === undefined) return refuseObject('BAD_SUBSCRIPTION_GROUP_HASH');
  if (!isUuid(id)) return refuseObject('BAD_SUBSCRIPTION_GROUP_ID');
  if (state !== 'subscribed' && state !== 'unsubscribed') return refuseObject('BAD_SUBSCRIPTION_GROUP_STATE');
  return { subscription_group_id: id, subscription_state: state };
}

/**
 * The text is measured [client: braze-cli 2026]; the page's names are `BAD_EMAIL_SUBSCRIPTION_STATE` and
 * `BAD_PUSH_SUBSCRIPTION_STATE` [doc].
 */
function readSubscriptionState(field: string, value: JsonValue): AttributeChange {
  const isState = value === 'opted_in' || value === 'subscribed' || value === 'unsubscribed';
  if (isState) return set(value);
  return refuseObject(`'${field}' must be 'subscribed', 'unsubscribed', or 'opted_in'`);
}

function isDate(value: JsonValue): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && parseIsoTime(value) !== undefined;
}
