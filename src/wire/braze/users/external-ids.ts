import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../../domain/json.js';
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

/** Key order and echoed objects as recorded. [client: braze_ruby recording] */
export function renamesJson(outcome: {
  succeeded: { currentExternalId: string; newExternalId: string }[];
  problems: ExternalIdProblem[];
}): JsonObject {
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
export function removalsJson(outcome: { succeeded: string[]; problems: ExternalIdProblem[] }): JsonObject {
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

/** An array that refers to the index in the request. [doc] post_external_ids_rename; `[index, text]` [inferred] */
function problemJson({ index, text }: ExternalIdProblem): JsonValue {
  return [index, text];
}
