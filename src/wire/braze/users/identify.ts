import { z } from 'zod';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import type { MergeBehaviour } from '../../../domain/users/profile-merge.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import type { Alias } from '../../../domain/users/user-profile.js';
import {
  alias,
  externalId,
  fieldOf,
  type ListRules,
  newAliasPart,
  newExternalId,
  placed,
  prioritizationOf,
  readList,
  refuseField,
} from '../fields.js';

// Bodies of /users/identify, /users/alias/*, /users/delete. Keys of other names are ignored. [inferred]

const aliasToIdentify = z
  .object({ external_id: newExternalId, user_alias: alias })
  .transform((its) => ({ externalId: its.external_id, reference: { alias: its.user_alias } }));

const emailToIdentify = z
  .object({ external_id: newExternalId, email: z.string().min(1), prioritization: prioritizationOf() })
  .transform((its) => ({
    externalId: its.external_id,
    reference: { email: its.email, prioritization: its.prioritization },
  }));

const phoneNumberToIdentify = z
  .object({ external_id: newExternalId, phone: z.string().min(1), prioritization: prioritizationOf() })
  .transform((its) => ({
    externalId: its.external_id,
    reference: { phone: its.phone, prioritization: its.prioritization },
  }));

/**
 * Reads `/users/identify`: at least one of its three arrays, aliases before e-mail addresses before phone numbers.
 * `merge_behavior` is gone from the newest page; its last documented values still work. [doc, superseded]
 */
export function readIdentify(body: JsonValue): {
  identifications: { externalId: string; reference: ProfileReference; path: string }[];
  mergeBehaviour: MergeBehaviour;
} {
  const aliases = readList(body, 'aliases_to_identify', {
    element: aliasToIdentify,
    kind: 'objects',
    detail: "with an 'external_id' and a 'user_alias' that has an 'alias_label' and an 'alias_name'",
    tooMany: 'too_many_identifiers_and_aliases',
  });
  const emails = readList(body, 'emails_to_identify', {
    element: emailToIdentify,
    kind: 'objects',
    detail: "with an 'external_id', an 'email' and a 'prioritization'",
    tooMany: 'too_many_identifiers_and_aliases',
  });
  const phones = readList(body, 'phone_numbers_to_identify', {
    element: phoneNumberToIdentify,
    kind: 'objects',
    detail: "with an 'external_id', a 'phone' and a 'prioritization'",
    tooMany: 'too_many_identifiers_and_aliases',
  });
  if (aliases === undefined && emails === undefined && phones === undefined) {
    refuseField(
      "'aliases_to_identify', 'emails_to_identify' or 'phone_numbers_to_identify' is required",
      'aliases_to_identify',
    );
  }
  return {
    identifications: [
      ...placed(aliases ?? [], 'aliases_to_identify'),
      ...placed(emails ?? [], 'emails_to_identify'),
      ...placed(phones ?? [], 'phone_numbers_to_identify'),
    ],
    mergeBehaviour: readMergeBehaviour(body),
  };
}

function readMergeBehaviour(body: JsonValue): MergeBehaviour {
  const value = fieldOf(body, 'merge_behavior') ?? 'merge';
  if (value === 'merge' || value === 'none') return value;
  return refuseField("'merge_behavior' must be 'merge' or 'none'", 'merge_behavior');
}

const newAliasFields = z
  .object({
    external_id: externalId.nullish(),
    alias_label: newAliasPart('alias_label'),
    alias_name: newAliasPart('alias_name'),
  })
  .transform((its) => ({
    externalId: its.external_id ?? null,
    alias: { label: its.alias_label, name: its.alias_name },
  }));

/** Also wrapped as `{"user_alias": {…}}`, which Braze takes. [client: braze_ruby recording] */
const newAlias = z.preprocess((element) => {
  const { user_alias: wrapped, ...rest } = element as { user_alias?: JsonValue };
  return isJsonObject(wrapped) ? { ...rest, ...wrapped } : element;
}, newAliasFields);

