import { strictRefusal } from '../../domain/journal/strictness.js';
import { isJsonObject, type JsonValue } from '../../domain/json.js';
import { formatPath } from '../describe-issue.js';

// Every field that the cohort and user endpoints have. Braze ignores any other [client: RudderStack, braze_ruby]; a strict
// workspace refuses it.

/** What fields a value may have. `anything` is not looked into; an array has one shape for all its elements. */
type Shape = typeof anything | readonly [Shape] | { readonly [field: string]: Shape };
const anything = null;
/** In the place of a field: the shape of all others. */
const otherwise = '*';

const partnerKeys = { partner_api_key: anything, client_secret: anything };
const alias = { alias_label: anything, alias_name: anything };
const recipient = {
  external_id: anything,
  user_alias: alias,
  braze_id: anything,
  email: anything,
  phone: anything,
  _update_existing_only: anything,
};
const occurrence = { ...recipient, app_id: anything, time: anything, properties: anything };
const emailAddress = { email: anything, prioritization: anything };
const phoneNumber = { phone: anything, prioritization: anything };
const mergedProfile = { external_id: anything, user_alias: alias, ...emailAddress, ...phoneNumber };

const shapes = {
  nameCohort: { ...partnerKeys, cohort_id: anything, name: anything, created_at: anything },
  changeCohortMembers: {
    ...partnerKeys,
    cohort_id: anything,
    cohort_changes: [{ user_ids: anything, device_ids: anything, aliases: [alias], should_remove: anything }],
  },
  trackUsers: {
    // Any other field of an attributes object is a custom attribute.
    attributes: [
      {
        user_alias: alias,
        push_tokens: [{ app_id: anything, token: anything, device_id: anything }],
        [otherwise]: anything,
      },
    ],
    events: [{ ...occurrence, name: anything }],
    purchases: [
      { ...occurrence, product_id: anything, currency: anything, price: anything, quantity: anything },
    ],
  },
  identifyUsers: {
    aliases_to_identify: [{ external_id: anything, user_alias: alias }],
    emails_to_identify: [{ external_id: anything, ...emailAddress }],
    phone_numbers_to_identify: [{ external_id: anything, ...phoneNumber }],
    merge_behavior: anything,
  },
  createAliases: { user_aliases: [{ external_id: anything, ...alias, user_alias: alias }] },
  updateAliases: {
    alias_updates: [{ alias_label: anything, old_alias_name: anything, new_alias_name: anything }],
  },
  mergeUsers: { merge_updates: [{ identifier_to_merge: mergedProfile, identifier_to_keep: mergedProfile }] },
  deleteUsers: {
    external_ids: anything,
    user_aliases: [alias],
    braze_ids: anything,
    email_addresses: [emailAddress],
    phone_numbers: [phoneNumber],
  },
  renameExternalIds: { external_id_renames: [{ current_external_id: anything, new_external_id: anything }] },
  removeExternalIds: { external_ids: anything },
  exportUsers: {
    external_ids: anything,
    user_aliases: [alias],
    device_id: anything,
    braze_id: anything,
    email_address: anything,
    phone: anything,
    fields_to_export: anything,
  },
} satisfies Record<string, Shape>;

/** Refuses a body for its first field that the endpoint does not have. @throws EmulatorError `strict_refusal`. */
export function assertFieldsKnown(operation: keyof typeof shapes, body: JsonValue): void {
  const path = findUnknownField(shapes[operation], body, []);
  if (path !== undefined)
    throw strictRefusal({ path: formatPath(path), reason: 'is no field of this endpoint' });
}

function findUnknownField(
  shape: Shape,
  value: JsonValue,
  path: readonly PropertyKey[],
): readonly PropertyKey[] | undefined {
  if (shape === anything) return undefined;
  for (const [key, inner] of innerValues(value)) {
    const at = [...path, key];
    const innerShape = shapeWithin(shape, key);
    if (innerShape === undefined) return at;
    const found = findUnknownField(innerShape, inner, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function innerValues(value: JsonValue): Iterable<[string | number, JsonValue]> {
  if (Array.isArray(value)) return value.entries();
  return isJsonObject(value) ? Object.entries(value) : [];
}

function shapeWithin(shape: NonNullable<Shape>, key: string | number): Shape | undefined {
  if (isList(shape)) return shape[0];
  return Object.hasOwn(shape, key) ? shape[key] : shape[otherwise];
}

function isList(shape: NonNullable<Shape>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
