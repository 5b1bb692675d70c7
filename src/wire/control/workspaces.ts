import { z } from 'zod';
import { aliasPartBytesMax, externalIdBytesMax, processingDelayMsMax } from '../../domain/limits.js';
import type { CohortInput, WorkspaceInput } from '../../domain/seed/blueprint.js';
import { parseIsoTime } from '../../domain/time/time.js';
import type { NewUserProfile } from '../../domain/users/user-profile.js';
import { type RateLimitName, rateLimitBuckets } from '../../domain/workspaces/rate-limit.js';
import { restPermissions } from '../../domain/workspaces/workspace.js';
import { campaignInput, canvasInput } from './campaigns.js';
import { segmentInput } from './segments/segments.js';
import { userAttributes } from './user-attributes.js';

// The shape of DESIGN 4.1: body of POST /workspaces, entry of a seed file, argument of the library. Unknown fields are errors.

export const key = z.string().min(1).max(256).describe('Left out, a key is made.');

const partner = z.union([
  z
    .string()
    .min(1)
    .transform((name) => ({ partner: name })),
  z
    .strictObject({
      partner: z.string().min(1).describe('Path name, e.g. hightouch.'),
      data_import_keys: z.array(key).optional().describe('Left out, one is made; an empty list means none.'),
    })
    .transform((its) => ({ partner: its.partner, dataImportKeys: its.data_import_keys })),
]);

/** A REST API key to make. */
export const restApiKey = z.strictObject({
  key: key.optional(),
  permissions: z.array(z.enum(restPermissions)).optional().describe('Left out, all.'),
});

const requestsMax = z.int().min(1).max(1_000_000_000);

function rateLimitShape(): Record<RateLimitName, typeof requestsMax> {
  const names = Object.values(rateLimitBuckets).map((bucket) => bucket.name);
  return Object.fromEntries(names.map((name) => [name, requestsMax])) as ReturnType<typeof rateLimitShape>;
}

/** The switches of DESIGN 6, the default first. */
export const behaviourShape = {
  unknown_cohort: z.enum(['create', 'ignore', 'reject']),
  conflict_policy: z.enum(['last_wins', 'add_wins', 'remove_wins']),
  alias_only_profiles: z.enum(['match', 'skip']),
  device_match: z.enum(['no_external_id', 'sdk_anonymous_only']),
  membership_on_merge: z.enum(['union', 'keep_target']),
  cohort_requests_per_hour: requestsMax,
  missing_permission_status: z.union([z.literal(403), z.literal(401)]),
  processing_delay_ms: z
    .int()
    .min(0)
    .max(processingDelayMsMax)
    .describe('How long after its answer a change is applied, on the clock of the workspace.'),
  strictness: z
    .enum(['lenient', 'strict'])
    .describe('strict: what Braze merely ignores is refused with 400.'),
  rate_limits: z
    .strictObject(rateLimitShape())
    .partial()
    .describe('Requests per window, by bucket; buckets left out keep their limit.'),
};

/** Switches to set; those left out keep their value. */
export const behaviourInput = z
  .strictObject(behaviourShape)
  .partial()
  .transform((its) => {
    const behaviour = {
      unknownCohort: its.unknown_cohort,
      conflictPolicy: its.conflict_policy,
      aliasOnlyProfiles: its.alias_only_profiles,
      deviceMatch: its.device_match,
      membershipOnMerge: its.membership_on_merge,
      cohortRequestsPerHour: its.cohort_requests_per_hour,
      missingPermissionStatus: its.missing_permission_status,
      processingDelayMs: its.processing_delay_ms,
      strictness: its.strictness,
      rateLimits: its.rate_limits,
    };
    return Object.fromEntries(
      Object.entries(behaviour).filter(([, value]) => value !== undefined),
    ) as NonNullable<WorkspaceInput['behaviour']>;
  });

const identifier = z.string().min(1);

const externalId = identifier.refine(
  (id) => Buffer.byteLength(id) <= externalIdBytesMax,
  `expected at most ${externalIdBytesMax} bytes`,
);
const aliasPart = identifier.refine(
  (part) => Buffer.byteLength(part) <= aliasPartBytesMax,
  `expected at most ${aliasPartBytesMax} bytes`,
);

