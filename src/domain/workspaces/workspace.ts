import { EmulatorError } from '../errors.js';
import type { DataSettings } from '../users/data-settings.js';
import type { RateLimits } from './rate-limit.js';

/** What a workspace does where the contract is open. The first value of each comment is the default. */
export interface Behaviour {
  /** Members for a cohort that was never named: `create` it, `ignore` the change, or `reject` with 400. */
  unknownCohort: 'create' | 'ignore' | 'reject';
  /** One profile in an add and a remove of the same request. */
  conflictPolicy: 'last_wins' | 'add_wins' | 'remove_wins';
  /** Whether an alias may name a profile without an `external_id` in a cohort request. */
  aliasOnlyProfiles: 'match' | 'skip';
  /** Whose devices match: any profile without an `external_id`, or only one the SDK made. */
  deviceMatch: 'no_external_id' | 'sdk_anonymous_only';
  /** Memberships of a profile that is merged away: moved to the survivor, or lost. */
  membershipOnMerge: 'union' | 'keep_target';
  /** Requests to both cohort endpoints per clock hour, workspace and partner. */
  cohortRequestsPerHour: number;
  /** Answer to a REST API key without the endpoint's permission. */
  missingPermissionStatus: 403 | 401;
  /** How long after its answer a change of users and cohorts is applied, on the workspace's clock. 0: at once. */
  processingDelayMs: number;
  /** With such a delay: each change that much later and in order, or each at any moment until then, by chance. */
  processingOrder: 'in_order' | 'shuffled';
  /** Objects in one `/users/track` request: 75 in its three arrays together, or, as legacy accounts have it, in each. */
  trackLimit: 'combined_75' | 'per_array_75';
  /** Whether a REST API key may stand in the body or query, as `api_key` or `app_group_id`, when the header has none. */
  keyInBody: boolean;
  /** Whether `/users/export/ids` must name fields, as for accounts onboarded since 2024-08-22. */
  requireFieldsToExport: boolean;
  /** What `X-RateLimit-Reset` tells: when the window ends in seconds since the epoch, or in how many seconds. */
  ratelimitResetFormat: 'epoch' | 'seconds_left';
  /** Whether what Braze merely ignores is ignored here too, or refused with 400. */
  strictness: 'lenient' | 'strict';
  /** Requests per window by name of the bucket, where other than documented. */
  rateLimits: RateLimits;
}

/** How ids of workspaces look: those that are made, and those that a caller gives. */
export const workspaceIdPattern = /^ws_[\w-]{1,64}$/;

/** One isolated world. */
export interface Workspace {
  /** Key of its rows in the store; never shown. A reset gives it another. */
  number: number;
  /** Its place in the order of creation. No other workspace ever has it. */
  position: number;
  id: string;
  name: string;
  behaviour: Behaviour;
  dataSettings: DataSettings;
  createdAt: number;
  /** The profile set of all its live profiles. */
  everyoneSet: number;
}

export type KeyState = 'active' | 'invalidated';

/** Opens one workspace to one partner; `client_secret` on the wire. */
export interface DataImportKey {
  key: string;
  state: KeyState;
  createdAt: number;
}

/** A partner as one workspace sees it. */
export interface WorkspacePartner {
  partner: string;
  displayName: string;
  filterName: string;
  isEnabled: boolean;
  partnerApiKey: string;
  dataImportKeys: DataImportKey[];
}

export interface RestApiKey {
  key: string;
  permissions: RestPermission[];
}

/** What a request to a REST endpoint was let in with. */
export interface RestAccess {
  workspace: Workspace;
  permissions: readonly string[];
}

/** What a request to a partner endpoint was let in with. */
export interface PartnerAccess {
  workspace: Workspace;
  partner: string;
}

/** Permissions of the endpoints built here. [doc] api/basics and the endpoint pages */
export const restPermissions = [
  'users.track',
  'users.identify',
  'users.alias.new',
  'users.alias.update',
  'users.merge',
  'users.delete',
  'users.external_ids.rename',
  'users.external_ids.remove',
  'users.export.ids',
  'users.export.segment',
  'segments.list',
  'segments.details',
  'segments.data_series',
  'campaigns.list',
  'campaigns.details',
  'campaigns.trigger.send',
  'campaigns.trigger.schedule.create',
  'campaigns.trigger.schedule.update',
  'campaigns.trigger.schedule.delete',
  'canvas.list',
  'canvas.details',
  'canvas.trigger.send',
  'canvas.trigger.schedule.create',
  'canvas.trigger.schedule.update',
  'canvas.trigger.schedule.delete',
  'messages.send',
  'sends.id.create',
] as const;
export type RestPermission = (typeof restPermissions)[number];

/** When a request was let in, on the workspace's clock. */
export interface Entrance {
  enteredAt: number;
}

/** @throws EmulatorError `missing_permission`: the key is valid but was made without it. [doc] api/basics */
export function assertPermission(access: RestAccess, permission: RestPermission): void {
  if (access.permissions.includes(permission)) return;
  throw new EmulatorError('missing_permission', `The REST API key lacks the permission ${permission}`, {
    status: access.workspace.behaviour.missingPermissionStatus,
  });
}
