import { isJsonObject, type JsonObject } from '../../../domain/json.js';
import { aliasPartBytesMax, externalIdBytesMax } from '../../../domain/limits.js';
import { isEmailAddress } from '../../../domain/users/email-address.js';
import { isPossiblePhoneNumber } from '../../../domain/users/phone-number.js';
import type { TrackRecipient } from '../../../domain/users/track.js';
import type { Alias } from '../../../domain/users/user-profile.js';
import { refuseObject } from './refusal.js';

const primaryIdentifiers = ['external_id', 'user_alias', 'braze_id'] as const;

/** Whether a field holds something; `null` and the empty text are taken for left out. [inferred] */
export function isGiven(object: JsonObject, field: string): boolean {
  const value = object[field] ?? '';
  return value !== '';
}

/**
 * Reads whom an object is about: its only primary identifier, else its e-mail address, else its phone number. [doc]
 * user_data/post_user_track. Texts: none at all [client: RudderStack], several [client: braze-cli, measured 2026], long
 * external id [client: measured against /users/track/bulk 2026], bad e-mail address [doc], the others in our own words
 * [inferred].
 *
 * @throws TrackRefusal
 */
export function readRecipient(object: JsonObject): TrackRecipient {
  const [first, second] = primaryIdentifiers.filter((field) => isGiven(object, field));
  if (second !== undefined) {
    refuseObject("You must specify only one of 'external_id', 'user_alias' or 'braze_id'", second);
  }
  switch (first) {
    case 'external_id':
      return { externalId: readExternalId(object) };
    case 'user_alias':
      return { alias: readAlias(object) };
    case 'braze_id':
      return { brazeId: readBrazeId(object) };
    default:
      return readContact(object);
  }
}

/**
 * Whether an unknown recipient may become a profile: unless `_update_existing_only` says otherwise everybody but an alias.
 * [doc] post_user_track; in events and purchases an alias too when it is `false` [client: RudderStack].
 *
 * @throws TrackRefusal
 */
export function readMayCreate(object: JsonObject, recipient: TrackRecipient | null): boolean {
  const isUpdateOnly = readFlag(object, '_update_existing_only');
  return !(isUpdateOnly ?? (recipient !== null && 'alias' in recipient));
}

/** A boolean, `undefined` when it is left out. @throws TrackRefusal */
export function readFlag(object: JsonObject, field: string): boolean | undefined {
  const value = object[field] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') refuseObject(`'${field}' is not valid`, field);
  return value;
}

/** A number is taken for its decimal text. [client: braze_ruby recording] */
function readExternalId({ external_id: value }: JsonObject): string {
  const externalId = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof externalId !== 'string') return refuseObject("'external_id' is not valid", 'external_id');
  if (Buffer.byteLength(externalId) > externalIdBytesMax) {
    refuseObject(`'external_id' must be fewer than ${externalIdBytesMax + 1} bytes`, 'external_id');
  }
  return externalId;
}

function readAlias({ user_alias: value }: JsonObject): Alias {
  const refuse = (...part: string[]) => refuseObject("'user_alias' is not valid", 'user_alias', ...part);
  if (!isJsonObject(value)) return refuse();
  const { alias_label: label, alias_name: name } = value;
  if (!isAliasPart(label)) return refuse('alias_label');
  if (!isAliasPart(name)) return refuse('alias_name');
  return { label, name };
}

function isAliasPart(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= aliasPartBytesMax;
}

function readBrazeId({ braze_id: value }: JsonObject): string {
  return typeof value === 'string' ? value : refuseObject("'braze_id' is not valid", 'braze_id');
}

function readContact(object: JsonObject): TrackRecipient {
  const { email, phone } = object;
  if (isGiven(object, 'email')) {
    return isEmailAddress(email) ? { email } : refuseObject('EMAIL_BAD_FORMAT', 'email');
  }
  if (isGiven(object, 'phone')) {
    // "This endpoint only works if you include a valid phone number." [doc] post_user_track
    const isPhoneNumber = typeof phone === 'string' && isPossiblePhoneNumber(phone);
    return isPhoneNumber ? { phone } : refuseObject("'phone' is not valid", 'phone');
  }
  return refuseObject("'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required");
}
