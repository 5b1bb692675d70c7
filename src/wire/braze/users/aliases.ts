import { z } from 'zod';
import { type Ignored, ignored } from '../../../domain/journal/ignored.js';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import type { Alias } from '../../../domain/users/user-profile.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint, successAnswer } from '../endpoint.js';
import {
  externalId,
  fieldOf,
  type ListRules,
  newAliasPart,
  placed,
  readList,
  refuseField,
} from '../fields.js';

// Keys of other names are ignored. [inferred]

const fields = {
  external_id: externalId.nullish(),
  alias_label: newAliasPart('alias_label'),
  alias_name: newAliasPart('alias_name'),
};

const newAliasFields = z.object(fields).transform((its) => ({
  externalId: its.external_id ?? null,
  alias: { label: its.alias_label, name: its.alias_name },
}));

/** Also wrapped as `{"user_alias": {…}}`, which Braze takes. [client: braze_ruby recording] */
const newAlias = z.preprocess((element) => {
  if (!isJsonObject(element)) return element;
  const { user_alias: wrapped, ...rest } = element;
  return isJsonObject(wrapped) ? { ...rest, ...wrapped } : element;
}, newAliasFields);

/** Of an alias in an object of its own, what stands round it and in it. */
function overlooksInNewAliases(body: JsonValue): Ignored[] {
  const list = fieldOf(body, 'user_aliases');
  if (!Array.isArray(list)) return [];
  return list.flatMap((element, index) => {
    const wrapped = fieldOf(element, 'user_alias');
    if (wrapped === undefined || !isJsonObject(element)) return [];
    const path = `user_aliases[${index}]`;
    if (!isJsonObject(wrapped)) {
      return [ignored(`${path}.user_alias`, 'ignored_value', 'is no object, so it says nothing')];
    }
    return Object.keys(fields)
      .filter((name) => (element[name] ?? null) !== null && Object.hasOwn(wrapped, name))
      .map((name) => ignored(`${path}.${name}`, 'overridden', 'stands in user_alias too, where it counts'));
  });
}

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

export const createAliases = postEndpoint({
  path: '/users/alias/new',
  summary: 'Gives profiles an alias, or creates profiles that have only an alias.',
  access: { by: 'rest_api_key', permission: 'users.alias.new' },
  buckets: [rateLimitBuckets.usersShared],
  body: lazySchema(() =>
    z.object({
      user_aliases: z
        .array(
          z.union([
            newAliasFields,
            z.object({ external_id: fields.external_id, user_alias: z.object(fields) }),
          ]),
        )
        .max(identifiersPerRequestMax)
        .describe('Each alias also in an object of its own named user_alias. [client: braze_ruby recording]'),
    }),
  ),
  read: readNewAliases,
  overlooks: overlooksInNewAliases,
  answer: {
    status: 201,
    body: lazySchema(() => z.object({ aliases_processed: z.int(), message: z.literal('success') })),
  },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_field', 'too_many_identifiers_and_aliases'],
  source: { page: 'api/endpoints/user_data/post_user_alias', mark: 'doc' },
});

export const updateAliases = postEndpoint({
  path: '/users/alias/update',
  summary: 'Gives aliases another name.',
  access: { by: 'rest_api_key', permission: 'users.alias.update' },
  buckets: [rateLimitBuckets.usersShared],
  body: lazySchema(() => z.object({ alias_updates: z.array(aliasUpdate).max(identifiersPerRequestMax) })),
  read: readAliasUpdates,
  answer: { status: 201, body: successAnswer },
  answerMark: 'inferred',
  refusals: ['invalid_field', 'too_many_identifiers_and_aliases'],
  source: { page: 'api/endpoints/user_data/post_users_alias_update', mark: 'doc' },
});
