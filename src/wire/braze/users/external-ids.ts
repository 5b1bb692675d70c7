import { z } from 'zod';
import type { JsonValue } from '../../../domain/json.js';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { postEndpoint } from '../endpoint.js';
import { type ListRules, readList, refuseField } from '../fields.js';

// Bodies and answers of /users/external_ids/*. Ids must be strings, 1 to 50 of them. [doc] external_id_migration

const rename = z
  .object({ current_external_id: z.string().min(1), new_external_id: z.string().min(1) })
  .transform((its) => ({
    currentExternalId: its.current_external_id,
    newExternalId: its.new_external_id,
  }));

/** Reads `/users/external_ids/rename`. */
export function readRenames(body: JsonValue): { currentExternalId: string; newExternalId: string }[] {
  return readNonEmptyList(body, 'external_id_renames', {
    element: rename,
    kind: 'objects',
    detail: "with a 'current_external_id' and a 'new_external_id' that are non-empty strings",
    tooMany: 'too_many_identifiers',
  });
}

/** Reads `/users/external_ids/remove`. */
export function readRemovals(body: JsonValue): string[] {
  return readNonEmptyList(body, 'external_ids', {
    element: z.string().min(1),
    kind: 'strings',
    tooMany: 'too_many_identifiers',
  });
}

/** An empty array is refused. [doc] post_external_ids_rename; status and text [inferred] */
function readNonEmptyList<Item>(body: JsonValue, field: string, rules: ListRules<Item>): Item[] {
  const list = readList(body, field, rules);
  if (list === undefined || list.length === 0) {
    refuseField(`'${field}' must be a non-empty array of ${rules.kind}`, field);
  }
  return list;
}

/** An array that refers to the index in the request. [doc] post_external_ids_rename; `[index, text]` [inferred] */
const problems = lazySchema(() => z.array(z.tuple([z.int(), z.string()])));

const renamedIds = lazySchema(() =>
  z.object({
    rename_errors: problems(),
    external_ids: z.array(z.object({ current_external_id: z.string(), new_external_id: z.string() })),
    message: z.literal('success'),
  }),
);

const removedIds = lazySchema(() =>
  z.object({
    removed_ids: z.array(z.string()),
    removal_errors: problems(),
    message: z.literal('success'),
  }),
);

/** Key order and echoed objects as recorded. [client: braze_ruby recording] */
export function renamesJson(outcome: {
  succeeded: { currentExternalId: string; newExternalId: string }[];
  problems: ExternalIdProblem[];
}): Wire<typeof renamedIds> {
  return {
    rename_errors: outcome.problems.map(problemJson),
    external_ids: outcome.succeeded.map((its) => ({
      current_external_id: its.currentExternalId,
      new_external_id: its.newExternalId,
    })),
    message: 'success',
  };
}

/** Key order as recorded. [client: braze_ruby recording] */
export function removalsJson(outcome: {
  succeeded: string[];
  problems: ExternalIdProblem[];
}): Wire<typeof removedIds> {
  return {
    removed_ids: outcome.succeeded,
    removal_errors: outcome.problems.map(problemJson),
    message: 'success',
  };
}

interface ExternalIdProblem {
  index: number;
  text: string;
}

function problemJson({ index, text }: ExternalIdProblem): [number, string] {
  return [index, text];
}

export const renameExternalIds = postEndpoint({
  path: '/users/external_ids/rename',
  summary: 'Gives profiles another external id, and keeps the old one as deprecated.',
  access: { by: 'rest_api_key', permission: 'users.external_ids.rename' },
  buckets: [rateLimitBuckets.rename],
  body: lazySchema(() =>
    z.object({ external_id_renames: z.array(rename).min(1).max(identifiersPerRequestMax) }),
  ),
  read: readRenames,
  answer: { status: 201, body: renamedIds },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_field', 'too_many_identifiers'],
  source: { page: 'api/endpoints/user_data/external_id_migration/post_external_ids_rename', mark: 'doc' },
});

export const removeExternalIds = postEndpoint({
  path: '/users/external_ids/remove',
  summary: 'Removes deprecated external ids.',
  access: { by: 'rest_api_key', permission: 'users.external_ids.remove' },
  buckets: [rateLimitBuckets.remove],
  body: lazySchema(() =>
    z.object({ external_ids: z.array(z.string().min(1)).min(1).max(identifiersPerRequestMax) }),
  ),
  read: readRemovals,
  answer: { status: 201, body: removedIds },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_field', 'too_many_identifiers'],
  source: { page: 'api/endpoints/user_data/external_id_migration/post_external_ids_remove', mark: 'doc' },
});
