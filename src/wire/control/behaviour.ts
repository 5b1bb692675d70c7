import { z } from 'zod';
import { processingDelayMsMax } from '../../domain/limits.js';
import { limitedBy, type RateLimitName, rateLimitBuckets } from '../../domain/workspaces/rate-limit.js';
import type { Behaviour } from '../../domain/workspaces/workspace.js';
import { lazySchema, type Wire } from '../endpoint.js';

// The switches of a workspace (DESIGN 6).

const requestsMax = z.int().min(1).max(1_000_000_000);

/** Makes a member for every bucket that has a limit. */
function byBucket<Value>(make: (bucket: (typeof buckets)[number]) => Value): Record<RateLimitName, Value> {
  return Object.fromEntries(buckets.map((its) => [its.name, make(its)])) as Record<RateLimitName, Value>;
}
const buckets = Object.values(rateLimitBuckets);

const rateLimits = z
  .strictObject(byBucket(() => requestsMax))
  .partial()
  .describe('Requests per window, by bucket; buckets left out keep their limit.');

/** The switches, the default first. */
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
  processing_order: z
    .enum(['in_order', 'shuffled'])
    .describe('shuffled: each change at any moment of the delay, so that one may overtake another.'),
  track_limit: z
    .enum(['combined_75', 'per_array_75'])
    .describe('Objects in /users/track: in its three arrays together, or in each.'),
  key_in_body: z
    .boolean()
    .describe('true: a REST API key may stand in the body or query, as api_key or app_group_id.'),
  require_fields_to_export: z.boolean().describe('true: /users/export/ids must name fields.'),
  ratelimit_reset_format: z
    .enum(['epoch', 'seconds_left'])
    .describe('What X-RateLimit-Reset tells: the end of the window, or the seconds until then.'),
  strictness: z
    .enum(['lenient', 'strict'])
    .describe('strict: what Braze merely ignores is refused with 400.'),
  rate_limits: rateLimits,
};

/** Switches to set; those left out keep their value. */
export const behaviourInput = z
  .strictObject(behaviourShape)
  .partial()
  .transform((its): Partial<Behaviour> => {
    const behaviour: { [Name in keyof Behaviour]: Behaviour[Name] | undefined } = {
      unknownCohort: its.unknown_cohort,
      conflictPolicy: its.conflict_policy,
      aliasOnlyProfiles: its.alias_only_profiles,
      deviceMatch: its.device_match,
      membershipOnMerge: its.membership_on_merge,
      cohortRequestsPerHour: its.cohort_requests_per_hour,
      missingPermissionStatus: its.missing_permission_status,
      processingDelayMs: its.processing_delay_ms,
      processingOrder: its.processing_order,
      trackLimit: its.track_limit,
      keyInBody: its.key_in_body,
      requireFieldsToExport: its.require_fields_to_export,
      ratelimitResetFormat: its.ratelimit_reset_format,
      strictness: its.strictness,
      rateLimits: its.rate_limits,
    };
    return Object.fromEntries(Object.entries(behaviour).filter(([, value]) => value !== undefined));
  })
  .meta({
    id: 'behaviour_changes',
    description: 'Behaviour switches to set; those left out stay as they are.',
  });

export const behaviourAnswer = lazySchema(() =>
  z
    .strictObject({
      ...behaviourShape,
      rate_limits: z.strictObject(byBucket(() => requestsMax)).describe('Requests per window, by bucket.'),
    })
    .meta({ id: 'behaviour', description: 'The behaviour switches of a workspace.' }),
);

export function behaviourJson(behaviour: Behaviour): Wire<typeof behaviourAnswer> {
  return {
    unknown_cohort: behaviour.unknownCohort,
    conflict_policy: behaviour.conflictPolicy,
    alias_only_profiles: behaviour.aliasOnlyProfiles,
    device_match: behaviour.deviceMatch,
    membership_on_merge: behaviour.membershipOnMerge,
    cohort_requests_per_hour: behaviour.cohortRequestsPerHour,
    missing_permission_status: behaviour.missingPermissionStatus,
    processing_delay_ms: behaviour.processingDelayMs,
    processing_order: behaviour.processingOrder,
    track_limit: behaviour.trackLimit,
    key_in_body: behaviour.keyInBody,
    require_fields_to_export: behaviour.requireFieldsToExport,
    ratelimit_reset_format: behaviour.ratelimitResetFormat,
    strictness: behaviour.strictness,
    rate_limits: byBucket((its) => limitedBy(its, behaviour.rateLimits).requestsMax),
  };
}
