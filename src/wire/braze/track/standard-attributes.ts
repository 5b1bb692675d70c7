import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { isOneOf } from '../../../domain/names.js';
import { isTimeZone } from '../../../domain/time/local-time.js';
import { isoTime, parseIsoTime } from '../../../domain/time/time.js';
import { parseAttributeTime } from '../../../domain/time/written-time.js';
import type { AttributeChange, SubscriptionGroup } from '../../../domain/users/attribute-change.js';
import { countryCode } from '../../../domain/users/country.js';
import { isEmailAddress } from '../../../domain/users/email-address.js';
import { type AttributeRule, type IgnoredPart, partUnder } from '../../../domain/users/ignored-part.js';
import { languageCode } from '../../../domain/users/language.js';
import type { StandardAttributeName } from '../../../domain/users/user-profile.js';
import { isUuid } from '../../api-identifier.js';
import type { Reading } from './custom-attribute.js';
import { refuseObject } from './refusal.js';

/** What a value does, and what of it has no effect: steps from the attribute on. */
interface Read {
  change?: AttributeChange;
  ignored?: IgnoredPart[];
}

/**
 * How each reserved profile field reads a value other than `null`. A value with a documented error type refuses its object;
 * any other that does not fit is not set, as Braze's page says of `time_zone`. [doc] objects_filters/user_attributes_object
 * and user_data/post_user_track; fields other than `time_zone` and `country` [inferred]
 */
const readers = {
  country: readCountry,
  current_location: readLocation,
  date_of_first_session: readTime,
  date_of_last_session: readTime,
  dob: (value) => setIf(isDate(value), value, 'is no date of the form YYYY-MM-DD'),
  email: (value) => (isEmailAddress(value) ? set(value) : refuseObject('EMAIL_BAD_FORMAT')),
  email_subscribe: (value) => readSubscriptionState('email_subscribe', value),
  email_open_tracking_disabled: readBoolean,
  email_click_tracking_disabled: readBoolean,
  facebook: readObject,
  first_name: readText,
  gender: (value) => setIf(isOneOf(['M', 'F', 'O', 'N', 'P'], value), value, 'is none of M, F, O, N and P'),
  home_city: readText,
  language: readLanguage,
  last_name: readText,
  marked_email_as_spam_at: readTime,
  phone: readText,
  push_subscribe: (value) => readSubscriptionState('push_subscribe', value),
  subscription_groups: readSubscriptionGroups,
  time_zone: (value) =>
    setIf(typeof value === 'string' && isTimeZone(value), value, 'is no zone of the IANA database'),
  twitter: readObject,
} satisfies Record<StandardAttributeName, (value: JsonValue) => Read>;

/**
 * What a reserved field of an attributes object does to the profile; `null` removes it.
 *
 * @returns `undefined` when it does nothing.
 * @throws TrackRefusal
 */
export function readStandardAttribute(
  name: StandardAttributeName,
  value: JsonValue,
  { ignored }: Reading,
): AttributeChange | undefined {
  if (value === null) return { kind: 'remove' };
  const read = readers[name](value);
  for (const part of read.ignored ?? []) ignored.push(partUnder(name, part));
  return read.change;
}

function set(value: JsonValue): Read {
  return { change: { kind: 'set', value } };
}

function unfit(reason: string, rule: AttributeRule = 'attribute_not_set'): Read {
  return { ignored: [{ steps: [], rule, reason, fallenSteps: 0 }] };
}

function setIf(fits: boolean, value: JsonValue, reason: string): Read {
  return fits ? set(value) : unfit(reason);
}

function readText(value: JsonValue): Read {
  return setIf(typeof value === 'string', value, 'is no text');
}

function readBoolean(value: JsonValue): Read {
  return setIf(typeof value === 'boolean', value, 'is no boolean');
}

function readObject(value: JsonValue): Read {
  return setIf(isJsonObject(value), value, 'is no object');
}

