import { z } from 'zod';
import type { JsonValue } from '../../../domain/json.js';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { postEndpoint } from '../endpoint.js';
import {
  alias,
  externalId,
  idlePrioritizations,
  type ListRules,
  placed,
  prioritizationOf,
  readSentList,
  refuseField,
} from '../fields.js';

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
 * @returns Each id as it was sent beside what it names.
 */
export function readDelete(
  body: JsonValue,
): { sent: JsonValue; reference: ProfileReference; path: string }[] {
  const targets = Object.entries(deletedKinds).flatMap(([field, rules]) => {
    const read = readSentList(body, field, { ...rules, tooMany: 'too_many_identifiers' }) ?? [];
    const deletions = read.map(({ item, sent }) => ({ sent, reference: item }));
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

const deletion = lazySchema(() =>
  z.object({
    invalid_user_ids: z
      .array(z.json())
      .optional()
      .describe('External ids that were sent as numbers; they are looked up all the same.'),
    deleted: z.int().describe('How many ids were sent.'),
    message: z.literal('success'),
  }),
);

/**
 * The answer. `deleted` counts what was asked for, not who was found. [doc] post_user_delete Only ids that are no strings
 * are invalid: numbers were listed [client: braze_ruby recording], unknown strings were not [client: Grouparoo recording].
 */
export function deletionJson(targets: ReturnType<typeof readDelete>): Wire<typeof deletion> {
  const invalid = targets.flatMap(({ sent }) => (typeof sent === 'number' ? [sent] : []));
  return {
    ...(invalid.length > 0 && { invalid_user_ids: invalid }),
    deleted: targets.length,
    message: 'success',
  };
}

export const deleteUsers = postEndpoint({
  path: '/users/delete',
  summary: 'Deletes profiles.',
  access: { by: 'rest_api_key', permission: 'users.delete' },
  buckets: [rateLimitBuckets.usersShared],
  body: lazySchema(() => {
    const upTo50 = <Element extends z.ZodType>(element: Element) =>
      z.array(element).max(identifiersPerRequestMax).nullish();
    return z.object({
      external_ids: upTo50(externalId),
      user_aliases: upTo50(alias),
      braze_ids: upTo50(z.string()),
      email_addresses: upTo50(emailToDelete),
      phone_numbers: upTo50(phoneToDelete),
    });
  }),
  read: readDelete,
  overlooks: (sent) => [
    ...idlePrioritizations(sent, 'email_addresses'),
    ...idlePrioritizations(sent, 'phone_numbers'),
  ],
  answer: {
    status: 201,
    body: deletion,
  },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_field', 'too_many_identifiers'],
  source: { page: 'api/endpoints/user_data/post_user_delete', mark: 'doc' },
});