const alias = z
  .strictObject({ alias_label: aliasPart, alias_name: aliasPart })
  .transform((its) => ({ label: its.alias_label, name: its.alias_name }));

const app = z.strictObject({
  app_id: z.string().optional(),
  name: z.string().optional(),
  platform: z.string().optional(),
  version: z.string().optional(),
  sessions: z.int().min(0).optional(),
  first_used: z.iso.datetime({ offset: true }).optional(),
  last_used: z.iso.datetime({ offset: true }).optional(),
});

const subscriptionState = z.enum(['opted_in', 'subscribed', 'unsubscribed']);

/** A profile to add. Attributes hold standard and custom ones together, by Braze's names. */
export const userInput = z
  .strictObject({
    external_id: externalId.nullable().optional(),
    user_aliases: z.array(alias).optional(),
    device_ids: z.array(identifier).optional(),
    attributes: userAttributes.optional(),
    random_bucket: z.int().min(0).max(9999).optional(),
    apps: z.array(app).optional(),
    session_count: z.int().min(0).optional(),
    email_subscribe: subscriptionState.optional(),
    push_subscribe: subscriptionState.optional(),
  })
  .transform((its): NewUserProfile => {
    const subscriptions: [string, string][] = [];
    if (its.email_subscribe !== undefined) subscriptions.push(['email_subscribe', its.email_subscribe]);
    if (its.push_subscribe !== undefined) subscriptions.push(['push_subscribe', its.push_subscribe]);
    return {
      externalId: its.external_id ?? null,
      aliases: its.user_aliases ?? [],
      deviceIds: [...new Set(its.device_ids ?? [])],
      attributes: Object.fromEntries([...Object.entries(its.attributes ?? {}), ...subscriptions]),
      ...(its.random_bucket !== undefined && { randomBucket: its.random_bucket }),
      ...(its.apps !== undefined && { apps: its.apps as NonNullable<NewUserProfile['apps']> }),
      ...(its.session_count !== undefined && { sessionCount: its.session_count }),
    };
  });

/** An identifier of a profile, as a member of a cohort. */
export const member = z.union(
  [
    z.strictObject({ external_id: identifier }).transform((its) => ({ externalId: its.external_id })),
    z.strictObject({ device_id: identifier }).transform((its) => ({ deviceId: its.device_id })),
    z.strictObject({ user_alias: alias }).transform((its) => ({ alias: its.user_alias })),
  ],
  'expected one of {"external_id"}, {"device_id"}, {"user_alias":{"alias_label","alias_name"}}',
);

const cohort = z
  .strictObject({
    partner: z.string().min(1),
    cohort_id: identifier,
    name: z.string().min(1).optional().describe('Left out, the cohort is implicit and goes by its id.'),
    created_at: z
      .string()
      .refine((time) => parseIsoTime(time) !== undefined, 'expected an ISO 8601 time')
      .optional(),
    members: z.array(member).optional(),
  })
  .transform(
    (its): CohortInput => ({
      partner: its.partner,
      cohortId: its.cohort_id,
      name: its.name,
      createdAt: its.created_at,
      members: its.members ?? [],
    }),
  );

/** A workspace to make. */
export const workspaceInput = z
  .strictObject({
    name: z.string().min(1).optional(),
    partners: z
      .array(partner)
      .optional()
      .describe('Left out, hightouch with one data import key; [] means none.'),
    rest_api_keys: z
      .array(restApiKey)
      .optional()
      .describe('Left out, one with all permissions; [] means none.'),
    behaviour: behaviourInput.optional(),
    users: z.array(userInput).optional(),
    cohorts: z.array(cohort).optional(),
    segments: z
      .array(segmentInput)
      .optional()
      .describe('May use the cohorts, and segments that stand before.'),
    campaigns: z.array(campaignInput).optional(),
    canvases: z.array(canvasInput).optional(),
  })
  .transform(
    (its): WorkspaceInput => ({
      name: its.name,
      partners: its.partners,
      restApiKeys: its.rest_api_keys,
      behaviour: its.behaviour,
      users: its.users,
      cohorts: its.cohorts,
      segments: its.segments,
      campaigns: its.campaigns,
      canvases: its.canvases,
    }),
  );