/** Kept in ISO 8601, whichever form it came in. */
function readTime(value: JsonValue): Read {
  const time = typeof value === 'string' ? parseAttributeTime(value) : undefined;
  return time === undefined ? unfit('is no time in ISO 8601') : set(isoTime(time));
}

/** Kept as a code; what Braze cannot map to one becomes nothing. [doc] user_attributes_object */
function readCountry(value: JsonValue): Read {
  const code = typeof value === 'string' ? countryCode(value) : undefined;
  if (code !== undefined) return set(code);
  const reason = 'is no country of ISO 3166-1, and the profile has none now';
  return { change: { kind: 'remove' }, ignored: [{ steps: [], rule: 'country_unknown', reason }] };
}

/** Braze wants a code of its list. [doc] user_attributes_object; that anything else is not set [inferred] */
function readLanguage(value: JsonValue): Read {
  const code = typeof value === 'string' ? languageCode(value) : undefined;
  return code === undefined ? unfit('is no code of a language', 'language_unknown') : set(code);
}

function readLocation(value: JsonValue): Read {
  if (!isJsonObject(value)) return refuseObject('BAD_LOCATION_UPDATE');
  const { longitude, latitude } = value;
  if (!isDegrees(longitude, 180)) return refuseObject('BAD_LOCATION_UPDATE', 'longitude');
  if (!isDegrees(latitude, 90)) return refuseObject('BAD_LOCATION_UPDATE', 'latitude');
  return { ...set({ longitude, latitude }), ignored: othersIn(value, ['longitude', 'latitude']) };
}

function isDegrees(value: JsonValue | undefined, max: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= max;
}

function readSubscriptionGroups(value: JsonValue): Read {
  if (!Array.isArray(value)) return refuseObject('BAD_SUBSCRIPTION_GROUP_ARRAY');
  const ignored = value.flatMap((group, index) =>
    othersIn(isJsonObject(group) ? group : {}, ['subscription_group_id', 'subscription_state'], index),
  );
  return {
    change: { kind: 'change_subscription_groups', groups: value.map(readSubscriptionGroup) },
    ignored,
  };
}

/** A workspace here has no list of groups, so any UUID is one. [inferred] */
function readSubscriptionGroup(group: JsonValue, index: number): SubscriptionGroup {
  const { subscription_group_id: id, subscription_state: state } = isJsonObject(group) ? group : {};
  if (id === undefined || state === undefined) return refuseObject('BAD_SUBSCRIPTION_GROUP_HASH', index);
  if (!isUuid(id)) return refuseObject('BAD_SUBSCRIPTION_GROUP_ID', index, 'subscription_group_id');
  if (state !== 'subscribed' && state !== 'unsubscribed') {
    return refuseObject('BAD_SUBSCRIPTION_GROUP_STATE', index, 'subscription_state');
  }
  return { subscription_group_id: id, subscription_state: state };
}

/** Fields that an object of a profile field does not have. */
function othersIn(object: JsonObject, known: readonly string[], ...steps: number[]): IgnoredPart[] {
  const others = Object.keys(object).filter((name) => !known.includes(name));
  const reason = 'is no part of this field, and was ignored';
  return others.map((name) => ({ steps: [...steps, name], rule: 'attribute_not_set', reason }));
}

/**
 * The text is measured [client: braze-cli 2026]; the page's names are `BAD_EMAIL_SUBSCRIPTION_STATE` and
 * `BAD_PUSH_SUBSCRIPTION_STATE` [doc].
 */
function readSubscriptionState(field: string, value: JsonValue): Read {
  const isState = value === 'opted_in' || value === 'subscribed' || value === 'unsubscribed';
  if (isState) return set(value);
  return refuseObject(`'${field}' must be 'subscribed', 'unsubscribed', or 'opted_in'`);
}

function isDate(value: JsonValue): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && parseIsoTime(value) !== undefined;
}
