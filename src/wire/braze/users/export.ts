import { z } from 'zod';
import { type Ignored, tolerated } from '../../../domain/journal/ignored.js';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import { identifiersPerRequestMax } from '../../../domain/limits.js';
import type { UserCriterion } from '../../../domain/users/user-profile.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { Behaviour } from '../../../domain/workspaces/workspace.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint } from '../endpoint.js';
import {
  alias,
  assertListLength,
  externalId,
  fieldOf,
  placed,
  readSentList,
  refuseField,
} from '../fields.js';
import { exportedProfile } from './exported-profile.js';

/** What an export is asked for, with each id as it was sent: the answer echoes those that match nobody. */
export interface ExportRequest {
  criteria: {
    sent: JsonValue;
    criterion: UserCriterion | { brazeId: string };
    isListed: boolean;
    /** Where it stands in the body. */
    path: string;
  }[];
  /** Names as sent; none for all fields. */
  fields: string[];
}

const tooMany = 'too_many_identifiers_and_aliases';

/** `braze_id` may go with any other; of these only one per request. [doc] post_users_identifier */
const exclusiveFields = ['device_id', 'email_address', 'phone'] as const;

/**
 * Reads `/users/export/ids`. Accounts onboarded since 2024-08-22 must send `fields_to_export` [doc]; that an empty list is
 * none, and the text of the refusal, are [inferred].
 */
export function readExport(
  body: JsonValue,
  { requireFieldsToExport }: Pick<Behaviour, 'requireFieldsToExport'>,
): ExportRequest {
  const criteria = [...readListed(body), ...readSingle(body)];
  const isEmptyListSent = Array.isArray(fieldOf(body, 'external_ids') ?? fieldOf(body, 'user_aliases'));
  if (criteria.length === 0 && !isEmptyListSent) {
    refuseField(
      "'external_ids', 'user_aliases', 'device_id', 'braze_id', 'email_address' or 'phone' is required",
      'external_ids',
    );
  }
  const fields = readFields(body);
  if (fields.length === 0 && requireFieldsToExport) {
    refuseField("'fields_to_export' must be an array of at least one string", 'fields_to_export');
  }
  return { criteria, fields };
}

type Listed = { item: UserCriterion; sent: JsonValue };

/** At most 50 ids and aliases together. [doc] post_users_identifier for either, together [inferred] */
function readListed(body: JsonValue): ExportRequest['criteria'] {
  const externalIds = readSentList(body, 'external_ids', {
    element: externalId.transform((id) => ({ externalId: id })),
    kind: 'strings',
    tooMany,
  });
  const aliases = readSentList(body, 'user_aliases', {
    element: alias.transform((its) => ({ alias: its })),
    kind: 'objects',
    detail: "with an 'alias_label' and an 'alias_name'",
    tooMany,
  });
  const listed = [
    ...placed<Listed>(externalIds ?? [], 'external_ids'),
    ...placed<Listed>(aliases ?? [], 'user_aliases'),
  ];
  assertListLength(listed.length, 'external_ids and user_aliases', tooMany);
  return listed.map(({ item, sent, path }) => ({ sent, criterion: item, isListed: true, path }));
}

function readSingle(body: JsonValue): ExportRequest['criteria'] {
  const [, second] = exclusiveFields.filter((field) => fieldOf(body, field) !== undefined);
  if (second !== undefined) {
    refuseField("only one of 'device_id', 'email_address' and 'phone' may be used per request", second);
  }
  const deviceId = readText(body, 'device_id');
  const email = readText(body, 'email_address');
  const phone = readText(body, 'phone');
  const brazeId = readText(body, 'braze_id');
  const criteria = [
    ...(deviceId === undefined ? [] : [{ path: 'device_id', criterion: { deviceId } }]),
    ...(email === undefined ? [] : [{ path: 'email_address', criterion: { email } }]),
    ...(phone === undefined ? [] : [{ path: 'phone', criterion: { phone } }]),
    ...(brazeId === undefined ? [] : [{ path: 'braze_id', criterion: { brazeId } }]),
  ];
  return criteria.map((its) => ({ ...its, sent: null, isListed: false }));
}

function readText(body: JsonValue, field: string): string | undefined {
  const value = fieldOf(body, field);
  if (value === undefined || typeof value === 'string') return value;
  return refuseField(`'${field}' must be a string`, field);
}

/** Names that are no field of an export are ignored. [inferred] */
function readFields(body: JsonValue): string[] {
  const names = z.array(z.string()).safeParse(fieldOf(body, 'fields_to_export') ?? []);
  if (!names.success) refuseField("'fields_to_export' must be an array of strings", 'fields_to_export');
  return names.data;
}

/**
 * Whether the higher rate limit applies: fields are chosen, and neither `canvases_received` nor `campaigns_received` is
 * among them. [doc] post_users_identifier. What is no JSON counts against the lower limit.
 */
function choosesLightFields(body: JsonValue | undefined): boolean {
  const fields = isJsonObject(body) ? body.fields_to_export : undefined;
  if (!Array.isArray(fields) || fields.length === 0) return false;
  return !fields.includes('canvases_received') && !fields.includes('campaigns_received');
}

/** Empty lists alone: they ask for nobody. */
function overlooksInExport(body: JsonValue): Ignored[] {
  if (readListed(body).length + readSingle(body).length > 0) return [];
  const list = fieldOf(body, 'external_ids') === undefined ? 'user_aliases' : 'external_ids';
  const isAnyField = readFields(body).length > 0;
  const reason = isAnyField ? 'names nobody, so nothing of fields_to_export has an effect' : 'names nobody';
  return [tolerated(list, 'nothing_changed', reason)];
}

const { exportIds, exportIdsFields } = rateLimitBuckets;

export const exportUsers = postEndpoint({
  path: '/users/export/ids',
  summary: 'Returns profiles, found by their identifiers.',
  access: { by: 'rest_api_key', permission: 'users.export.ids' },
  buckets: [exportIds, exportIdsFields],
  bucketOf: (body) => (choosesLightFields(body) ? exportIdsFields : exportIds),
  body: lazySchema(() =>
    z.object({
      external_ids: z.array(externalId).max(identifiersPerRequestMax).nullish(),
      user_aliases: z.array(alias).max(identifiersPerRequestMax).nullish(),
      device_id: z.string().nullish(),
      braze_id: z.string().nullish(),
      email_address: z.string().nullish(),
      phone: z.string().nullish(),
      fields_to_export: z
        .array(z.string())
        .nullish()
        .describe('Left out or empty, all fields; with require_fields_to_export, a refusal.'),
    }),
  ),
  read: readExport,
  overlooks: overlooksInExport,
  answer: {
    status: 201,
    body: lazySchema(() =>
      z.object({
        users: z.array(exportedProfile()),
        invalid_user_ids: z
          .array(z.json())
          .optional()
          .describe('External ids and aliases that match nobody, as they were sent.'),
        message: z.literal('success'),
      }),
    ),
  },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_field', 'too_many_identifiers_and_aliases'],
  source: { page: 'api/endpoints/export/user_data/post_users_identifier', mark: 'doc' },
});
