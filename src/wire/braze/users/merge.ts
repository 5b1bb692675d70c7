import { z } from 'zod';
import { EmulatorError } from '../../../domain/errors.js';
import type { Ignored } from '../../../domain/journal/ignored.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { firstIssue } from '../../describe-issue.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint, successAnswer } from '../endpoint.js';
import {
  alias,
  assertListLength,
  fieldOf,
  idlePrioritization,
  prioritizationOf,
  refuseField,
} from '../fields.js';

const identifierKinds = ['external_id', 'user_alias', 'email', 'phone'] as const;
const prioritization = prioritizationOf();

/**
 * Reads `/users/merge`, whose four refusals are documented. An external id must be a string here, and `braze_id` is not
 * taken. [doc] user_data/post_users_merge
 *
 * @throws EmulatorError `invalid_merge_updates`, `too_many_merge_updates`, `invalid_merge_update_keys`,
 * `invalid_merge_identifier`; `invalid_field` for a `prioritization`. In this order [inferred].
 */
export function readMergeUpdates(
  body: JsonValue,
): { toMerge: ProfileReference; toKeep: ProfileReference; path: string }[] {
  const updates = fieldOf(body, 'merge_updates');
  if (!Array.isArray(updates) || !updates.every(isJsonObject)) {
    throw new EmulatorError('invalid_merge_updates', 'merge_updates is not an array of objects', {
      path: 'merge_updates',
    });
  }
  assertListLength(updates.length, 'merge_updates', 'too_many_merge_updates');
  for (const [index, update] of updates.entries()) assertKeys(update, `merge_updates[${index}]`);
  return updates.map((update, index) => {
    const path = `merge_updates[${index}]`;
    return {
      toMerge: readIdentifier(update.identifier_to_merge, `${path}.identifier_to_merge`),
      toKeep: readIdentifier(update.identifier_to_keep, `${path}.identifier_to_keep`),
      path,
    };
  });
}

function assertKeys(update: JsonObject, path: string): void {
  const keys = Object.keys(update).sort().join();
  if (keys === 'identifier_to_keep,identifier_to_merge') return;
  throw new EmulatorError('invalid_merge_update_keys', `${path} has the keys ${keys}`, { path });
}

function readIdentifier(identifier: JsonValue | undefined, path: string): ProfileReference {
  const fields = isJsonObject(identifier) ? identifier : {};
  const kinds = identifierKinds.filter((kind) => fields[kind] !== undefined && fields[kind] !== null);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) refuseIdentifier('names none or several identifiers', path);
  const value = fields[kind];
  if (kind === 'user_alias') {
    const result = alias.safeParse(value);
    return result.success ? { alias: result.data } : refuseIdentifier('has no valid user_alias', path);
  }
  const text = z.string().min(1).safeParse(value);
  if (!text.success) refuseIdentifier(`has a ${kind} that is not a string`, path);
  if (kind === 'external_id') return { externalId: text.data };
  const criteria = prioritization.safeParse(fields.prioritization);
  if (!criteria.success) refuseField(firstIssue(criteria.error).message, `${path}.prioritization`);
  return kind === 'email'
    ? { email: text.data, prioritization: criteria.data }
    : { phone: text.data, prioritization: criteria.data };
}

function refuseIdentifier(reason: string, path: string): never {
  throw new EmulatorError('invalid_merge_identifier', `${path} ${reason}`, { path });
}

const body = lazySchema(() => {
  const profile = z.object({
    external_id: z.string().min(1).nullish(),
    user_alias: alias.nullish(),
    email: z.string().min(1).nullish(),
    phone: z.string().min(1).nullish(),
    prioritization: prioritization.optional().describe('Required with an e-mail address or a phone number.'),
  });
  const update = z.object({ identifier_to_merge: profile, identifier_to_keep: profile });
  return z.object({ merge_updates: z.array(update).max(identifiersPerRequestMax) });
});

/** A `prioritization` where nobody needs to be chosen. */
function overlooksInMerge(body: JsonValue): Ignored[] {
  const updates = fieldOf(body, 'merge_updates');
  if (!Array.isArray(updates)) return [];
  return updates.flatMap((update, index) =>
    ['identifier_to_merge', 'identifier_to_keep'].flatMap((name) =>
      idlePrioritization(fieldOf(update, name) ?? null, `merge_updates[${index}].${name}`),
    ),
  );
}

export const mergeUsers = postEndpoint({
  path: '/users/merge',
  summary: 'Merges one profile into another.',
  access: { by: 'rest_api_key', permission: 'users.merge' },
  buckets: [rateLimitBuckets.usersShared],
  body,
  read: readMergeUpdates,
  overlooks: overlooksInMerge,
  answer: { status: 202, body: successAnswer },
  answerMark: 'doc',
  refusals: [
    'invalid_merge_updates',
    'too_many_merge_updates',
    'invalid_merge_update_keys',
    'invalid_merge_identifier',
    'invalid_field',
  ],
  source: { page: 'api/endpoints/user_data/post_users_merge', mark: 'doc' },
});
