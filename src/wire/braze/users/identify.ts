import { z } from 'zod';
import type { JsonValue } from '../../../domain/json.js';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import type { MergeBehaviour } from '../../../domain/users/profile-merge.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint } from '../endpoint.js';
import {
  alias,
  fieldOf,
  idlePrioritizations,
  newExternalId,
  placed,
  prioritizationOf,
  readList,
  refuseField,
} from '../fields.js';

// Keys of other names are ignored. [inferred]

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

const body = lazySchema(() =>
  z.object({
    aliases_to_identify: z.array(aliasToIdentify).max(identifiersPerRequestMax).nullish(),
    emails_to_identify: z.array(emailToIdentify).max(identifiersPerRequestMax).nullish(),
    phone_numbers_to_identify: z.array(phoneNumberToIdentify).max(identifiersPerRequestMax).nullish(),
    merge_behavior: z
      .enum(['merge', 'none'])
      .nullish()
      .describe('Left out, merge. Gone from the newest page, and still taken. [doc, superseded]'),
  }),
);

const answer = lazySchema(() =>
  z.object({
    aliases_processed: z.int().describe('Entries received, matched or not, by e-mail and phone too.'),
    message: z.literal('success'),
  }),
);

export const identifyUsers = postEndpoint({
  path: '/users/identify',
  summary: 'Gives profiles that have no external id one, or merges them into the profile that has it.',
  access: { by: 'rest_api_key', permission: 'users.identify' },
  buckets: [rateLimitBuckets.usersShared],
  body,
  read: readIdentify,
  overlooks: (sent) => [
    ...idlePrioritizations(sent, 'emails_to_identify'),
    ...idlePrioritizations(sent, 'phone_numbers_to_identify'),
  ],
  answer: { status: 201, body: answer },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_field', 'too_many_identifiers_and_aliases'],
  source: { page: 'api/endpoints/user_data/post_user_identify', mark: 'doc' },
});