/** Reads `/users/alias/new`. [doc] user_data/post_user_alias */
export function readNewAliases(body: JsonValue): { externalId: string | null; alias: Alias; path: string }[] {
  const aliases = readRequiredList(body, 'user_aliases', {
    element: newAlias,
    kind: 'objects',
    detail: "with an 'alias_label' and an 'alias_name' that are non-empty strings",
    tooMany: 'too_many_identifiers_and_aliases',
  });
  return placed(aliases, 'user_aliases');
}

const aliasUpdate = z
  .object({
    alias_label: z.string().min(1),
    old_alias_name: z.string().min(1),
    new_alias_name: newAliasPart('new_alias_name'),
  })
  .transform((its) => ({
    label: its.alias_label,
    oldName: its.old_alias_name,
    newName: its.new_alias_name,
  }));

/** Reads `/users/alias/update`. [doc] user_data/post_users_alias_update */
export function readAliasUpdates(
  body: JsonValue,
): { label: string; oldName: string; newName: string; path: string }[] {
  const updates = readRequiredList(body, 'alias_updates', {
    element: aliasUpdate,
    kind: 'objects',
    detail: "with an 'alias_label', an 'old_alias_name' and a 'new_alias_name' that are non-empty strings",
    tooMany: 'too_many_identifiers_and_aliases',
  });
  return placed(updates, 'alias_updates');
}

/** @throws EmulatorError `invalid_field` when the array is left out. */
function readRequiredList<Item>(body: JsonValue, field: string, rules: ListRules<Item>): Item[] {
  return readList(body, field, rules) ?? refuseField(`'${field}' must be an array of ${rules.kind}`, field);
}

// The page's list lacks `least_recently_updated`. [doc] post_user_delete
const deletePrioritization = prioritizationOf(['identified', 'unidentified', 'most_recently_updated']);

/** An address alone, as the page's table has it, names a profile that is the only one with it. [inferred] */
const emailToDelete = z.union([
  z
    .string()
    .min(1)
    .transform((email) => ({ email, prioritization: [] })),
  z.object({ email: z.string().min(1), prioritization: deletePrioritization }),
]);
const phoneToDelete = z.union([
  z
    .string()
    .min(1)
    .transform((phone) => ({ phone, prioritization: [] })),
  z.object({ phone: z.string().min(1), prioritization: deletePrioritization }),
]);

const deletedKinds: Record<string, Omit<ListRules<ProfileReference>, 'tooMany'>> = {
  external_ids: { element: externalId.transform((id) => ({ externalId: id })), kind: 'strings' },
  user_aliases: {
    element: alias.transform((its) => ({ alias: its })),
    kind: 'objects',
    detail: "with an 'alias_label' and an 'alias_name'",
  },
  braze_ids: { element: z.string().transform((brazeId) => ({ brazeId })), kind: 'strings' },
  email_addresses: {
    element: emailToDelete,
    kind: 'strings or objects',
    detail:
      "with an 'email' and a 'prioritization' of 'identified', 'unidentified' or 'most_recently_updated'",
  },
  phone_numbers: {
    element: phoneToDelete,
    kind: 'strings or objects',
    detail:
      "with a 'phone' and a 'prioritization' of 'identified', 'unidentified' or 'most_recently_updated'",
  },
};

/**
 * Reads `/users/delete`. Only one of its lists may be used [doc]; clients send the others empty [client: braze_ruby], and
 * of several all are processed [inferred].
 *
 * @returns Each id as it was sent beside what it names: the answer echoes it.
 */
export function readDelete(
  body: JsonValue,
): { sent: JsonValue; reference: ProfileReference; path: string }[] {
  const targets = Object.entries(deletedKinds).flatMap(([field, rules]) => {
    const references = readList(body, field, { ...rules, tooMany: 'too_many_identifiers' }) ?? [];
    const sent = fieldOf(body, field) as JsonValue[];
    const deletions = references.map((reference, index) => ({ sent: sent[index]!, reference }));
    return placed(deletions, field);
  });
  if (targets.length === 0) {
    refuseField(
      "'external_ids', 'user_aliases', 'braze_ids', 'email_addresses' or 'phone_numbers' is required",
      'external_ids',
    );
  }
  return targets;
}
