import type { Cohort } from '../../domain/cohort.js';
import type { JsonObject, JsonValue } from '../../domain/json.js';
import type { Snapshot } from '../../domain/snapshot.js';
import { isoTime } from '../../domain/time/time.js';
import type { ProfileIdentity, UserProfile } from '../../domain/users/user-profile.js';
import { limitedBy, type RateLimits, rateLimitBuckets } from '../../domain/workspaces/rate-limit.js';
import type {
  Behaviour,
  DataImportKey,
  RestApiKey,
  Workspace,
  WorkspacePartner,
} from '../../domain/workspaces/workspace.js';
import type { SnakeCase } from '../field-names.js';
import { encodeCursor } from './cursor.js';

// Domain objects as the control API shows them. Times are ISO 8601 in UTC.

/** One page of a list; `next` is where the following one begins, `null` on the last. */
export function listJson<Item>(
  plural: string,
  page: { items: readonly Item[]; next: JsonValue },
  itemJson: (item: Item) => JsonObject,
): JsonObject {
  return {
    [plural]: page.items.map(itemJson),
    next_cursor: page.next === null ? null : encodeCursor(page.next),
  };
}

/** @param restEndpoint  The address to give a connector, from the request's own `Host`. */
export function workspaceJson(
  workspace: Workspace & { restApiKeys: RestApiKey[]; partners: WorkspacePartner[] },
  restEndpoint: string,
): JsonObject {
  return {
    id: workspace.id,
    name: workspace.name,
    rest_endpoint: restEndpoint,
    rest_api_keys: workspace.restApiKeys.map(restApiKeyJson),
    partners: workspace.partners.map(partnerJson),
    behaviour: behaviourJson(workspace.behaviour),
    created_at: isoTime(workspace.createdAt),
  };
}

function behaviourJson(behaviour: Behaviour): JsonObject {
  return {
    unknown_cohort: behaviour.unknownCohort,
    conflict_policy: behaviour.conflictPolicy,
    alias_only_profiles: behaviour.aliasOnlyProfiles,
    device_match: behaviour.deviceMatch,
    membership_on_merge: behaviour.membershipOnMerge,
    cohort_requests_per_hour: behaviour.cohortRequestsPerHour,
    missing_permission_status: behaviour.missingPermissionStatus,
    processing_delay_ms: behaviour.processingDelayMs,
    strictness: behaviour.strictness,
    rate_limits: rateLimitsJson(behaviour.rateLimits),
  } satisfies Record<SnakeCase<keyof Behaviour>, unknown>;
}

/** Every bucket with the limit it has. */
function rateLimitsJson(limits: RateLimits): JsonObject {
  const buckets = Object.values(rateLimitBuckets);
  return Object.fromEntries(buckets.map((its) => [its.name, limitedBy(its, limits).requestsMax]));
}

export function clockJson(clock: { now: number; isFrozen: boolean }): JsonObject {
  return { now: isoTime(clock.now), frozen: clock.isFrozen };
}

export function partnerJson(partner: WorkspacePartner): JsonObject {
  return {
    partner: partner.partner,
    display_name: partner.displayName,
    filter_name: partner.filterName,
    enabled: partner.isEnabled,
    partner_api_key: partner.partnerApiKey,
    data_import_keys: partner.dataImportKeys.map(dataImportKeyJson),
  };
}

export function dataImportKeyJson(key: DataImportKey): JsonObject {
  return { key: key.key, state: key.state, created_at: isoTime(key.createdAt) };
}

export function restApiKeyJson(key: RestApiKey): JsonObject {
  return { key: key.key, permissions: key.permissions };
}

/** A profile in a list. */
export function profileJson(profile: ProfileIdentity): JsonObject {
  return {
    braze_id: profile.brazeId,
    external_id: profile.externalId,
    user_aliases: profile.aliases.map(({ label, name }) => ({ alias_label: label, alias_name: name })),
    device_ids: profile.deviceIds,
  };
}

/** A profile whole. Standard and custom attributes stand together, as they are sent. */
export function wholeProfileJson(profile: UserProfile & { cohorts: Cohort[] }): JsonObject {
  return {
    ...profileJson(profile),
    created_at: isoTime(profile.createdAt),
    random_bucket: profile.randomBucket,
    attributes: attributesJson(profile),
    apps: profile.apps.map((app) => ({ ...app })),
    session_count: profile.sessionCount,
    push_tokens: profile.pushTokens.map(({ appId, token, deviceId }) => ({
      app_id: appId,
      token,
      device_id: deviceId,
    })),
    cohorts: profile.cohorts.map(({ partner, cohortId, name }) => ({ partner, cohort_id: cohortId, name })),
  };
}

function attributesJson(profile: UserProfile): JsonObject {
  // fromEntries defines properties, so an attribute called `__proto__` stays an ordinary one.
  return Object.fromEntries([
    ...(profile.email === null ? [] : [['email', profile.email] as const]),
    ...(profile.phone === null ? [] : [['phone', profile.phone] as const]),
    ...Object.entries(profile.attributes),
    ...Object.entries(profile.customAttributes),
  ]);
}

export function cohortJson(cohort: Cohort): JsonObject {
  return {
    partner: cohort.partner,
    cohort_id: cohort.cohortId,
    name: cohort.name,
    created_at: cohort.createdAt,
    implicit: cohort.isImplicit,
    member_count: cohort.memberCount,
    updated_at: isoTime(cohort.updatedAt),
  };
}

export function snapshotJson({ name, sizeBytes, description, problem }: Snapshot): JsonObject {
  return {
    name,
    created_at: description && isoTime(description.createdAt),
    scope: description && (description.workspace === null ? 'everything' : 'workspace'),
    workspace: description?.workspace ?? null,
    workspace_count: description?.workspaceCount ?? null,
    size_bytes: sizeBytes,
    problem,
  };
}
